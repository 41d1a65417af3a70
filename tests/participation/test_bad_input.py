"""What nobody should type: one sentence, nothing lost, never an error of ours."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from disclosure.participation.models import Original, Submission
from tests import world
from tests.participation import rows

pytestmark = pytest.mark.django_db
TODAY = "2026-10-14 10:00+08:00"


@pytest.fixture
def page() -> str:
    return f"/board/{rows.notice_of(world.proposed(world.world())).public_id}/comment/"


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("hostile", ["\x00", "\x07", "\u202e反过来", "\u2066x\u2069", "a\u200fb"])
def test_signs_that_hide_or_turn_words_are_refused_in_a_sentence(client: Client, page: str, hostile: str):
    answer = rows.send(client, page, text=f"有气味{hostile}很大")

    assert answer.status_code == 422
    assert "看不见的控制字符" in answer.content.decode()
    assert not Submission.objects.exists()


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(("length", "status"), [(5000, 200), (5001, 422)])
def test_five_thousand_characters_and_no_more(client: Client, page: str, length: int, status: int):
    assert rows.send(client, page, text="甲" * length).status_code == status


@time_machine.travel(TODAY, tick=False)
def test_markup_is_text_and_one_spelling_is_kept_of_one_character(client: Client, page: str):
    rows.send(client, page, text="<script>alert(1)</script> e\u0301")

    assert Original.objects.get().text == "<script>alert(1)</script> \u00e9"


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"_question": "\x00"},
        {"_question": "x" * 9000, "answer": "9" * 400},
        {"_question": "WzEsMl0:x:y", "text": "x", "answer": "١٢"},
        {"who": "\x00", "side": "?", "subject": "\ud7ff", "bureau": "9" * 40, "credit_code": "\x00", "text": "\x00"},
        {"_switch": "en", "text": "x" * 70000},
    ],
)
def test_nothing_typed_breaks_a_page(client: Client, page: str, typed: dict[str, str]):
    client.raise_request_exception = False

    for address in (page, page.replace("comment", "hearing"), "/opinions/new/", "/comments/progress/"):
        assert client.post(address, typed).status_code in {200, 404, 422}, address

    assert not Submission.objects.exists()
