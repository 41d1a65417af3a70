"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.meetings import queries
from approvals.meetings.models import AgendaItem, Meeting, Opinion
from approvals.meetings.states import ItemState
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case


def locked_item(pk: int) -> AgendaItem:
    """An item, its meeting locked: two cases are always locked in this order, the meeting's first."""
    meeting = lock(Meeting, AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=pk))
    item = AgendaItem.objects.select_related("case__bureau", "case__holder").get(pk=pk)
    item.meeting = meeting
    return item


def note(meeting: Meeting, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    log.record(meeting.case, name, by=by, at=at, key=key or None, facts=facts)


def note_on_case(item: AgendaItem, name: str, *, by: User | None, at: datetime, **facts: object) -> None:
    """The same step, on the case it is about."""
    case = lock(type(item.case), item.case_id)
    log.record(case, name, by=by, at=at, facts={"meeting": item.meeting.case.number, **facts})


def take_back_written(meeting: Meeting) -> int:
    """Who came after all speaks for themselves: what they had written on items still open is not read."""
    there = [one.pk for one in queries.present(meeting)]
    open_items = meeting.items.filter(state=ItemState.PENDING)
    return Opinion.objects.filter(item__in=open_items, user__in=there, is_written=True).delete()[0]


def end(item: AgendaItem, state: str, reason: str, *, by: User | None, at: datetime) -> None:
    """Postponed or taken off: the case waits for another meeting."""
    item.state, item.reason, item.ended_at, item.ended_by = state, reason, at, by
    item.save(update_fields=["state", "reason", "ended_at", "ended_by"])


def tell(meeting: Meeting, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"meeting": meeting, "link": f"/desk/meetings/{meeting.pk}/", "on": meeting.on}
    outbox.post(meeting.case, template, to=to, context={**link, **context}, at=at)


def holders(cases: Iterable[Case]) -> list[User]:
    return [case.holder for case in cases if case.holder is not None]
