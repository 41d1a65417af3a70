"""What is new is told once, to each subscriber, and goes out although a run dies or the gateway is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from disclosure.board import actions
from disclosure.board.models import Subscription, SubscriptionMail
from disclosure.board.queries import subscriptions as queries
from disclosure.board.tasks import tell_subscribers
from tests.board.test_subscriptions import ADDRESS, MONDAY, ask, confirmed, published, sent
from tests.builders import moment
from tests.messaging.conftest import Gateway, gateway

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db


# DIGESTS ------------------------------------------------------------------------
def test_each_notice_is_told_once_however_often_the_task_runs():
    confirmed()
    published("一", MONDAY + timedelta(hours=1))
    for hours in (24, 25, 30, 48, 72):
        actions.tell(at=MONDAY + timedelta(hours=hours))

    assert len(sent(MONDAY + timedelta(days=4))) == 1


def test_what_was_published_a_moment_ago_waits_for_the_next_day_and_is_not_lost():
    confirmed()
    morning = MONDAY + timedelta(days=1)
    published("刚发布", morning - timedelta(minutes=5))

    actions.tell(at=morning)
    assert sent(morning) == []
    actions.tell(at=morning + timedelta(days=1))

    assert "刚发布" in sent(morning + timedelta(days=1))[0].body


def test_a_day_without_anything_new_sends_nothing():
    confirmed()
    published("以前的项目", MONDAY - timedelta(days=1))

    assert actions.tell(at=MONDAY + timedelta(days=1)) == 0


def test_a_run_that_dies_goes_on_with_those_it_did_not_reach(monkeypatch):
    for n in range(3):
        confirmed(address=f"a{n}@example.org")
    published("新项目", MONDAY + timedelta(hours=1))
    real, calls = queries.new_in, []

    def dies(one, until):
        calls.append(one.pk)
        if len(calls) == 2:
            raise OSError("killed")
        return real(one, until)

    monkeypatch.setattr(queries, "new_in", dies)
    with pytest.raises(OSError, match="killed"):
        actions.tell(at=MONDAY + timedelta(days=1))
    actions.tell(at=MONDAY + timedelta(days=1))

    told = sorted(one.to[0] for one in sent(MONDAY + timedelta(days=1)))
    assert told == ["a0@example.org", "a1@example.org", "a2@example.org"]


def test_a_hundred_new_ones_are_cut_and_the_mail_leads_to_the_rest(monkeypatch):
    monkeypatch.setattr("disclosure.board.actions.subscriptions.MOST_IN_A_MAIL", 2)
    confirmed("k=acceptance")
    for n in range(3):
        published(f"项目{n}", MONDAY + timedelta(hours=n + 1))

    actions.tell(at=MONDAY + timedelta(days=1))

    [told] = sent(MONDAY + timedelta(days=1))
    assert "项目2" not in told.body
    assert "/board/?k=acceptance" in told.body


def test_a_search_stays_what_it_was_when_its_place_is_no_longer_offered():
    confirmed("p=不再有的镇")
    published("别处的项目", MONDAY + timedelta(hours=1))

    assert actions.tell(at=MONDAY + timedelta(days=1)) == 0


def test_a_mail_is_in_the_language_it_was_asked_for_in():
    ask(language="en")

    [asked] = sent(MONDAY)

    assert "/en/subscribe/confirm/" in asked.body
    assert asked.subject.startswith("Please confirm")


# SENDING ------------------------------------------------------------------------
def test_while_the_gateway_is_away_mails_wait_and_go_out_once_it_is_back(gateway: Gateway):
    ask()
    assert not actions.deliver(actions.claim(at=MONDAY), at=MONDAY)
    assert actions.claim(at=MONDAY) == []
    gateway.up()

    later = MONDAY + timedelta(minutes=5)
    assert actions.deliver(actions.claim(at=later), at=later)

    assert gateway.addresses() == [ADDRESS]
    assert not SubscriptionMail.objects.exists()


def test_an_address_nobody_can_reach_is_forgotten(gateway: Gateway):
    gateway.up()
    gateway.refuses.add(ADDRESS)
    ask()
    at = MONDAY
    for _try in range(8):
        actions.deliver(actions.claim(at=at), at=at)
        at += timedelta(days=1)

    assert not Subscription.objects.exists()


def test_nobody_is_told_before_seven_in_the_morning():
    confirmed()
    published("新项目", MONDAY + timedelta(hours=1))
    for clock, told in (("06:59", 0), ("07:00", 1)):
        with time_machine.travel(moment("2026-09-15", clock), tick=False):
            tell_subscribers()
        assert SubscriptionMail.objects.count() == told


def test_the_desk_and_the_crawlers_find_no_list_of_addresses():
    confirmed()

    told = "".join(
        b"".join(Client().get(path)).decode() for path in ("/board/", "/open-data/", "/subscribe/", "/board.csv")
    )

    assert ADDRESS not in told
