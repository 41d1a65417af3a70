"""A bureau through simulated years: cases come in by a seeded plan, people act, late or never, nights sweep or fail to.

Time comes in as an argument everywhere, so nothing is faked: the same actions, the same sweeps, only the days are ours.
"""

from __future__ import annotations

import heapq
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

from django.db.models import F, Q

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.queries import Worded
from approvals.applications.states import DocumentKind
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.deadlines import clocks, queries
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.documents.enums import LetterKind
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import Refused
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import builders, world
from tests.builders import moment

# Of the notices a procedure needs, the youngest rule in the law of the portal begins here.
FIRST = date(2019, 1, 2)
DECISION_KINDS = (DocumentKind.TABLE, DocumentKind.TABLE, DocumentKind.REGISTRATION, DocumentKind.REPORT)
NUMBERED = re.compile(r"^(.*〔\d{4}〕)(\d+)号$")


@dataclass
class Figures:
    """What happened in these years; `unproven` to `gaps` have to be 0."""

    days: int = 0
    nights_without_a_sweep: int = 0
    cases: int = 0
    accepted_by_silence: int = 0
    decided: int = 0
    steps_refused: int = 0
    clocks: int = 0
    clock_events: int = 0
    yellow: int = 0
    red: int = 0
    letters: int = 0
    messages: int = 0
    log_events: int = 0
    unproven: int = 0
    broken_links: int = 0
    missed: int = 0
    early: int = 0
    without_cause: int = 0
    silence_dated_wrong: int = 0
    gaps: int = 0

    @property
    def violations(self) -> int:
        return (
            self.unproven + self.broken_links + self.missed + self.early + self.without_cause
            + self.silence_dated_wrong + self.gaps
        )  # fmt: skip

    def __str__(self) -> str:
        return json.dumps({"name": "years of a bureau", **asdict(self), "violations": self.violations})


class Years:
    """One bureau from a day on; `per_week` applications come in on average."""

    def __init__(self, *, first: date = FIRST, per_week: float = 1.0, seed: int = 19) -> None:
        self.today, self.per_week, self.chance = first, per_week, random.Random(seed)
        self.of = world.world(verified_on=first - timedelta(30))
        for variant, amount in world.BUREAUS["yunxi"][3].items():
            world.pledge(self.of.bureau, amount=amount, since=first, variant=variant)
        self.figures, self.turn, self.down_until = Figures(), count(), first
        self.waiting: list[tuple[date, int, Iterator[int]]] = []

    def run(self, days: int) -> Figures:
        for _day in range(days):
            self._night()
            self._day()
            self.today += timedelta(1)
        self.down_until = self.today
        self._night()
        self._count()
        return self.figures

    # DAYS AND NIGHTS ---------------------------------------------------------------
    def _night(self) -> None:
        """Deemed acceptances and cards, unless the machine is down, as it is now and then for some days."""
        if self.chance.random() < 0.01:
            self.down_until = self.today + timedelta(self.chance.randint(1, 6))
        if self.today < self.down_until:
            self.figures.nights_without_a_sweep += 1
            return
        at = moment(self.today.isoformat(), "00:05")
        self.figures.accepted_by_silence += actions.accept_overdue(at=at)
        supervision.sweep(at=at)

    def _day(self) -> None:
        self.figures.days += 1
        calendar = queries.calendar_of(self.of.bureau.pk)
        if calendar.is_workday(self.today) and self.chance.random() < self.per_week / 5:
            heapq.heappush(self.waiting, (self.today, next(self.turn), self._life()))
        while self.waiting and self.waiting[0][0] <= self.today:
            _due, _turn, life = heapq.heappop(self.waiting)
            wait = next(life, None)
            if wait is not None:
                again = calendar.add(self.today + timedelta(wait), 0)
                heapq.heappush(self.waiting, (again, next(self.turn), life))

    @property
    def now(self) -> datetime:
        return moment(self.today.isoformat())

    def _try(self, act: Callable[[], object]) -> bool:
        """What the law or the order of steps does not allow today is refused, and nothing is changed."""
        try:
            act()
        except Refused:
            self.figures.steps_refused += 1
            return False
        return True

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    # ONE APPLICATION ---------------------------------------------------------------
    def _life(self) -> Iterator[int]:
        """The steps of one application; it yields the days until somebody takes the next one."""
        drafted = world.filled(self.of, self.now, self.chance.choice(DECISION_KINDS))
        pk = actions.submit(drafted.pk, declared=True, by=self.of.applicant, at=self.now).pk
        self.figures.cases += 1
        yield self.chance.randint(0, 4)
        yield from self._intake(pk)
        if self._often(0.05):
            self._try(lambda: actions.withdraw(pk, reason="缓建", by=self.of.applicant, at=self.now))
            return
        yield from self._review(pk)
        yield from self._decision(pk)

    def _intake(self, pk: int) -> Iterator[int]:
        if self._often(0.25):
            items = [world.ITEM]
            if self._try(lambda: world.ask_correction(pk, items=items, by=self.of.clerk, at=self.now)):
                yield self.chance.randint(1, 40)
                self._try(lambda: world.supplement(pk, answer="已补", by=self.of.applicant, at=self.now))
                yield self.chance.randint(0, 4)
        if self._often(0.2):
            yield self.chance.randint(8, 20)  # nobody looks: silence accepts
            self._try(lambda: actions.complete_acceptance(pk, by=self.of.clerk, at=self.now))
        else:
            self._try(lambda: actions.accept(pk, by=self.of.clerk, at=self.now))
        yield self.chance.choice((0, 0, 1, 3))
        self._publish(pk)

    def _review(self, pk: int) -> Iterator[int]:
        yield self.chance.randint(1, 12)
        if self._often(0.3):
            self._try(
                lambda: actions.commission_expert_review(
                    pk, reason="工艺复杂", experts="评审专家组", planned_days=7, by=self.of.officer, at=self.now
                )
            )
            yield 1
            self._try(lambda: actions.confirm_expert_review(pk, by=self.of.head, at=self.now))
            yield self.chance.randint(3, 30)
            self._try(lambda: actions.file_expert_opinion(pk, opinion="可行", by=self.of.officer, at=self.now))
        if self._often(0.15):
            self._try(lambda: actions.extend(pk, days=5, reason="补充监测", by=self.of.head, at=self.now))
        yield self.chance.randint(1, 15)
        conditions = [Worded("noise", "夜间不生产。")]
        said = {"conclusion": "approve", "text": "同意。"}
        self._try(lambda: actions.write_opinion(pk, conditions=conditions, by=self.of.officer, at=self.now, **said))
        yield self.chance.randint(0, 3)
        self._try(lambda: actions.propose(pk, by=self.of.head, at=self.now))
        yield self.chance.choice((0, 0, 1, 2))
        self._publish(pk)

    def _decision(self, pk: int) -> Iterator[int]:
        for _attempt in range(3):
            yield self.chance.choice((8, 10, 14, 40))
            code = builders.one_time_code(self.now)
            if self._try(partial(actions.approve, pk, code=code, by=self.of.leader, at=self.now)):
                self.figures.decided += 1
                yield self.chance.randint(0, 12)
                self._publish(pk)
                return

    def _publish(self, pk: int) -> None:
        for notice in Notice.objects.filter(case=pk, state=board.State.PENDING):
            self._try(partial(board.publish, notice.pk, by=self.of.editor, at=self.now))

    # WHAT IS LEFT IN THE END -----------------------------------------------------------
    def _count(self) -> None:
        told = self.figures
        told.clocks, told.clock_events = Clock.objects.count(), ClockEvent.objects.count()
        told.letters, told.messages, told.log_events = (m.objects.count() for m in (Letter, Message, Event))
        told.yellow, told.red = (Card.objects.filter(colour=colour).count() for colour in ("yellow", "red"))
        told.unproven, told.broken_links = len(clocks.verify()), len(log.verify())
        late = _late(self.today)
        told.missed = sum(clock.cards.filter(colour="red", epoch=clock.epoch).count() != 1 for clock in late)
        current = Card.objects.filter(colour="red", epoch=F("clock__epoch"))
        told.without_cause = current.exclude(clock__in=late).count()
        told.early = sum(_is_early(card) for card in Card.objects.all())
        told.silence_dated_wrong = sum(map(_dated_wrong, Application.objects.filter(accepted_by_silence=True)))
        # A receipt bears the number of its case.
        told.gaps = _gaps(Case.objects.exclude(number=None)) + _gaps(Letter.objects.exclude(kind=LetterKind.RECEIPT))


def _late(today: date) -> list[Clock]:
    running = Q(state=ClockState.RUNNING, due_on__lt=today)
    ended = Q(state=ClockState.STOPPED, stopped_on__gt=F("due_on"))
    duty = Clock.objects.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES)
    return list(duty.filter(running | ended | Q(expired_on__isnull=False)))


def _is_early(card: Card) -> bool:
    opened = card.opened_at.astimezone(builders.SHANGHAI).date()
    return opened < card.legal_on if card.reason == "near" else opened <= card.legal_on


def _dated_wrong(application: Application) -> bool:
    """Silence accepts as of the day of receipt, and only after the intake clock that ran then was over."""
    intake = application.case.clocks.filter(matter=Matter.INTAKE).order_by("pk").last()
    spoken = log.history(application.case).filter(name="accepted_by_silence").get()
    after = spoken.at.astimezone(builders.SHANGHAI).date() > intake.due_on
    return (
        application.accepted_on != application.received_on or intake.started_on != application.received_on or not after
    )


def _gaps(numbered) -> int:
    """How many numbers lack in the series of a year, counting from 1."""
    series: dict[str, list[int]] = defaultdict(list)
    for number in numbered.values_list("number", flat=True):
        found = NUMBERED.match(number)
        assert found is not None, number
        series[found[1]].append(int(found[2]))
    return sum(sorted(numbers) != list(range(1, len(numbers) + 1)) for numbers in series.values())
