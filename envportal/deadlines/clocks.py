"""The door of this room: clocks of a case, the dates they promise, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.deadlines import queries
from envportal.deadlines.actions import expire, extend, extended_due, pause, prolong, resume, start, stop, void
from envportal.deadlines.actions.clocks import may_prolong_further
from envportal.deadlines.enums import DECIDING, OPEN_STATES, ClockState, Ground, Matter
from envportal.deadlines.models import Clock, TermRule
from envportal.deadlines.queries import NoRule, counter_closes
from envportal.deadlines.rules import ceilings, fold, proof
from envportal.deadlines.rules import faces as faces_
from envportal.deadlines.rules import strip as strip_
from envportal.deadlines.rules.elapsed import elapsed, elapsed_figures
from envportal.deadlines.rules.faces import Face
from envportal.deadlines.rules.hands import WAITS, Hands, hands
from envportal.deadlines.rules.previews import Preview, preview
from envportal.deadlines.rules.sheet import sheet
from envportal.deadlines.rules.told import told
from envportal.workdays import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Bureau
    from envportal.cases.models import Case
    from envportal.deadlines.models import RuleProposal
    from envportal.deadlines.rules.ceilings import Ceiling
    from envportal.deadlines.rules.faces import Foreseen
    from envportal.deadlines.rules.strip import Cell, Week
    from envportal.workdays import Calendar

__all__ = [
    "WAITS", "Face", "Ground", "Hands", "Matter", "NoRule", "Preview", "Promise", "Window", "basis", "calendar_of",
    "ceiling", "ceiling_ahead", "ceiling_of_proposal", "claim_due", "counter_closes", "day_list", "due_day", "due_on",
    "elapsed", "elapsed_figures", "expire", "expire_matter", "extend", "extended_due", "faces", "first_event_after",
    "hands", "is_past", "last_day_before", "last_working_day_before", "left", "may_prolong_further",
    "next_working_day", "of", "of_many", "open_clock", "pause", "preview", "prolong", "promised", "resume", "sheet",
    "start", "stop", "strip", "told", "verify", "void", "window", "working_days_left",
]  # fmt: skip

TEN_YEARS = timedelta(days=3652)


@dataclass(frozen=True)
class Promise:
    """The day promised to the applicant: the earlier of the statutory and the pledged due day."""

    due_on: date
    matter: str
    provisional: bool


@dataclass(frozen=True)
class Window:
    opens_on: date
    closes_on: date
    provisional: bool
    rule: TermRule


def of(case: Case) -> list[Clock]:
    """The clocks of a case, oldest first, ended ones too."""
    return list(queries.of(case.pk))


def of_many(cases: Iterable[int]) -> list[Clock]:
    """The clocks of many cases, named by their keys, oldest first."""
    return list(queries.of_many(cases))


def faces(case: Case, today: date, at: datetime | None = None, *, foreseen: Foreseen | None = None) -> list[Face]:
    """The face of each matter's last clock: intake while it runs, statute and pledge also when they have ended.

    With what is foreseen they stand as they will then. How the bureau hands a case on is nobody's date.
    """
    calendar = queries.calendar_of(case.bureau_id)
    last = {clock.matter: clock for clock in queries.of(case.pk)}
    shown = [
        clock
        for matter in Matter
        if matter != Matter.HANDOVER
        and (clock := last.get(matter))
        and (matter in faces_.KEPT or clock.state != ClockState.STOPPED)
    ]
    return faces_.bind(
        [
            faces_.face(
                clock.rule,
                faces_.with_foreseen(fold.fold(clock.events.all()), clock.rule, foreseen),
                calendar,
                today,
                matter=clock.matter,
                basis=_basis(case.bureau, clock, today),
                clock_pk=clock.pk,
                at=at,
            )
            for clock in shown
        ]
    )


def basis(clock: Clock, on: date) -> str:
    """The article to cite for a clock on a day: a decision cites the law in force when it is made."""
    return _basis(clock.case.bureau, clock, on)


def _basis(bureau: Bureau, clock: Clock, on: date) -> str:
    if clock.rule.bureau_id is not None:
        return clock.rule.basis
    try:
        return queries.rule_on(bureau, clock.matter, clock.variant, clock.stopped_on or on).basis
    except NoRule:
        return clock.rule.basis


def strip(of_faces: Sequence[Face], today: date) -> list[Week]:
    """The weeks of a strip with one lane a face, in the order given."""
    return strip_.weeks(of_faces, today)


def day_list(of_faces: Sequence[Face]) -> list[tuple[date, tuple[Cell, ...]]]:
    """The days of a strip one below the other."""
    return strip_.day_list(of_faces)


def promised(case: Case) -> Promise | None:
    """The date this case was promised for, or None before its clocks start."""
    last = {clock.matter: clock for clock in queries.of(case.pk).filter(matter__in=DECIDING)}
    if not last:
        return None
    first = min(last.values(), key=lambda clock: (clock.due_on, clock.matter != Matter.STATUTORY))
    return Promise(first.due_on, first.matter, first.provisional)


def window(bureau: Bureau, matter: str, variant: str, *, published_at: datetime) -> Window:
    """The days a notice stands: from the next working day to the n-th one, that day included."""
    published_on = timezone.localdate(published_at)
    rule, calendar = queries.rule_on(bureau, matter, variant, published_on), queries.calendar_of(bureau.pk)
    opens, closes = terms.window(calendar, published_on, rule.amount, rule.unit, first_day_counted=False)
    return Window(opens, closes, calendar.is_provisional(closes), rule)


def due_day(bureau: Bureau, matter: str, variant: str, *, on: date) -> date:
    """When something is due that keeps no clock, e.g. a hearing request after the letter was served `on`."""
    rule = queries.rule_on(bureau, matter, variant, on)
    return terms.due(queries.calendar_of(bureau.pk), on, rule.amount, rule.unit)


def ceiling(bureau: Bureau, pledge: TermRule, *, first: date, last: date) -> Ceiling | None:
    """How often a pledge would pass the statute; None for a matter the law sets no limit to."""
    try:
        statute = queries.rule_on(bureau, Matter.STATUTORY, pledge.variant, pledge.valid_from)
    except NoRule:
        return None
    return ceilings.ceiling(pledge, statute, queries.calendar_of(bureau.pk), first, last)


def ceiling_ahead(pledge: TermRule, *, today: date) -> Ceiling | None:
    """The same over the ten years from today; None also for what is no pledge of a bureau."""
    if pledge.matter != Matter.PLEDGED or pledge.bureau is None:
        return None
    return ceiling(pledge.bureau, pledge, first=today, last=today + TEN_YEARS)


def ceiling_of_proposal(proposal: RuleProposal, *, today: date) -> Ceiling | None:
    """How often a proposed pledge would pass the statute over the ten years from today."""
    told = {name: getattr(proposal, name) for name in ("amount", "unit", "valid_from")}
    pledge = TermRule(matter=proposal.rule.matter, variant=proposal.rule.variant, bureau=proposal.bureau, **told)
    return ceiling_ahead(pledge, today=today)


@transaction.atomic
def claim_due(matter: str, *, at: datetime, limit: int = 20, without: Collection[int] = ()) -> list[int]:
    """Cases whose running clock of the matter is past its due day; call it inside the transaction that acts on them.

    The case rows are locked and those another worker holds are skipped; on SQLite the IMMEDIATE transaction serialises.
    The caller re-reads the clock: between two claims somebody may have stopped it. Cases in `without` are left out.
    """
    clocks = queries.overdue(matter, at).exclude(case__in=without).select_related("case")
    return [clock.case_id for clock in clocks.select_for_update(of=("case",), skip_locked=True)[:limit]]


def verify() -> list[proof.Difference]:
    """Every stored answer of an open clock that its events do not give; empty is the proof."""
    clocks = Clock.objects.filter(state__in=OPEN_STATES).select_related("rule", "case").prefetch_related("events")
    return list(proof.differences(clocks.order_by("pk").iterator(chunk_size=500), cache(queries.calendar_of)))


def calendar_of(bureau_id: int | None) -> Calendar:
    """The calendar of a bureau now."""
    return queries.calendar_of(bureau_id)


def last_working_day_before(bureau: Bureau, event: date, working_days: int) -> date:
    """Backwards: the last day that leaves so many working days before an event, e.g. the notice of a hearing."""
    return terms.latest(queries.calendar_of(bureau.pk), event, working_days, terms.WORKING_DAY)


def last_day_before(bureau: Bureau, matter: str, variant: str, *, event: date) -> date:
    """The last day for something due before an event, e.g. the notice of a hearing (行政许可法第48条)."""
    rule = queries.rule_on(bureau, matter, variant, event)
    return terms.latest(queries.calendar_of(bureau.pk), event, rule.amount, rule.unit)


def first_event_after(bureau: Bureau, matter: str, variant: str, *, day: date) -> date:
    """The earliest working day for an event whose notice goes out on a day."""
    rule, calendar = queries.rule_on(bureau, matter, variant, day), queries.calendar_of(bureau.pk)
    event = calendar.add(day, 1)
    while terms.latest(calendar, event, rule.amount, rule.unit) < day:
        event = calendar.add(event, 1)
    return event


def working_days_left(bureau: Bureau, last: date, today: date) -> int:
    """Working days up to a last day, today among them; none once it is over."""
    return queries.calendar_of(bureau.pk).between(today - timedelta(days=1), last) if today <= last else 0


def next_working_day(bureau: Bureau, day: date) -> date:
    """The first working day after a day."""
    return queries.calendar_of(bureau.pk).add(day, 1)


def open_clock(case: Case, matter: str) -> Clock | None:
    """The clock of a matter that still has to end."""
    return queries.open_of(case.pk).filter(matter=matter).first()


def due_on(case: Case, matter: str) -> date | None:
    """When the open clock of a matter is due, or None if none is open."""
    clock = open_clock(case, matter)
    return clock.due_on if clock else None


def is_past(case: Case, matter: str, *, at: datetime) -> bool:
    """Whether a running clock of the matter is past its end; due today is not past."""
    return queries.open_of(case.pk).filter(queries.past(at), matter=matter).exists()


def expire_matter(case: Case, matter: str, *, at: datetime) -> Clock | None:
    """Mark the open clock of a matter as past its end, before the effect the law gives to that; None if it is not."""
    clock = open_clock(case, matter)
    return expire(clock.pk, at=at) if clock else None


def left(clock: Clock, today: date, calendar: Calendar | None = None, at: datetime | None = None) -> int:
    """What is left in the rule's own unit, paused days left out; negative when late, 0 is due today.

    A list prefetches `events` and hands in the calendar, so that no row asks the database again.
    """
    known = calendar or queries.calendar_of(clock.case.bureau_id)
    reading = fold.compute(clock.rule, clock.events.all(), known, today, at)
    return -reading.late or reading.left
