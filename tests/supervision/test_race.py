"""Ten sweepers at once: every card once, no message twice, nobody waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.messaging import actions as messaging
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.models import Alarm, Card, Escalation
from envportal.supervision.rules.ladders import LadderIsProposed
from tests import builders
from tests.builders import moment
from tests.messaging.conftest import POSTED
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db(transaction=True)
AT = moment("2026-10-22")
SWEEPERS = 10
CLOCKS = 60
Result = TypeVar("Result")


def at_once(work: Callable[[], Result], workers: int = SWEEPERS) -> list[Result]:
    """The work done by many threads that start together, each on a connection of its own."""
    start = Barrier(workers)

    def one(_n: int) -> Result:
        try:
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(workers)))


def test_ten_sweepers_raise_every_card_once():
    people = team()
    for _ in range(CLOCKS):
        clock(opened_case(holder=people["officer"], section=people["officer"].section))

    counts = at_once(lambda: actions.sweep(at=AT))

    assert sum(count["red"] for count in counts) == CLOCKS
    assert (Card.objects.filter(colour="yellow").count(), Card.objects.filter(colour="red").count()) == (CLOCKS, CLOCKS)
    assert Event.objects.filter(name="red_card_opened").count() == CLOCKS
    assert Message.objects.filter(template="red_card").count() == CLOCKS * 4
    assert log.verify() == []


@pytest.mark.engine("postgresql")  # SQLite has one writer: its sweeps wait for their turn
def test_sweepers_skip_a_case_somebody_works_on_and_do_not_wait_for_it():
    busy, free = clock(), clock()

    with transaction.atomic():
        Case.objects.select_for_update().get(pk=busy.case_id)
        at_once(lambda: actions.sweep(at=AT), workers=2)

    assert set(Card.objects.values_list("clock", flat=True)) == {free.pk}
    actions.sweep(at=AT)
    assert set(Card.objects.values_list("clock", flat=True)) == {busy.pk, free.pk}


def test_ten_mail_workers_claim_every_message_once():
    people = team()
    for _ in range(10):
        clock(opened_case(holder=people["officer"], section=people["officer"].section))
    actions.sweep(at=POSTED)
    actions.sweep(at=AT)

    claims = at_once(lambda: messaging.claim(at=AT))

    claimed = [pk for claim in claims for pk in claim]
    assert sorted(claimed) == sorted(Message.objects.values_list("pk", flat=True))


def test_ten_sweepers_tell_every_step_once():
    people = team()
    for _ in range(CLOCKS):
        clock(opened_case(holder=people["officer"], section=people["officer"].section))
    actions.sweep(at=AT)
    later = moment("2026-10-30")

    counts = at_once(lambda: actions.sweep(at=later))

    assert sum(count["escalated"] for count in counts) == CLOCKS * 2
    assert Escalation.objects.count() == CLOCKS * 3
    assert Event.objects.filter(name="card_escalated").count() == CLOCKS * 3
    assert log.verify() == []


def test_ten_sweepers_alarm_once_about_one_clock():
    team()
    actions.sweep(at=AT)

    at_once(lambda: actions.sweep(at=moment("2026-10-21")))

    assert Alarm.objects.count() == 1
    assert Event.objects.filter(name="clock_suspected").count() == 1
    assert Message.objects.filter(template="clock_alarm").count() == 2


def test_of_two_ladders_proposed_in_the_same_instant_one_waits_and_the_other_is_told_so():
    people = team()

    def propose() -> str:
        try:
            actions.propose_ladder(
                builders.bureau(), matter="", valid_from=date(2026, 11, 1), why="试行", rungs=[], by=people["leader"],
                at=AT,
            )  # fmt: skip
        except LadderIsProposed as refused:
            return str(refused)
        return ""

    assert sorted(at_once(propose, workers=2)) == ["", "这一事项已有一份新规则等待另一人同意，先处理那一份。"]


def test_a_cache_that_is_flushed_changes_no_card_and_no_step():
    people = team()
    clock(opened_case(holder=people["officer"], section=people["officer"].section))
    actions.sweep(at=AT)
    cache.clear()

    actions.sweep(at=AT + timedelta(minutes=1))
    cache.clear()
    actions.sweep(at=moment("2026-10-30"))

    assert (Card.objects.count(), Escalation.objects.count()) == (2, 3)
