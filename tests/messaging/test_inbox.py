"""The inbox: newest first, unread marked, read by a button; a GET changes nothing."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from envportal.messaging import outbox
from envportal.messaging.models import Message
from tests import builders
from tests.messaging.conftest import POSTED

pytestmark = pytest.mark.django_db


def tell(person, count=1, **fields):
    messages = []
    for n in range(count):
        at = POSTED + timedelta(minutes=n)
        messages += outbox.post(builders.case(title=f"项目{n}"), "told", to=[person], context=fields, at=at)
    return messages


@pytest.fixture
def me(client):
    person = builders.applicant()
    client.force_login(person)
    return person


def test_messages_are_listed_newest_first_with_their_text(client, me):
    tell(me, 2, due="10月30日")

    page = client.get("/my/messages/").content.decode()

    assert page.index("项目1") < page.index("项目0")
    assert "承诺 10月30日 前。" in page


def test_looking_at_the_inbox_marks_nothing_as_read(client, me):
    tell(me)

    page = client.get("/my/messages/").content.decode()

    assert "未读" in page
    assert Message.objects.get().read_at is None


def test_a_button_marks_a_message_as_read_once(client, me):
    [message] = tell(me)

    response = client.post(f"/my/messages/{message.pk}/read/")
    message.refresh_from_db()
    first = message.read_at
    client.post(f"/my/messages/{message.pk}/read/")

    message.refresh_from_db()
    assert response["Location"] == f"../../#message-{message.pk}"
    assert first is not None
    assert message.read_at == first


def test_all_messages_of_mine_are_marked_as_read_and_nobody_elses(client, me):
    tell(me, 3)
    [other] = tell(builders.applicant())

    response = client.post("/my/messages/read/", follow=True)

    assert "已把 3 条消息标为已读。" in response.content.decode()
    assert list(Message.objects.filter(read_at=None)) == [other]


def test_somebody_elses_message_is_neither_shown_nor_marked(client, me):
    [other] = tell(builders.applicant())

    page = client.get("/my/messages/").content.decode()
    response = client.post(f"/my/messages/{other.pk}/read/")

    other.refresh_from_db()
    assert "项目0" not in page
    assert (response.status_code, other.read_at) == (404, None)


def test_an_empty_inbox_says_what_would_be_there(client, me):
    assert "还没有消息。" in client.get("/my/messages/").content.decode()


def test_unread_messages_are_shown_alone_when_asked(client, me):
    old, _new = tell(me, 2)
    Message.objects.filter(pk=old.pk).update(read_at=POSTED)

    page = client.get("/my/messages/?show=unread").content.decode()

    assert ("项目1" in page, "项目0" in page) == (True, False)


def test_a_long_inbox_is_paged(client, me):
    tell(me, 21)

    first, second = client.get("/my/messages/").content.decode(), client.get("/my/messages/?page=2").content.decode()

    assert ("项目20" in first, "项目0<" in first, "项目0<" in second) == (True, False, True)


def test_an_inbox_asks_the_same_number_of_questions_for_one_message_as_for_three(client, me):
    client.get("/my/messages/")  # the session is begun
    counts = []
    for more in (1, 2):
        tell(me, more)
        with CaptureQueriesContext(connection) as asked:
            client.get("/my/messages/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_staff_have_their_inbox_at_the_desk(client):
    clerk = builders.staff("clerk")
    client.force_login(clerk)
    tell(clerk)

    page = client.get("/desk/messages/").content.decode()

    assert ("项目0" in page, "ep-desk" in page) == (True, True)


def test_text_in_a_message_is_only_text(client, me):
    outbox.post(builders.case(title="<script>alert(1)</script>"), "told", to=[me], context={}, at=POSTED)

    assert "<script>alert" not in client.get("/my/messages/").content.decode()


def test_a_message_leads_to_what_it_is_about(client, me):
    tell(me, link="/my/applications/7/")

    assert 'href="/my/applications/7/"' in client.get("/my/messages/").content.decode()


@pytest.fixture
def sysop(client):
    """A system operator who showed their second factor just now."""
    person = builders.staff("sysop")
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return person


def test_e_mails_that_were_given_up_are_listed_without_their_text(client, sysop):
    tell(builders.applicant(), due="10月30日")
    Message.objects.update(dead_at=POSTED, tries=8, last_error="550 no such mailbox")

    page = client.get("/desk/messages/given-up/").content.decode()

    assert ("550 no such mailbox" in page, "承诺" in page, "项目0" in page) == (True, False, False)


def test_an_e_mail_that_was_given_up_is_sent_again_by_a_button(client, sysop):
    [message] = tell(builders.applicant())
    Message.objects.update(dead_at=POSTED, tries=8)

    client.post(f"/desk/messages/given-up/{message.pk}/again/", {"_key": str(uuid4())})

    message.refresh_from_db()
    assert (message.dead_at, message.tries) == (None, 0)
