"""What belongs together: the same thing reported twice, a case it led to, a visit to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import visiting
from enforcement.petitions import rules
from enforcement.petitions.actions.common import BEFORE, finished_by, issue, locked, locked_together, note, start, stop
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.models import Petition, Visiting
from enforcement.petitions.states import FINISHED_IN, LINK, NEW, Kind
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.models import CaseLink
from envportal.cases.queries import by_number
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User

# 信访工作条例 and 举报 both have a complaint looked at; 国办发〔2024〕54号 lets a complaint be checked unannounced.
UNANNOUNCED = "国办发〔2024〕54号：投诉举报核查不事先通知"


@transaction.atomic
def merge(pk: int, *, into: Petition, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """并案: handled with another report of the same thing; its reporter is told so, and answered all the same."""
    petition, other = locked_together(pk, into.pk)
    on = timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("merge", by, petition, on)
    rules.is_one_thing(petition, other)
    for one in (petition, other):
        [reason] = nameless(one, reason, by=by, at=at)
    was_new = petition.state in NEW
    petition.merged_into, petition.merged_why = other, reason
    petition.merge()
    petition.save()
    petition.case.section, petition.case.holder = other.case.section, other.case.holder
    petition.case.save(update_fields=["section", "holder"])
    if was_new:
        stop(petition, *BEFORE, on=on, by=by, at=at)
        start(petition, FINISHED_IN[Kind(petition.kind)], on=on, by=by, at=at)
        due = finished_by(petition)
        issue(petition, LetterKind.PETITION_ACCEPTED, by=by, at=at, accepted_on=on, told_by=due, merged="yes")
    note(petition, "merged", by=by, at=at, key=key, into=other.case.number, why=reason)
    note(other, "took_in", by=by, at=at, number=petition.case.number)
    return petition


@transaction.atomic
def link(pk: int, *, number: str, by: User, at: datetime, key: str = "") -> Petition:
    """关联案件: the order, the penalty, the visit it led to, by its number; one that whoever links may read."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("link", by, petition, on)
    other = by_number(number)
    if other is None or other.pk == pk or not cases.address(by, other, "desk", on):
        raise NotPossible(_("没有这个编号的案件，或者您看不到它，请核对。"))
    CaseLink.objects.get_or_create(source=petition.case, target=other, why=LINK)
    note(petition, "linked", by=by, at=at, key=key, number=other.number)
    return petition


@transaction.atomic
def ask_visit(
    pk: int, *, what: str, latest: date, skills: Sequence[str] = (), by: User, at: datetime, key: str = ""
) -> Petition:  # fmt: skip
    """提出检查需求: somebody looks, unannounced; what the enterprise reads of it says nothing of a report."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("ask_visit", by, petition, on)
    [what] = nameless(petition, what, by=by, at=at)
    assert petition.enterprise is not None  # noqa: S101  the rule has asked
    wish = visiting.Wish(
        enterprise=petition.enterprise, purpose=visiting.Purpose.COMPLAINT, what=what, earliest=on, latest=latest,
        skills=skills, unannounced=True, lawful_reason=UNANNOUNCED,
    )  # fmt: skip
    demand = visiting.ask(wish, by=by, at=at)
    Visiting.objects.create(petition=petition, demand=demand, by=by, at=at)
    note(petition, "visit_asked", by=by, at=at, key=key, demand=demand.pk, latest=latest)
    return petition
