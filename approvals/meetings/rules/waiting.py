"""Which cases wait for the meeting, the last meeting for each, and whether the meetings before it have room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from approvals.meetings import queries
from approvals.meetings.rules import ahead, slots
from approvals.meetings.rules.must_come import document_kind
from approvals.meetings.states import State
from envportal.deadlines import clocks as deadlines
from envportal.deadlines.enums import Matter, Unit
from envportal.deadlines.queries import rule_on

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from approvals.meetings.models import Docket, Meeting, MeetingRule
    from envportal.accounts.models import Bureau
    from envportal.workdays import Calendar

FAR = timedelta(days=120)
# A registration is put before nobody: nothing stands between its meeting and its decision.
NOTICED = ("report", "table")


@dataclass(frozen=True)
class Sitting:
    """A slot to come, or the meeting convened for it: minutes it has and minutes its agenda takes."""

    on: date
    rule: MeetingRule
    meeting: Meeting | None = None
    items: int = 0

    @property
    def minutes(self) -> int:
        return self.items * self.rule.per_item

    @property
    def room(self) -> int:
        """How many more items it has time for."""
        return max(0, self.rule.items - self.items)

    @property
    def is_over(self) -> bool:
        return self.minutes > self.rule.capacity

    @property
    def share(self) -> str:
        """How much of its time is taken, as the width of a bar of 100."""
        return f"{min(100, 100 * self.minutes / self.rule.capacity):.0f}"


@dataclass(frozen=True)
class Waiting:
    """A case that waits: what is promised, the last meeting that keeps it, and the one it would get."""

    docket: Docket
    due_on: date | None
    left: int
    unit: str
    last_on: date | None
    on: date | None
    marks: frozenset[str] = field(default_factory=frozenset)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting on whose agenda it stands already."""
        found = self.docket.case.pending_items  # type: ignore[attr-defined]
        return found[0].meeting if found else None

    @property
    def tone(self) -> str:
        if self.marks & {"too_late", "overdue"}:
            return "late"
        return "soon" if "overflows" in self.marks else ""


class Ahead:
    """What a bureau has before it: its slots with what stands on them, and the windows after a meeting."""

    def __init__(self, bureau: Bureau, today: date) -> None:
        self.bureau, self.today = bureau, today
        self.versions = list(queries.rules_of(bureau.pk))
        self.calendar: Calendar = deadlines.calendar_of(bureau.pk)
        self.patterns = patterns(self.versions)
        self.after = cache(self._after)

    def sittings(self, until: date) -> list[Sitting]:
        """Every slot from today on, with the meeting convened for it; cancelled ones give their place up."""
        convened = list(queries.between(self.bureau.pk, self.today, until))
        dead = {one.on for one in convened if one.state == State.CANCELLED and not one.urgent_why}
        over = {one.on for one in convened if one.state in (State.CLOSED, State.MINUTED) and not one.urgent_why}
        live = [one for one in convened if one.state in (State.CONVENED, State.SITTING)]
        regular = {one.on for one in live if not one.urgent_why}
        free = [
            Sitting(slot.on, rule)
            for slot in slots.slots(self.calendar, self.patterns, self.today, until)
            if slot.on not in dead | over | regular and (rule := self.rule_on(slot.on))
        ]
        held = [Sitting(one.on, one.rule, one, one.item_count) for one in live]  # type: ignore[attr-defined]
        return sorted([*free, *held], key=lambda one: (one.on, one.meeting is None))

    def rule_on(self, day: date) -> MeetingRule | None:
        return next((one for one in self.versions if one.valid_from <= day), None)

    def _after(self, kind: str) -> ahead.After:
        if kind not in NOTICED:
            return ahead.After()
        return ahead.After(
            rule_on(self.bureau, Matter.PROPOSED_NOTICE, kind, self.today),
            rule_on(self.bureau, Matter.HEARING_REQUEST, kind, self.today),
        )


def patterns(versions: Sequence[MeetingRule]) -> list[slots.Pattern]:
    return [slots.Pattern(one.valid_from, one.days, one.makeup_counts) for one in versions]


def waiting(bureau: Bureau, today: date, urgent: Collection[int] = ()) -> list[Waiting]:
    """The cases that wait, by the days left of the promised date; `urgent` are those that need no meeting any more."""
    view = Ahead(bureau, today)
    dockets = [one for one in queries.waiting(bureau.pk) if one.pk not in urgent]
    until = max((day for one in dockets if (day := queries.promised(one.case))), default=today) + FAR
    sittings = view.sittings(until)
    days = sorted({one.on for one in sittings})
    timed = [(one, queries.promised(one.case), _last(one, view, days)) for one in dockets]
    timed.sort(key=lambda row: (row[1] is None, row[1] or today, row[0].pk))
    free = [row for row in timed if not row[0].case.pending_items]  # type: ignore[attr-defined]
    room: dict[date, int] = {}
    for one in sittings:
        room[one.on] = room.get(one.on, 0) + one.room
    free.sort(key=lambda row: (row[2] is None, row[2] or today, row[1] or queries.NEVER, row[0].pk))
    places = dict(zip((row[0].pk for row in free), slots.schedule(days, room, [row[2] for row in free]), strict=True))
    return [_row(docket, due, last, places.get(docket.pk), view) for docket, due, last in timed]


def _last(docket: Docket, view: Ahead, days: Sequence[date]) -> date | None:
    found = queries.deciding(docket.case)
    return ahead.last_meeting(found, view.calendar, view.after(document_kind(docket.case)), days)


def _row(docket: Docket, due: date | None, last: date | None, place: date | None, view: Ahead) -> Waiting:
    pending = docket.case.pending_items  # type: ignore[attr-defined]
    on = pending[0].meeting.on if pending else place
    marks = {
        "overdue": due is not None and due < view.today,
        "too_late": due is not None and last is None,
        "overflows": last is not None and (on is None or on > last),
        "not_begun": due is None,
    }
    held = frozenset(name for name, holds in marks.items() if holds)
    return Waiting(docket, due, *days_left(view.calendar, due, view.today), last, on, held)


def days_left(calendar: Calendar, due: date | None, today: date) -> tuple[int, str]:
    """Working days to a due day, or how many days it is over."""
    if due is not None and due < today:
        return (due - today).days, Unit.CALENDAR_DAY
    return calendar.between(today, due) if due else 0, Unit.WORKING_DAY
