"""Before the visit: approved, announced or lawfully not, called off; and through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import queries, rules
from enforcement.inspections.actions.common import (
    askers,
    issue,
    locked,
    note,
    shown_people,
    team,
    tell,
    tell_enterprise,
)
from enforcement.inspections.actions.lists import begin_with
from enforcement.inspections.guards import STRICT, TWO, NoCertificate, NotPossible, OutOfOrder
from enforcement.inspections.states import DemandState, State
from envportal.accounts.queries import has_account
from envportal.audit import log
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User


@transaction.atomic
def approve(pk: int, *, by: User, at: datetime, key: str = "") -> Visit:
    """批准检查: by a head of the section or a leader who neither planned it nor goes along."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    rules.require("approve", by, visit, on)
    if visit.day < on:
        raise NotPossible(_("检查日期已过，请取消后重新排定。"))
    rules.still_owed(queries.served(visit))
    visit.approve()
    visit.approved_by, visit.approved_at = by, at
    visit.save()
    note(visit, "visit_approved", by=by, at=at, key=key)
    tell(visit, "visit_approved", team(visit), at=at)
    return visit


@transaction.atomic
def notice(pk: int, *, told_how: str = "", by: User, at: datetime, key: str = "") -> Visit:
    """通知企业: letter and message; an enterprise without an account is told otherwise, and how is written down."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    rules.require("notice", by, visit, on)
    _may_be_noticed(visit, told_how, on)
    visit.notice_letter = issue(visit, LetterKind.INSPECTION_NOTICE, by=by, at=at, on=on, **_notice_fields(visit))
    visit.notice()
    visit.noticed_at = at
    visit.save()
    facts = {"letter": visit.notice_letter.number, "told_how": told_how}
    note(visit, "visit_noticed", by=by, at=at, key=key, **facts)
    tell_enterprise(visit, "visit_noticed", at=at, people=shown_people(visit))
    return visit


def _may_be_noticed(visit: Visit, told_how: str, on: date) -> None:
    if visit.unannounced:
        raise OutOfOrder(_("这次检查依法不事先通知。"), STRICT)
    if visit.day < on:
        raise NotPossible(_("检查日期已过，请取消后重新排定。"))
    enterprise = visit.case.enterprise
    if enterprise is not None and not has_account(enterprise) and not told_how.strip():
        raise NotPossible(_("这家企业没有门户账号：写明怎样通知的，通知了谁。"))


def _notice_fields(visit: Visit) -> dict[str, object]:
    demands, enterprise = visit.demands.order_by("pk"), visit.case.enterprise
    return {
        "visited": enterprise.name if enterprise else "",
        "visit_on": visit.day, "visit_at": visit.begins_at.strftime("%H:%M"),
        "what": ["：".join(filter(None, (one.get_purpose_display(), one.told))) for one in demands],
        "inspectors": shown_people(visit),
        # Who has no page to read the code from finds it in the letter.
        "code": "" if enterprise is not None and has_account(enterprise) else queries.entry_code(visit),
    }  # fmt: skip


@transaction.atomic
def cancel(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Visit:
    """取消: what was asked for waits again; an enterprise that was told is told this, too."""
    visit = locked(pk)
    if log.already(key):
        return visit
    rules.require("cancel", by, visit, timezone.localdate(at))
    was_told = visit.state == State.NOTICED
    visit.cancel()
    visit.cancelled_why = reason
    visit.save()
    asked_by = askers(visit, by)
    give_back(visit)
    visit.case.closed_on = timezone.localdate(at)
    visit.case.save(update_fields=["closed_on"])
    note(visit, "visit_cancelled", by=by, at=at, key=key, reason=reason)
    tell(visit, "visit_cancelled", dict.fromkeys([*team(visit), *asked_by]), at=at, reason=reason)
    if was_told:
        tell_enterprise(visit, "visit_cancelled", at=at, reason=reason)
    return visit


def give_back(visit: Visit) -> None:
    """What the visit was to serve waits for another one."""
    for demand in visit.demands.select_for_update(of=("self",)).order_by("pk"):
        demand.state, demand.visit = DemandState.ASKED, None
        demand.save(update_fields=["state", "visit"])


@transaction.atomic
def enter(pk: int, *, code: str = "", why: str = "", by: User, at: datetime, key: str = "") -> Visit:
    """亮证入场: at the gate, with the code the enterprise reads out, or with the reason why there is none."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    rules.require("enter", by, visit, on)
    rules.is_the_day(visit, on)
    if visit.state != State.NOTICED and not visit.unannounced:
        raise OutOfOrder(_("还没有通知企业，不能入场。"), STRICT)
    _still_certified(visit, on)
    rules.still_owed(queries.served(visit))
    rules.opens_the_gate(visit, code, why)
    begin_with(visit, on)
    visit.enter()
    visit.entered_at, visit.entered_by, visit.no_code_why = at, by, "" if code else why
    visit.save()
    note(visit, "visit_entered", by=by, at=at, key=key, by_code=bool(code), why=visit.no_code_why)
    return visit


def _still_certified(visit: Visit, on: date) -> None:
    people = team(visit)
    valid = queries.certificates_on(people, on)
    expired = [one.name for one in people if one.pk not in valid]
    if expired:
        raise NoCertificate(_("%(names)s的执法证今天无效，不能检查。") % {"names": "、".join(expired)}, TWO)
