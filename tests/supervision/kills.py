"""Clocks by the thousand, swept by processes that are killed, and the count of what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F, Q

from envportal.accountability.models import Part, Responsibility
from envportal.accounts.models import User
from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, EventKind, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.messaging.models import Message
from envportal.supervision import actions, queries
from envportal.supervision.models import Card, Escalation
from envportal.workdays import instants
from tests import builders
from tests.builders import moment
from tests.supervision.rows import DUE, rule, team
from tools.common import ROOT

STARTED, AT = date(2026, 9, 14), moment("2026-10-22")
TOLD_OF_RED = 4
ROWS_AT_ONCE = 5000
# Of ten clocks eight missed their day, one is paused, one is due later.
DUE_OF_TEN = 8
PAUSED, LATER = 8, 9


@dataclass(frozen=True)
class Proof:
    """What was counted: `missed` to `broken_links` have to be 0."""

    clocks: int
    kills: int
    ended_by_themselves: int
    cards: int
    cards_before_the_last_kill: int
    seconds: float
    missed: int
    double: int
    early: int
    wrong_day: int
    not_told: int
    broken_links: int

    @property
    def violations(self) -> int:
        return self.missed + self.double + self.early + self.wrong_day + self.not_told + self.broken_links

    def __str__(self) -> str:
        told = {"name": "sweepers killed", "engine": connection.vendor, **asdict(self), "violations": self.violations}
        return json.dumps(told)


def prove(clocks: int, kills: int, *, seed: int = 7) -> Proof:
    """Fill the database, kill sweepers, sweep to the end, count."""
    fill(clocks)
    began = time.monotonic()
    told = _kill(kills, 2 * _due().count(), seed)
    _sweep_to_the_end()
    cards = Card.objects.count()
    return Proof(
        clocks=clocks, cards=cards, seconds=round(time.monotonic() - began, 1), **told, missed=_missed(),
        double=Event.objects.filter(name__endswith="_card_opened").count() - cards,
        early=Card.objects.exclude(clock__in=_due()).count(),
        wrong_day=Card.objects.exclude(
            Q(colour="red", legal_on=F("clock__due_on")) | Q(colour="yellow", legal_on=F("clock__warn_on"))
        ).count(),
        not_told=_not_told(),
        broken_links=len(log.verify()),
    )  # fmt: skip


def fill(clocks: int) -> None:
    """So many cases with a statutory clock each, most of them past their day."""
    officer, law = team()["officer"], rule()
    for first in range(0, clocks, ROWS_AT_ONCE):
        numbers = range(first, min(clocks, first + ROWS_AT_ONCE))
        cases = Case.objects.bulk_create(_case(n, officer) for n in numbers)
        begun = Clock.objects.bulk_create(
            Clock(case=case, matter=Matter.STATUTORY, rule=law, **_stands(n))
            for n, case in zip(numbers, cases, strict=True)
        )
        ClockEvent.objects.bulk_create(
            ClockEvent(clock=clock, kind=EventKind.STARTED, on=STARTED, at=moment("2026-09-14")) for clock in begun
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a server that runs has counted its rows


def _case(n: int, officer: User) -> Case:
    return Case(
        kind="eia_table", title=f"技改项目 {n}", bureau=builders.bureau(), section=officer.section, holder=officer,
        number=f"云环收〔2026〕{n}号", opened_on=STARTED, created_at=moment("2026-09-14"),
    )  # fmt: skip


def _stands(n: int) -> dict[str, object]:
    due = date(2026, 11, 30) if n % 10 == LATER else DUE - timedelta(n % 7)
    state = ClockState.PAUSED if n % 10 == PAUSED else ClockState.RUNNING
    warn = due - timedelta(2)
    return {
        "started_on": STARTED, "started_at": instants.begin(STARTED), "due_on": due, "due_at": instants.end(due),
        "warn_on": warn, "warn_at": instants.begin(warn), "state": state,
    }  # fmt: skip


def _due():
    return Clock.objects.filter(state=ClockState.RUNNING, due_on__lte=DUE)


def _missed() -> int:
    """Cards that should stand and do not."""
    return sum(_due().exclude(cards__colour=colour).count() for colour in ("yellow", "red"))


def _not_told() -> int:
    """Messages of red cards and of the steps they reached that lack or are too many, and steps nobody took."""
    told = Counter(Message.objects.values_list("template", flat=True))
    due = Counter(
        red_card=TOLD_OF_RED * Card.objects.filter(colour="red").count(),
        escalated=sum(map(len, Escalation.objects.values_list("told", flat=True))),
        # What a red card is answered for: each person of its record, and the one supervisor.
        accountability_opened=Part.objects.count(),
        accountability_to_watch=Responsibility.objects.count(),
    )
    waiting = len(queries.steps_reached(instants.day_of(AT)))
    return (told - due).total() + (due - told).total() + waiting


def _kill(kills: int, cards: int, seed: int) -> dict[str, int]:
    """Sweepers of another process, which works on this database."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.supervision.killed", name, AT.isoformat(), *map(str, (kills, cards, seed))]
    environment = {**os.environ, "VAR_DIR": str(settings.VAR_DIR), "DJANGO_SETTINGS_MODULE": "envportal.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def _sweep_to_the_end() -> None:
    """Until two sweeps, some seconds apart, find nothing: what a killed one had locked is free by then."""
    quiet = 0
    while quiet < 2:
        quiet = 0 if any(actions.sweep(at=AT).values()) else quiet + 1
        time.sleep(0.5)
