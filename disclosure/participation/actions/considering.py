"""意见归并和处理: like comments together, each group adopted, partly or not, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.board.queries.notices import turn_edition
from disclosure.participation import guards
from disclosure.participation.models import GoingOn, Submission, Topic
from disclosure.participation.queries.submissions import comments_of, unconsidered
from disclosure.participation.rules import conditions, steps
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from envportal.accounts.models import User

MOST_CHANGED = 300


@transaction.atomic
def consider(  # noqa: PLR0913  which comments, under what heading, what became of them, by whom
    pk: int, *, comments: Iterable[Submission], topic: Topic | None, summary: str, disposition: str, reason: str,
    changed: str, by: User, at: datetime, condition: int | None = None, key: str = "",
) -> Topic | None:  # fmt: skip
    """Put comments of a case together under one heading, and say what became of them; also to say it anew."""
    case = lock(Case, pk)
    if log.already(key):
        return topic
    steps.require_consider(by, case, timezone.localdate(at))
    chosen = list(comments_of(case).filter(pk__in=[comment.pk for comment in comments]))
    group = Topic.objects.filter(case=case, pk=topic.pk).first() if topic else Topic(case=case, made_by=by, made_at=at)
    if group is None:
        raise guards.OutOfOrder(_("这一组意见不是本件的。"))
    together = [*chosen, *(group.comments.all() if group.pk else ())]
    steps.require_open(case, together)
    changed = _changed(case, condition, changed)
    steps.require_said(disposition, reason, changed)
    _refuse_personal(summary, reason, changed)
    group.condition = condition
    _say(group, summary or group.summary, disposition, reason, changed, by=by, at=at)
    Submission.objects.filter(pk__in=[comment.pk for comment in chosen]).update(topic=group)
    facts = {
        "topic": group.pk, "summary": group.summary, "disposition": disposition, "reason": reason,
        "changed": changed, "condition": condition, "comments": [comment.number for comment in together],
    }  # fmt: skip
    log.record(case, "comments_considered", by=by, at=at, key=key or None, facts=facts)
    turn_edition()
    return group


def _changed(case: Case, condition: int | None, words: str) -> str:
    """What was changed: the condition as it is to be decided, then what was written about it."""
    if condition is None:
        return words
    known = conditions.conditions_of(case)
    if not 0 < condition <= len(known):
        raise guards.OutOfOrder(_("批准条件里没有第 %(n)s 条，请重新选择。") % {"n": condition})
    return "；".join(filter(None, (conditions.named(known, condition), words)))[:MOST_CHANGED]


def _say(group: Topic, summary: str, disposition: str, reason: str, changed: str, *, by: User, at: datetime) -> None:
    group.summary, group.disposition, group.reason, group.changed = summary, disposition, reason, changed
    group.considered_by, group.considered_at = (by, at) if disposition else (None, None)
    group.save()


def _refuse_personal(*texts: str) -> None:
    """What staff write here is public at once."""
    if any(board.blocks(text) for text in texts):
        raise guards.StillPersonal(
            _("概要和理由会公开，里面不能有身份证号码或者银行卡号。"), "《个人信息保护法》第二十八条"
        )


@transaction.atomic
def go_on(case: Case, *, why: str, reason: str, by: User, at: datetime) -> GoingOn | None:
    """带理由继续. The caller has asked who may sign, holds the case row and writes the event; None: nothing waits."""
    waiting = list(unconsidered(case))
    if not waiting:
        return None
    steps.require_lawful(waiting, why)
    made = GoingOn.objects.create(case=case, why=why, reason=reason, by=by, at=at)
    Submission.objects.filter(pk__in=[comment.pk for comment in waiting]).update(going_on=made)
    return made
