"""Several workers at one clock: nothing is claimed, paused or started twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction

from envportal.accounts.enums import Role
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import actions, clocks
from envportal.deadlines.enums import EventKind, Matter
from envportal.deadlines.models import Clock, ClockEvent, TermRule
from envportal.deadlines.rules.versions import IsReplaced
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


def test_of_two_versions_of_one_law_agreed_to_in_the_same_instant_one_stands_and_the_other_is_refused():
    actions.load_rules()
    law, at = (
        TermRule.objects.filter(matter=Matter.STATUTORY, bureau=None).latest("valid_from", "pk"),
        moment("2026-09-14"),
    )
    told: dict[str, Any] = {
        "amount": 40, "unit": law.unit, "act": law.act, "article": "第1条", "valid_from": date(2027, 1, 1), "at": at,
        "reason": "修法",
    }  # fmt: skip
    bureaus = [builders.bureau(), builders.bureau("dongling", "东岭市生态环境局", "东环")]
    proposals = deque(
        (actions.propose_version(law.pk, by=builders.staff(Role.SECTION_HEAD, at=one), **told).pk,
         builders.staff(Role.LEADER, at=one))
        for one in bureaus
    )  # fmt: skip

    def agree() -> str:
        pk, leader = proposals.pop()
        try:
            actions.agree_version(pk, by=leader, at=at)
        except IsReplaced as refused:
            return str(refused)
        return ""

    assert sorted(at_once(agree, workers=2)) == ["", "已有更晚施行的版本，请在那个版本上提出。"]
    assert TermRule.objects.filter(matter=law.matter, variant=law.variant, valid_from=date(2027, 1, 1)).count() == 1
