"""The e-mail of each message, over a real mail server: once, however the server and the workers fare."""

from datetime import timedelta

import pytest

from envportal.audit.models import Event
from envportal.messaging import actions, outbox, tasks
from envportal.messaging.models import Message
from envportal.messaging.rules import LEASE, MOST_TRIES, NotGivenUp, wait_after
from tests import builders
from tests.messaging.conftest import POSTED, posted

pytestmark = pytest.mark.django_db


def send_all(at):
    """What the task does, at a moment of the test's choosing."""
    while pks := actions.claim(at=at):
        if not actions.deliver(pks, at=at):
            break


def test_each_message_is_delivered_once(gateway):
    messages = posted(25)
    gateway.up()

    send_all(POSTED)
    send_all(POSTED + timedelta(days=2))

    assert gateway.addresses() == sorted(message.to_address for message in messages)
    assert not Message.objects.filter(sent_at=None).exists()


def test_the_e_mail_says_where_to_read_and_leaves_the_rest_in_the_portal(gateway, settings):
    settings.PORTAL_URL = "https://portal.example"
    person = builders.applicant()
    [message] = outbox.post(builders.case(), "told", to=[person], context={"due": "10月30日"}, at=POSTED)
    gateway.up()

    send_all(POSTED)

    [mail] = gateway.received
    assert mail["Subject"].strip() == "您的申请已受理：年产 6000 万只食品纸容器技改项目"
    assert mail["Message-ID"] == f"<message-{message.pk}@portal.example>"
    assert f"https://portal.example/my/messages/#message-{message.pk}" in mail.get_content()
    assert "承诺" not in mail.get_content()


def test_a_reader_of_english_is_led_to_the_english_inbox_and_staff_to_their_desk(gateway):
    clerk = builders.staff("clerk")
    clerk.language = "en"
    clerk.save()
    outbox.post(builders.case(), "told", to=[clerk], context={}, at=POSTED)
    gateway.up()

    send_all(POSTED)

    [mail] = gateway.received
    assert "Please sign in" in mail.get_content()
    assert "/en/desk/messages/#message-" in mail.get_content()


def test_a_person_without_an_address_reads_in_the_portal_and_nothing_waits():
    person = builders.applicant()
    person.email = ""

    outbox.post(None, "told", to=[person], context={}, at=POSTED)

    assert actions.claim(at=POSTED) == []


def test_what_could_not_be_sent_while_the_gateway_was_away_for_a_day_is_delivered_once(gateway):
    messages = posted(3)
    for hours in range(24):
        send_all(POSTED + timedelta(hours=hours))
    gateway.up()

    for hours in range(24, 48):
        send_all(POSTED + timedelta(hours=hours))

    assert gateway.addresses() == sorted(message.to_address for message in messages)
    assert not Message.objects.filter(dead_at__isnull=False).exists()


def test_a_gateway_that_is_away_is_asked_later_each_time(gateway):
    [message] = posted()

    send_all(POSTED)

    message.refresh_from_db()
    assert (message.tries, message.next_try_at, message.sent_at) == (1, POSTED + timedelta(minutes=1), None)
    assert message.last_error != ""
    assert [wait_after(tries).total_seconds() / 60 for tries in range(1, 8)] == [1, 4, 16, 64, 256, 720, 720]


def test_one_refused_address_keeps_no_other_message_back(gateway):
    first, refused, last = posted(3)
    gateway.refuses = {refused.to_address}
    gateway.up()

    send_all(POSTED)

    assert gateway.addresses() == sorted([first.to_address, last.to_address])
    refused.refresh_from_db()
    assert (refused.sent_at, refused.tries) == (None, 1)
    assert "550" in refused.last_error


def test_an_address_no_server_can_take_keeps_no_other_message_back(gateway):
    bad, good = posted(2)
    Message.objects.filter(pk=bad.pk).update(to_address="nobody@例\n")
    gateway.up()

    send_all(POSTED)

    assert gateway.addresses() == [good.to_address]


def test_after_eight_tries_a_message_is_given_up_and_the_log_says_so(gateway):
    [message] = posted()
    gateway.refuses = {message.to_address}
    gateway.up()

    for hour in range(200):
        send_all(POSTED + timedelta(hours=hour))

    message.refresh_from_db()
    assert (message.tries, message.dead_at is not None) == (MOST_TRIES, True)
    event = Event.objects.get(name="message_given_up")
    assert (event.facts["message"], event.facts["tries"]) == (message.pk, 8)


def test_a_message_given_up_is_tried_again_when_somebody_asks(gateway):
    [message] = posted()
    Message.objects.update(dead_at=POSTED, tries=8)
    sysop = builders.staff("sysop")
    gateway.up()

    actions.send_again(message.pk, by=sysop, at=POSTED)
    send_all(POSTED)

    assert gateway.addresses() == [message.to_address]
    assert Event.objects.get(name="message_requeued").actor == sysop


def test_a_message_that_was_sent_is_not_tried_again(gateway):
    [message] = posted()

    with pytest.raises(NotGivenUp):
        actions.send_again(message.pk, by=builders.staff("sysop"), at=POSTED)


def test_a_claimed_message_is_nobody_elses_until_the_lease_is_over():
    [message] = posted()

    claims = [actions.claim(at=POSTED + after) for after in (timedelta(0), LEASE / 2, LEASE)]

    assert claims == [[message.pk], [], [message.pk]]


def test_at_most_twenty_messages_are_claimed_at_a_time():
    posted(25)

    assert [len(actions.claim(at=POSTED)) for _ in range(3)] == [20, 5, 0]


def test_the_task_sends_what_is_due(gateway):
    [message] = posted()
    gateway.up()

    tasks.send_due()

    assert gateway.addresses() == [message.to_address]
