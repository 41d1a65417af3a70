"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.experts import queries
from approvals.experts.models import Draw, Seat
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


def locked(pk: int) -> Seat:
    """The seat afresh, its case locked: a draw's seats are answered one after another."""
    lock(Case, Seat.objects.values_list("draw__case_id", flat=True).get(pk=pk))
    return Seat.objects.select_related("draw__case__bureau", "draw__case__holder", "expert__person").get(pk=pk)


def locked_draw(pk: int) -> Draw:
    """The draw afresh with its seats, its case locked."""
    case = lock(Case, Draw.objects.values_list("case_id", flat=True).get(pk=pk))
    return queries.draws(case).select_related("case__bureau", "case__holder").get(pk=pk)


def working_days(drawn: Draw, n: int, at: datetime) -> date:
    """The last day for something that is owed within so many working days from now."""
    return clocks.calendar_of(drawn.case.bureau_id).add(timezone.localdate(at), n)


def note(seat: Seat, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    about = {"draw": seat.draw.number, "expert": seat.expert.code}
    log.record(seat.draw.case, name, by=by, at=at, key=key or None, facts=about | facts)


def tell_officer(drawn: Draw, template: str, *, at: datetime) -> None:
    case = drawn.case
    people = [case.holder] if case.holder else list(staff_with(case.bureau, Role.SECTION_HEAD))
    link = {"draw": drawn, "link": f"/desk/cases/{case.pk}/experts/"}
    outbox.post(case, template, to=people, context=link, at=at)
