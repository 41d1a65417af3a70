"""法制审核 and 集体讨论, each of the amount that is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions import extending, papers
from enforcement.orders.actions.common import note, notice_of, tell
from enforcement.orders.actions.next_step import tell_next
from enforcement.orders.guards import NotPossible, SamePerson
from enforcement.orders.models import Discussion, LeaderView, LegalReview, Penalty
from enforcement.orders.rules import gate
from enforcement.orders.states import About, View
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

DISCUSSED = "行政处罚法第57条第二款"


@transaction.atomic
def review(pk: int, *, outcome: str, opinion: str, by: User, at: datetime, key: str = "") -> Penalty:
    """法制审核 by somebody who does not handle the case (行政处罚法第58条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("review", by, penalty, timezone.localdate(at))
    LegalReview.objects.create(
        penalty=penalty,
        notice=notice_of(penalty),
        outcome=outcome,
        opinion=opinion,
        amount=penalty.amount or 0,
        by=by,
        at=at,
    )
    note(penalty, "penalty_reviewed", by=by, at=at, key=key, outcome=outcome)
    tell(penalty, "penalty_reviewed", [penalty.opened_by], at=at)
    tell_next(penalty, at=at)
    return penalty


@transaction.atomic
def call_discussion(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """提交集体讨论 of the amount proposed now."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("call_discussion", by, penalty, on)
    Discussion.objects.create(
        penalty=penalty, notice=notice_of(penalty), called_on=on, called_by=by, amount=penalty.amount or 0
    )
    note(penalty, "discussion_called", by=by, at=at, key=key, amount=penalty.amount)
    tell(penalty, "discussion_called", staff_with(penalty.case.bureau, Role.LEADER), at=at)
    return penalty


@transaction.atomic
def speak(pk: int, *, view: str, words: str, by: User, at: datetime, key: str = "") -> Penalty:
    """A leader says what they think, once in a discussion; it stands in its minutes."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("speak", by, penalty, timezone.localdate(at))
    discussion = penalty.discussions.get(concluded_on=None)
    if discussion.views.filter(leader=by).exists():
        raise NotPossible(_("您在这次集体讨论中已经发表过意见。"))
    LeaderView.objects.create(discussion=discussion, leader=by, view=view, words=words, at=at)
    note(penalty, "leader_spoke", by=by, at=at, key=key, view=view)
    return penalty


@transaction.atomic
def conclude_discussion(pk: int, *, minutes: str, by: User, at: datetime, key: str = "") -> Penalty:
    """形成结论: more than half of those who spoke agree, and at least two have spoken."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("conclude_discussion", by, penalty, on)
    discussion = penalty.discussions.get(concluded_on=None)
    views = list(discussion.views.all())
    if len(views) < gate.LEAST_VIEWS:
        raise NotPossible(_("至少 %(n)s 位负责人发表意见才能形成结论。") % {"n": gate.LEAST_VIEWS}, DISCUSSED)
    if by.pk not in {one.leader_id for one in views}:
        raise SamePerson(_("结论由参加讨论的负责人登记。"), DISCUSSED)
    agreeing = sum(one.view == View.AGREE for one in views)
    discussion.concluded_on, discussion.minutes, discussion.agreed = on, minutes, agreeing * 2 > len(views)
    late = discussion.about == About.LIMIT and discussion.agreed and not extending.is_possible(discussion, on)
    discussion.paper = papers.discussion_paper(discussion, is_late=late, by=by, at=at)
    discussion.save()
    note(
        penalty, "discussion_concluded", by=by, at=at, key=key, agreed=discussion.agreed, views=len(views),
        letter=discussion.paper.number,
    )  # fmt: skip
    extending.extended(discussion, by=by, at=at)
    tell_next(penalty, at=at)
    return penalty
