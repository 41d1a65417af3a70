"""Duties: what follows from a decision, its last day, and how it ends."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from envportal.audit import log
from envportal.duties import register
from envportal.duties.models import Duty
from tests.builders import case as any_case
from tests.builders import enterprise, moment, staff

pytestmark = pytest.mark.django_db
AT, MONDAY = moment("2026-11-02"), date(2026, 11, 2)


@pytest.fixture
def case():
    return any_case(enterprise=enterprise())


@pytest.fixture
def officer():
    return staff("officer")


def opened(case, by, **told):
    plain = {"kind": register.Kind.CONDITION, "bearer": register.Bearer.ENTERPRISE, "title": "装除尘器"}
    return register.open_duty(case, register.Task("c1", **{**plain, **told}), by=by, at=AT)


def test_a_duty_is_opened_once_by_its_key(case, officer):
    first = opened(case, officer, due_on=MONDAY)

    again = opened(case, officer, title="别的")

    assert (again.pk, again.title, Duty.objects.count()) == (first.pk, "装除尘器", 1)
    assert [event.name for event in log.history(case)] == ["duty_opened"]


def test_a_duty_that_awaits_something_has_no_day_until_it_happens(case, officer):
    duty = opened(case, officer, awaits=register.Awaited.START, due_on=MONDAY)
    assert (duty.state, duty.due_on) == ("awaiting", None)
    assert list(register.awaiting(case, register.Awaited.START)) == [duty]

    register.set_day(duty, due_on=MONDAY, by=officer, at=AT)

    assert (duty.state, duty.due_on) == ("open", MONDAY)
    assert not register.awaiting(case, register.Awaited.START).exists()


def test_another_day_forgets_the_reminder_and_the_mark_of_the_day_before(case, officer):
    duty = opened(case, officer, due_on=MONDAY)
    duty.reminded_at = duty.overdue_at = AT
    duty.save()

    register.set_day(duty, due_on=date(2026, 12, 1), by=officer, at=AT)

    assert (duty.reminded_at, duty.overdue_at) == (None, None)


def test_what_is_reported_and_not_so_is_open_again(case, officer):
    duty = opened(case, officer, due_on=MONDAY)

    register.report(duty, words="已装", on=MONDAY, by=officer, at=AT)
    register.reopen(duty, reason="没有装", by=officer, at=AT)

    assert duty.state == "open"
    with pytest.raises(TransitionNotAllowed):
        register.reopen(duty, reason="再一次", by=officer, at=AT)


def test_what_is_done_stays_done(case, officer):
    duty = opened(case, officer, due_on=MONDAY)

    register.fulfil(duty, on=MONDAY, by=officer, at=AT, words="已看")

    assert (duty.state, duty.ended_on, duty.ended_why) == ("done", MONDAY, "已看")
    with pytest.raises(TransitionNotAllowed):
        register.drop(duty, reason="不要", on=MONDAY, by=officer, at=AT)
    assert not register.undone().exists()


def test_what_was_not_followed_is_passed_on_to_another_case(case, officer):
    order = any_case(enterprise=case.enterprise)
    duty = opened(case, officer, kind=register.Kind.ADVICE, due_on=MONDAY)

    register.pass_on(duty, to=order, reason="没有照办", on=MONDAY, by=officer, at=AT)

    assert (duty.state, duty.passed_to, list(order.duties_taken.all())) == ("passed", order, [duty])


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("duty_of_an_enterprise_names_it", {"enterprise": None}),
        ("ended_duty_has_its_day", {"state": "done"}),
        ("duty_ends_undone_for_a_reason", {"state": "dropped", "ended_on": MONDAY}),
        ("duty_is_passed_on_to_a_case", {"state": "passed", "ended_on": MONDAY, "ended_why": "转"}),
        ("duty_awaits_something_and_has_no_day_yet", {"state": "awaiting"}),
        ("duty_is_in_a_known_state", {"state": "elsewhere"}),
    ],
)
def test_the_database_refuses(case, officer, name, wrong):
    duty = opened(case, officer, due_on=MONDAY)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(**wrong)
