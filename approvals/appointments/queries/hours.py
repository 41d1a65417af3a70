"""What is open and free: worked out from openings, the working calendar and closed days; only bookings are rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from approvals.appointments.models import BookingRule, ClosedDay, Counter, Opening, Service, Slot
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


@dataclass(frozen=True)
class Piece:
    """An hour that can be booked at one counter."""

    counter: Counter
    day: date
    starts: time
    ends: time
    capacity: int
    taken: int = 0

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def name(self) -> str:
        """As a form says it: counter, day, hour."""
        return f"{self.counter.pk}|{self.day}|{self.starts:%H:%M}"

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.starts, timezone.get_default_timezone())


def rule_on(bureau: Bureau, on: date) -> BookingRule:
    """The bureau's own rule on a day; what every bureau starts with where it has set none."""
    found = BookingRule.objects.filter(bureau=bureau, valid_from__lte=on).order_by("-valid_from").first()
    return found or BookingRule(bureau=bureau, valid_from=on)


def services(bureau: Bureau | None) -> QuerySet[Service]:
    """What somebody can book: open, and done at a counter that is open."""
    rows = Service.objects.filter(bureau=bureau, is_open=True, counters__is_open=True)
    return rows.select_related("bureau").distinct().order_by("pk")


def days_ahead(bureau: Bureau, today: date) -> list[date]:
    """The days from today on that can be booked, by the working calendar."""
    calendar, n = clocks.calendar_of(bureau.pk), rule_on(bureau, today).days_ahead
    first = [today] if calendar.is_workday(today) else []
    return first + [calendar.add(today, i) for i in range(1, n + 1)]


def free(service: Service, now: datetime) -> dict[date, list[Piece]]:
    """Every piece that is still to begin, by day, with the places left."""
    today = timezone.localdate(now)
    days = days_ahead(service.bureau, today)
    counters = list(service.counters.filter(is_open=True).order_by("pk"))
    taken = _taken(counters, days)
    found: dict[date, list[Piece]] = {day: [] for day in days}
    for piece in _pieces(counters, days, _closed(service.bureau, days)):
        if piece.begins > now:
            known = taken.get((piece.counter.pk, piece.day, piece.starts), 0)
            found[piece.day].append(Piece(**{**vars(piece), "taken": known}))
    return {day: sorted(pieces, key=_by_hour) for day, pieces in found.items()}


def _by_hour(piece: Piece) -> tuple[time, int]:
    return piece.starts, piece.counter.pk


def piece_of(service: Service, name: str, now: datetime) -> Piece | None:
    """The piece a form names, if it can still be booked; how many places are left is seen when it is taken."""
    every = (piece for pieces in free(service, now).values() for piece in pieces)
    return next((piece for piece in every if piece.name == name), None)


def is_open_on(bureau: Bureau, counter_id: int, day: date) -> bool:
    """Whether a counter works on a day: a working day on which it is not closed."""
    if not clocks.calendar_of(bureau.pk).is_workday(day):
        return False
    of_all = Q(counter=None) | Q(counter=counter_id)
    return not ClosedDay.objects.filter(of_all, bureau=bureau, day=day).exists()


def _closed(bureau: Bureau, days: Sequence[date]) -> set[tuple[int | None, date]]:
    return set(ClosedDay.objects.filter(bureau=bureau, day__in=days).values_list("counter", "day"))


def _taken(counters: Sequence[Counter], days: Sequence[date]) -> dict[tuple[int, date, time], int]:
    rows = Slot.objects.filter(counter__in=counters, day__in=days)
    return {(slot.counter_id, slot.day, slot.starts): slot.taken for slot in rows}


def _pieces(
    counters: Sequence[Counter], days: Sequence[date], closed: set[tuple[int | None, date]]
) -> Iterator[Piece]:  # fmt: skip
    openings = defaultdict(list)
    for opening in Opening.objects.filter(counter__in=counters).order_by("starts", "pk"):
        openings[opening.counter_id].append(opening)
    for counter in counters:
        for day in days:
            if not {(counter.pk, day), (None, day)} & closed:
                yield from _of_day(counter, day, openings[counter.pk])


def _of_day(counter: Counter, day: date, openings: Sequence[Opening]) -> Iterator[Piece]:
    seen: set[time] = set()
    for opening in openings:
        if not (opening.valid_from <= day and (opening.valid_to is None or day <= opening.valid_to)):
            continue
        at, end = datetime.combine(day, opening.starts), datetime.combine(day, opening.ends)
        step = timedelta(minutes=opening.minutes)
        while at + step <= end:
            if at.time() not in seen:
                seen.add(at.time())
                yield Piece(counter, day, at.time(), (at + step).time(), opening.capacity)
            at += step
