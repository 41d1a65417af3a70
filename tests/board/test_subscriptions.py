"""Anybody may hear of new notices by mail: only who owns the address, only what is new, only until they leave."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client

from disclosure.board import actions
from disclosure.board.models import Notice, Subscription, SubscriptionAsk, SubscriptionMail
from disclosure.board.rules import subscribing
from disclosure.board.tasks import send_mails, tell_subscribers
from tests.board import rows
from tests.builders import moment
from tests.messaging.conftest import gateway

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db
ADDRESS = "reader@example.org"
MONDAY = moment("2026-09-14", "10:00")


def ask(address: str = ADDRESS, search: str = "", *, at=MONDAY, source: str = "192.0.2.1", language="zh-hans") -> None:
    actions.subscribe(address, search, language=language, source=source, at=at)


def confirmed(search: str = "", address: str = ADDRESS, at=MONDAY) -> Subscription:
    ask(address, search, at=at)
    one = Subscription.objects.get(address=address, query=search)
    SubscriptionMail.objects.filter(subscription=one).delete()
    found = actions.confirm(path_of(subscribing.link(one, subscribing.CONFIRM)), at=at)
    assert found is not None
    return found


def path_of(link: str) -> str:
    return urlsplit(link).path.rstrip("/").rpartition("/")[2]


def sent(at) -> list[mail.EmailMessage]:
    mail.outbox.clear()
    while pks := actions.claim(at=at):
        assert actions.deliver(pks, at=at)
    return list(mail.outbox)


def published(title: str, at, **fields: str) -> Notice:
    return rows.published(rows.case(title, **fields), at=at)


# ASKING -------------------------------------------------------------------------
def test_from_a_list_somebody_asks_confirms_and_is_told_of_what_is_new_in_it():
    client = Client()
    with time_machine.travel(MONDAY, tick=False):
        listed = client.get("/board/?q=纸容器&k=acceptance").content.decode()
        [href] = re.findall(r'href="(/subscribe/[^"]*)"', listed)
        answer = client.post(href.replace("&amp;", "&"), {"address": ADDRESS})
        assert "确认信" in answer.content.decode()
        [asked] = sent(MONDAY)
        [link] = re.findall(r"http://\S+/subscribe/confirm/\S+", str(asked.body))
        assert Subscription.objects.get().confirmed_at is None
        assert "确认订阅" in client.get(urlsplit(link).path).content.decode()
        assert Subscription.objects.get().confirmed_at is None  # looking at a link confirms nothing
        assert client.post(urlsplit(link).path).status_code == 200
    wanted = published("食品纸容器项目", moment("2026-09-14", "15:00"))
    published("水泥项目", moment("2026-09-14", "15:00"))

    with time_machine.travel(moment("2026-09-15", "07:05"), tick=False):
        tell_subscribers()
        send_mails()

    told = mail.outbox[-1]
    assert told.to == [ADDRESS]
    assert f"/board/{wanted.public_id}/" in told.body
    assert "水泥" not in told.body
    assert client.cookies == {}


def test_the_answer_is_the_same_whether_an_address_is_known_or_not():
    confirmed()
    asked_before = "asked@example.org"
    ask(asked_before)

    answers = {
        Client().post("/subscribe/", {"address": address}).content
        for address in (ADDRESS, ADDRESS.upper(), asked_before, "new@example.org")
    }

    assert len(answers) == 1


def test_whoever_is_subscribed_or_was_just_asked_gets_no_second_mail():
    confirmed()
    ask()
    ask("asked@example.org")
    ask("asked@example.org", at=MONDAY + timedelta(minutes=59))

    assert [one.to for one in sent(MONDAY + timedelta(hours=1))] == [["asked@example.org"]]


def test_after_an_hour_the_mail_can_be_asked_for_again():
    ask()
    ask(at=MONDAY + timedelta(hours=1))

    assert len(sent(MONDAY + timedelta(hours=1))) == 2


def test_from_one_place_ten_are_asked_for_in_an_hour_and_no_more():
    for n in range(subscribing.MOST_FROM_ONE):
        ask(f"a{n}@example.org")
    client = Client()
    with time_machine.travel(MONDAY, tick=False):
        here = Client(REMOTE_ADDR="192.0.2.1").post("/subscribe/", {"address": "b@example.org"})
        there = client.post("/subscribe/", {"address": "b@example.org"})
    with time_machine.travel(MONDAY + timedelta(hours=1, seconds=1), tick=False):
        later = Client(REMOTE_ADDR="192.0.2.1").post("/subscribe/", {"address": "c@example.org"})

    assert (here.status_code, there.status_code, later.status_code) == (429, 200, 200)
    assert 'value="b@example.org"' in here.content.decode()
    assert not SubscriptionAsk.objects.filter(source__contains="192.0.2").exists()


def test_one_address_has_twenty_searches_at_most():
    for n in range(subscribing.MOST_SEARCHES + 1):
        ask(search=f"q={n}", source=f"192.0.2.{n}")

    assert Subscription.objects.count() == subscribing.MOST_SEARCHES


@pytest.mark.parametrize("typed", ["", "x", "a@b", f"{'x' * 300}@example.org", "a@example.org\nBcc: b@c.org"])
def test_what_is_no_address_is_said_in_place(typed: str):
    answer = Client().post("/subscribe/?q=纸", {"address": typed})

    assert answer.status_code == 422
    assert "邮箱" in answer.content.decode()
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("query", ["?k=nothing&p=%00&b=x&s=y&h=z", "?q=%00", f"?q={'甲' * 3000}", "?q=%ff"])
def test_a_filter_that_makes_no_sense_is_left_out(query: str):
    assert Client().get(f"/subscribe/{query}").status_code == 200
    assert Client().post(f"/subscribe/{query}", {"address": ADDRESS}).status_code == 200
    assert len(Subscription.objects.get().query) <= 600


# LINKS --------------------------------------------------------------------------
def test_a_link_to_confirm_runs_out_after_seven_days():
    with time_machine.travel(MONDAY, tick=False):
        ask()
        token = path_of(subscribing.link(Subscription.objects.get(), subscribing.CONFIRM))
    with time_machine.travel(MONDAY + timedelta(days=7, seconds=1), tick=False):
        answer = Client().post(f"/subscribe/confirm/{token}/")

    assert answer.status_code == 404
    assert Subscription.objects.get().confirmed_at is None


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "x" * 3000])
def test_a_forged_link_opens_nothing(token: str):
    assert Client().post(f"/subscribe/confirm/{token}/").status_code == 404
    assert Client().post(f"/subscribe/leave/{token}/").status_code == 200


def test_the_link_that_confirms_does_not_leave_and_the_other_way_round():
    one = confirmed()
    confirm, leave = (path_of(subscribing.link(one, act)) for act in (subscribing.CONFIRM, subscribing.LEAVE))

    actions.leave(confirm)

    assert actions.confirm(leave, at=MONDAY) is None
    assert Subscription.objects.exists()


def test_confirming_twice_changes_nothing():
    one = confirmed()

    again = actions.confirm(path_of(subscribing.link(one, subscribing.CONFIRM)), at=MONDAY + timedelta(days=1))

    assert again.confirmed_at == MONDAY


# LEAVING ------------------------------------------------------------------------
def test_one_step_in_a_mail_program_leaves_without_a_cookie_and_the_address_is_gone():
    one = confirmed()
    published("新项目", MONDAY + timedelta(hours=1))
    actions.tell(at=MONDAY + timedelta(days=1))
    [told] = sent(MONDAY + timedelta(days=1))
    header = told.extra_headers["List-Unsubscribe"].strip("<>")
    client = Client(enforce_csrf_checks=True)

    answer = client.post(urlsplit(header).path, {"List-Unsubscribe": "One-Click"})

    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, client.cookies) == (200, {})
    assert not Subscription.objects.filter(pk=one.pk).exists()
    assert client.post(urlsplit(header).path).content == answer.content


def test_looking_at_the_link_leaves_nothing():
    one = confirmed()

    shown = Client().get(urlsplit(subscribing.link(one, subscribing.LEAVE)).path)

    assert "退订" in shown.content.decode()
    assert Subscription.objects.exists()


def test_a_mail_that_waits_goes_with_whoever_leaves():
    one = confirmed()
    published("新项目", MONDAY + timedelta(hours=1))
    actions.tell(at=MONDAY + timedelta(days=1))

    actions.leave(path_of(subscribing.link(one, subscribing.LEAVE)))

    assert sent(MONDAY + timedelta(days=1)) == []


@pytest.mark.parametrize(("days", "left"), [(6.9, 1), (7, 0)])
def test_an_address_nobody_confirmed_is_forgotten_after_seven_days(days: float, left: int):
    ask()

    actions.tell(at=MONDAY + timedelta(days=days))

    assert Subscription.objects.count() == left
