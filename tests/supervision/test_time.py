"""A clock on the wall that cannot be true stops the sweep; it is said once, and people let it go on."""

from datetime import timedelta

import pytest
import time_machine

from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.supervision import actions, queries, rules
from envportal.supervision.models import Alarm, Card
from envportal.supervision.rules.cards import NeedsSecondPerson
from envportal.supervision.rules.time import AlarmIsOver, TimeWentBack
from tests import builders
from tests.builders import moment
from tests.supervision.rows import clock, team

pytestmark = pytest.mark.django_db
THEN = moment("2026-10-19", "08:00")


@pytest.fixture
def people() -> dict[str, User]:
    return team() | {"sysop": builders.staff("sysop", "程守一")}


@pytest.mark.parametrize(
    ("gap", "witness", "expected"),
    [
        (timedelta(minutes=-2), None, None),
        (timedelta(minutes=-2, seconds=-1), None, "went_back"),
        (timedelta(hours=26), timedelta(hours=0), None),
        (timedelta(hours=26, seconds=1), timedelta(hours=26, seconds=1), None),
        (timedelta(hours=26, seconds=1), timedelta(hours=26, minutes=2, seconds=1), None),
        (timedelta(hours=26, seconds=1), timedelta(hours=26, minutes=2, seconds=2), "leapt"),
        (timedelta(days=365), timedelta(0), "leapt"),
        (timedelta(days=10), None, None),
        (timedelta(days=10, seconds=1), None, "leapt"),
    ],
)
def test_a_time_is_suspect_if_it_went_back_or_leapt_ahead_without_a_witness(gap, witness, expected):
    told = None if witness is None else THEN + witness

    assert rules.suspicion(before=THEN, at=THEN + gap, witness=told) == expected


def test_before_the_first_sweep_no_time_is_suspect():
    assert rules.suspicion(before=None, at=THEN, witness=None) is None


def test_a_clock_that_went_back_is_told_once_to_those_who_answer_for_limits_and_logged_once(people):
    actions.sweep(at=THEN)

    for minute in range(3):
        actions.sweep(at=THEN - timedelta(hours=1) + timedelta(minutes=minute))

    told = Message.objects.filter(template="clock_alarm").values_list("to_user__name", flat=True)
    assert sorted(told) == sorted(["韩松年", "顾怀瑾", "程守一"])
    assert Event.objects.filter(name="clock_suspected").count() == 1
    assert queries.alarms(THEN) == ["went_back"]
    assert queries.last_sweep() == THEN


def test_a_clock_that_is_right_again_ends_the_alarm_and_raises_what_is_due(people):
    clock()
    actions.sweep(at=THEN)
    actions.sweep(at=THEN - timedelta(hours=1))

    actions.sweep(at=THEN + timedelta(minutes=1))

    assert queries.alarms(THEN + timedelta(minutes=1)) == []
    assert [event.name for event in Event.objects.filter(chain__name="supervision")] == [
        "clock_suspected", "clock_trusted",
    ]  # fmt: skip


def test_a_clock_nobody_can_confirm_is_the_one_that_went_back(people):
    actions.sweep(at=THEN)
    actions.sweep(at=THEN - timedelta(hours=1))

    with pytest.raises(TimeWentBack):
        actions.confirm_time(Alarm.objects.get().pk, by=people["leader"], at=THEN)


def test_a_leap_the_database_does_not_see_raises_nothing(people):
    clock()
    actions.sweep(at=THEN, witness=THEN)

    counts = actions.sweep(at=THEN + timedelta(days=365), witness=THEN + timedelta(minutes=1))

    assert (counts["red"], Card.objects.filter(colour="red").count()) == (0, 0)
    assert [alarm.kind for alarm in Alarm.objects.all()] == ["leapt"]


def test_a_stop_the_database_saw_too_is_caught_up_with(people):
    clock()
    actions.sweep(at=THEN, witness=THEN)
    later = THEN + timedelta(days=60)

    counts = actions.sweep(at=later, witness=later)

    assert counts["red"] == 1
    assert Alarm.objects.count() == 0


def test_two_persons_say_that_the_time_is_right_and_the_next_sweep_catches_up(people):
    clock()
    actions.sweep(at=THEN)
    later = THEN + timedelta(days=60)
    actions.sweep(at=later)
    alarm = Alarm.objects.get()

    actions.confirm_time(alarm.pk, by=people["leader"], at=later)
    with pytest.raises(NeedsSecondPerson):
        actions.confirm_time(alarm.pk, by=people["leader"], at=later)
    held = actions.sweep(at=later + timedelta(minutes=1))
    actions.confirm_time(alarm.pk, by=people["supervisor"], at=later)
    counts = actions.sweep(at=later + timedelta(minutes=2))

    assert (held["red"], counts["red"]) == (0, 1)
    with pytest.raises(AlarmIsOver):
        actions.confirm_time(alarm.pk, by=people["supervisor"], at=later)


def test_a_confirmation_holds_for_that_leap_only(people):
    actions.sweep(at=THEN)
    later = THEN + timedelta(days=60)
    actions.sweep(at=later)
    for name in ("leader", "supervisor"):
        actions.confirm_time(Alarm.objects.get().pk, by=people[name], at=later)
    actions.sweep(at=later)

    actions.sweep(at=later + timedelta(days=60))

    assert list(Alarm.objects.filter(ended_at=None).values_list("since", flat=True)) == [later]


@pytest.mark.parametrize(("hours", "held"), [(1, 0), (-1, 1)])
def test_an_hour_ahead_is_downtime_and_an_hour_back_is_an_alarm(hours, held):
    actions.sweep(at=THEN)

    actions.sweep(at=THEN + timedelta(hours=hours))

    assert Alarm.objects.count() == held


def test_while_the_time_is_in_doubt_nothing_is_accepted_by_silence(people):
    actions.sweep(at=THEN)

    with time_machine.travel(THEN - timedelta(hours=1), tick=False):
        back = rules.is_suspect(THEN - timedelta(hours=1))
    with time_machine.travel(THEN + timedelta(minutes=1), tick=False):
        right = rules.is_suspect(THEN + timedelta(minutes=1))

    assert (back, right) == (True, False)


@pytest.mark.engine("postgresql")
def test_the_database_is_asked_for_the_time():
    assert queries.database_time() is not None


@pytest.mark.engine("sqlite")
def test_a_database_on_this_machine_is_no_second_clock():
    assert queries.database_time() is None


def test_two_machines_that_disagree_are_one_fault_told_once(people):
    for minute in range(8):
        actions.sweep(at=THEN + timedelta(minutes=minute))
        actions.sweep(at=THEN + timedelta(minutes=minute - 3))

    assert Message.objects.filter(template="clock_alarm").count() == 3
    assert queries.alarms(THEN + timedelta(minutes=7)) == ["went_back"]


def test_a_clock_that_goes_back_again_on_another_day_is_told_again(people):
    for day in range(2):
        at = THEN + timedelta(days=day)
        actions.sweep(at=at)
        actions.sweep(at=at - timedelta(minutes=30))
        actions.sweep(at=at + timedelta(minutes=1))

    assert Message.objects.filter(template="clock_alarm").count() == 2 * 3
