"""Posting: one message a person, in that person's language, with the action or not at all."""

import pytest
from django.db import transaction

from envportal.messaging import outbox
from envportal.messaging.models import Message
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-17", "10:42")


def test_the_first_line_is_the_subject_and_the_rest_the_body():
    case, person = builders.case(), builders.applicant()

    [message] = outbox.post(case, "told", to=[person], context={"due": "10月30日"}, at=AT)

    assert message.subject == "您的申请已受理：年产 6000 万只食品纸容器技改项目"
    assert message.body == "沈雁：\n承诺 10月30日 前。"
    assert (message.to_address, message.created_at, message.case) == (person.email, AT, case)


def test_a_reader_of_english_gets_the_english_template_and_the_chinese_one_where_there_is_no_other():
    case, person = builders.case(), builders.applicant()
    person.language = "en"

    subjects = [
        outbox.post(case, name, to=[person], context={"due": "30 October"}, at=AT)[0].subject
        for name in ("told", "plain")
    ]

    assert subjects == ["Accepted: 年产 6000 万只食品纸容器技改项目", "只有一行 年产 6000 万只食品纸容器技改项目"]


def test_one_person_named_twice_is_told_once_and_a_person_who_left_is_not_told():
    person, gone = builders.applicant(), builders.applicant()
    gone.is_active = False

    messages = outbox.post(None, "plain", to=[person, gone, person], context={}, at=AT)

    assert [message.to_user for message in messages] == [person]


def test_text_is_plain_and_nothing_in_it_is_escaped():
    case = builders.case(title="A & B <项目>")

    [message] = outbox.post(case, "plain", to=[builders.applicant()], context={}, at=AT)

    assert message.subject == "只有一行 A & B <项目>"


def test_a_title_with_a_line_break_cannot_add_a_line_to_the_subject():
    case = builders.case(title="标题\nBcc: someone@example.org")

    [message] = outbox.post(case, "plain", to=[builders.applicant()], context={}, at=AT)

    assert "\n" not in message.subject


def test_a_message_is_posted_with_the_action_or_not_at_all():
    person = builders.applicant()

    def fail() -> None:
        with transaction.atomic():
            outbox.post(None, "plain", to=[person], context={}, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert Message.objects.count() == 0
