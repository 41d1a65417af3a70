"""Several workers at one clock: nothing is claimed, paused or started twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import actions, clocks
from envportal.deadlines.enums import EventKind, Matter
from envportal.deadlines.models import Clock, ClockEvent
from tests import builders
from tests.builders import moment
from tests.deadlines import rows

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 6
Result = TypeVar("Result")


def at_once(work: Callable[[], Result], workers: int = WORKERS) -> list[Result]:
    """The work done by threads that start together, each on a connection of its own."""
    begin = Barrier(workers)

    def one(_n: int) -> Result:
        try:
            begin.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(workers)))


def claim_and_stop() -> list[int]:
    with transaction.atomic():
        claimed = clocks.claim_due(Matter.STATUTORY, at=moment("2026-11-01"), limit=3)
        for pk in claimed:
            case = lock(Case, pk)
            clocks.stop(case, Matter.STATUTORY, on=date(2026, 11, 1), by=None, at=moment("2026-11-01"))
        return claimed


def test_workers_claim_every_overdue_case_once():
    actions.load_rules()
    cases = {rows.running().case_id for _n in range(10)}

    claimed = [pk for claims in at_once(claim_and_stop) for pk in claims]
    claimed += claim_and_stop() + claim_and_stop() + claim_and_stop()

    assert sorted(claimed) == sorted(cases)


def test_a_clock_started_by_many_at_once_is_one_clock():
    actions.load_rules()
    case = builders.case()

    def start() -> int:
        with transaction.atomic():
            return rows.running(Matter.INTAKE, rows.RECEIVED, lock(Case, case.pk)).pk

    assert len(set(at_once(start))) == 1
    assert Clock.objects.count() == 1


def test_a_pause_asked_for_by_many_at_once_is_one_pause_a_clock():
    actions.load_rules()
    rows.pledge()
    case = rows.both()
    officer, head = rows.people()

    def pause() -> None:
        with transaction.atomic():
            rows.review(lock(Case, case.pk), by=officer, confirmed_by=head)

    at_once(pause)

    assert ClockEvent.objects.filter(kind=EventKind.PAUSED).count() == 2
    assert rows.due(case, Matter.STATUTORY) == date(2026, 10, 21)


@pytest.mark.engine("postgresql")  # SQLite has one writer: its workers wait for their turn
def test_a_case_somebody_works_on_is_skipped_and_not_waited_for():
    actions.load_rules()
    busy, free = rows.running().case_id, rows.running().case_id

    with transaction.atomic():
        lock(Case, busy)
        (claimed,) = at_once(lambda: clocks.claim_due(Matter.STATUTORY, at=moment("2026-11-01")), workers=1)

    assert claimed == [free]
