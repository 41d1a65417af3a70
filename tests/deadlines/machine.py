"""Clocks under everything that happens to them, in any order: what has to hold after every step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.enums import ClockState, EventKind, Expiry, Ground, Matter, Unit
from envportal.deadlines.models import CalendarDay, Clock, ClockEvent
from envportal.deadlines.rules import fold
from envportal.refusals import Refused
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import builders
from tests.builders import moment
from tests.deadlines import rows

CASES = st.integers(0, 1)
MATTERS = st.sampled_from([Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED])
GROUNDS = st.sampled_from([Ground.EXPERT_REVIEW, Ground.TECHNICAL_ASSESSMENT, Ground.PROPOSED_NOTICE])
MAY_BE_VOIDED = (EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED)


class Clocks(RuleBasedStateMachine):
    """Two cases of one bureau; the steps go through the doors, the sweeps are the real ones."""

    @initialize()
    def begin(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.today = rows.RECEIVED
        self.cases = [builders.case(number=f"云环收〔2026〕{n}号", opened_on=rows.RECEIVED) for n in (1, 2)]
        self.officer, self.head = rows.people()
        self.history: Sequence[tuple[object, ...]] = []

    def teardown(self) -> None:
        if hasattr(self, "block"):  # a run may be given up before it began
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # WHAT HAPPENS ----------------------------------------------------------------
    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days)

    @rule(of=CASES, matter=MATTERS)
    def start(self, of: int, matter: str) -> None:
        rows.running(matter, self.today, self._case(of))

    @rule(of=CASES, ground=GROUNDS, after=st.integers(-2, 5), length=st.none() | st.integers(0, 25))
    def pause(self, of: int, ground: str, after: int, length: int | None) -> None:
        since = self.today + timedelta(after)
        until = None if length is None else since + timedelta(length)
        clocks.pause(
            self._case(of), ground, since=since, until=until, letter=rows.Letter(), by=self.officer,
            confirmed_by=self.head, at=self._now(), planned_until=since + timedelta(7) if until is None else None,
        )  # fmt: skip

    @rule(of=CASES, ground=GROUNDS)
    def resume(self, of: int, ground: str) -> None:
        clocks.resume(self._case(of), ground, last_paused_day=self.today, by=self.officer, at=self._now())

    @rule(of=CASES, amount=st.integers(1, 6))
    def extend(self, of: int, amount: int) -> None:
        due = clocks.due_on(self._case(of), Matter.PLEDGED)
        try:
            extended = clocks.extend(
                self._case(of), amount=amount, reason="补充监测", letter=None, by=self.officer, at=self._now()
            )
        except Refused:
            assert clocks.due_on(self._case(of), Matter.PLEDGED) == due
        else:
            assert extended.due_on >= due

    @precondition(lambda machine: _to_void().exists())
    @rule(which=st.integers(0, 50))
    def void(self, which: int) -> None:
        events = list(_to_void())
        actions.void(events[which % len(events)], reason="误录", by=self.officer, at=self._now())

    @rule(of=CASES, matter=MATTERS)
    def stop(self, of: int, matter: str) -> None:
        clocks.stop(self._case(of), matter, on=self.today, by=self.officer, at=self._now())

    @rule(after=st.integers(-5, 60), is_workday=st.booleans())
    def calendar_changes(self, after: int, is_workday: bool) -> None:
        day = CalendarDay(
            date=self.today + timedelta(after), is_workday=is_workday, name="调整", notice="国办发明电〔2026〕9号",
            status="gazetted",
        )  # fmt: skip
        foretold = actions.moved_by([day])
        assert actions.add_days([day], by=self.head, at=self._now()) == foretold

    @rule()
    def silence_has_its_effect(self) -> None:
        overdue = set(queries.overdue(Matter.INTAKE, self._now()).values_list("case", flat=True))
        claimed = clocks.claim_due(Matter.INTAKE, at=self._now())
        assert set(claimed) == overdue
        for pk in claimed:
            case = Case.objects.get(pk=pk)
            clocks.expire_matter(case, Matter.INTAKE, at=self._now())
            clocks.stop(case, Matter.INTAKE, on=self.today, by=None, at=self._now())

    @rule(times=st.integers(1, 2))
    def sweep(self, times: int) -> None:
        for _time in range(times):
            before = Card.objects.count()
            raised = sum(supervision.sweep(at=self._now()).values())
            assert Card.objects.count() == before + raised
        assert raised == 0 or times == 1
        assert list(self._missed()) == []

    # WHAT HOLDS ------------------------------------------------------------------
    @invariant()
    def every_stored_answer_is_proven(self) -> None:
        assert clocks.verify() == []

    @invariant()
    def every_due_day_is_found_by_walking(self) -> None:
        for clock in Clock.objects.exclude(state=ClockState.STOPPED).select_related("rule", "case"):
            assert clock.due_on == _walked(clock), clock.pk

    @invariant()
    def history_only_grows(self) -> None:
        told: list[tuple[object, ...]] = list(ClockEvent.objects.order_by("pk").values_list())
        assert told[: len(self.history)] == self.history
        self.history = told

    @invariant()
    def no_card_came_early_or_twice(self) -> None:
        for card in Card.objects.all():
            opened = card.opened_at.astimezone(builders.SHANGHAI).date()
            assert opened >= card.legal_on if card.reason == "near" else opened > card.legal_on
        assert Event.objects.filter(name__endswith="_card_opened").count() == Card.objects.count()

    @invariant()
    def one_clock_a_matter_is_open_and_each_began_after_the_one_before(self) -> None:
        for case in self.cases:
            for matter in Matter:
                starts = list(case.clocks.filter(matter=matter).order_by("pk").values_list("started_on", flat=True))
                assert all(earlier <= later for earlier, later in pairwise(starts))
                assert case.clocks.filter(matter=matter).exclude(state=ClockState.STOPPED).count() <= 1

    # -------------------------------------------------------------------------------
    def _case(self, n: int) -> Case:
        return Case.objects.get(pk=self.cases[n].pk)

    def _now(self):
        return moment(self.today.isoformat())

    def _missed(self) -> Iterator[tuple[int, str]]:
        """What should have its card after a sweep and has none, read from the events alone."""
        for clock in Clock.objects.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES).select_related("rule", "case"):
            if clock.state == ClockState.RUNNING and _walked(clock) < self.today and not self._has("red", clock):
                yield clock.pk, "red"
            if clock.state == ClockState.RUNNING and clock.warn_on <= self.today and not self._has("yellow", clock):
                yield clock.pk, "yellow"
            if clock.state == ClockState.STOPPED and clock.stopped_on > clock.due_on and not self._has("red", clock):
                yield clock.pk, "red"

    @staticmethod
    def _has(colour: str, clock: Clock) -> bool:
        return Card.objects.filter(clock=clock, colour=colour, epoch=clock.epoch).exists()


def _to_void():
    voided = ClockEvent.objects.filter(kind=EventKind.VOIDED).values("about")
    return ClockEvent.objects.filter(kind__in=MAY_BE_VOIDED).exclude(pk__in=voided).order_by("pk")


def _walked(clock: Clock) -> date:
    """The due day a day at a time; an unfinished pause lasts as long as was planned."""
    calendar, history = queries.calendar_of(clock.case.bureau_id), fold.fold(clock.events.all())
    spans = [(pause.first, pause.until(None)) for pause in history.pauses]
    day, left = history.started_on, clock.rule.amount + history.extension
    held = {first + timedelta(n) for first, last in spans for n in range((last - first).days + 1)}
    while left:
        day += timedelta(1)
        left -= day not in held and (clock.rule.unit == Unit.CALENDAR_DAY or calendar.is_workday(day))
    while day in held or not calendar.is_workday(day):
        day += timedelta(1)
    return day
