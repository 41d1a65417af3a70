"""A bureau's own days and hours: a day is entered by one person and agreed to by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.deadlines.actions import clocks
from envportal.deadlines.enums import DayEnds, DayStatus
from envportal.deadlines.models import CalendarDay, DayProposal, OfficeHours
from envportal.deadlines.rules import local_days
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from envportal.accounts.models import User

CHAIN = "calendar"


@transaction.atomic
def propose_day(
    pk: int,
    *,
    day: date,
    is_workday: bool,
    name: str,
    notice: str,
    by: User,
    at: datetime,
    key: str | None = None,
) -> DayProposal:
    """Enter a day of the bureau `pk`; nothing moves until another person agrees."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=pk)
    if log.already(key):
        return DayProposal.objects.filter(bureau=bureau, proposed_by=by).latest("pk")
    local_days.require_new(bureau, day, on=timezone.localdate(at))
    proposal = DayProposal.objects.create(
        bureau=bureau, date=day, is_workday=is_workday, name=name, notice=notice, proposed_by=by, proposed_at=at
    )
    facts = {"day": day, "is_workday": is_workday, "name": name, "notice": notice, "bureau": bureau.code}
    log.record(None, "local_day_proposed", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


def row_of(proposal: DayProposal) -> CalendarDay:
    """The row of the calendar a proposal would become."""
    facts = {"date": proposal.date, "is_workday": proposal.is_workday, "name": proposal.name}
    return CalendarDay(bureau=proposal.bureau, notice=proposal.notice, status=DayStatus.LOCAL, **facts)


@transaction.atomic
def decide_day(pk: int, *, agreed: bool, by: User, at: datetime, key: str | None = None) -> DayProposal | None:
    """Agree to a day or turn it down; None if this form came twice. Whoever agrees then moves what it reaches."""
    bureau_pk = DayProposal.objects.values_list("bureau_id", flat=True).get(pk=pk)
    Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    proposal = DayProposal.objects.select_related("bureau").get(pk=pk)
    if log.already(key):
        return None
    if not local_days.check_decide(by, proposal):
        raise NotYours(_("这一天不由您决定。"))
    proposal.decided_by, proposal.decided_at, proposal.agreed = by, at, agreed
    proposal.save()
    name = "local_day_added" if agreed else "local_day_turned_down"
    facts = {"day": proposal.date, "bureau": proposal.bureau.code}
    log.record(None, name, by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


@transaction.atomic
def set_hours(bureau: Bureau, closes_at: time, *, valid_from: date, notice: str, by: User | None, at: datetime) -> int:
    """Say when the counter closes from a day on, and move what ends with it; returns how many clocks were computed."""
    facts = {"closes_at": closes_at, "notice": notice, "added_by": by, "added_at": at}
    OfficeHours.objects.update_or_create(bureau=bureau, valid_from=valid_from, defaults=facts)
    told = {"bureau": bureau.code, "closes_at": str(closes_at), "valid_from": valid_from, "notice": notice}
    log.record(None, "office_hours_set", by=by, at=at, chain=CHAIN, facts=told)
    return clocks.recompute_open(Q(case__bureau=bureau, rule__day_ends=DayEnds.CLOSING))
