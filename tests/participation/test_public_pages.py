"""The pages anybody uses: no cookie, no account, nothing typed lost, the same receipt for the same form."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client

from disclosure.participation import actions
from disclosure.participation.models import Author, Submission
from tests import world
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
TODAY = "2026-10-14 10:00+08:00"


def address(application, page: str = "comment") -> str:
    return f"/board/{rows.notice_of(application).public_id}/{page}/"


@time_machine.travel(TODAY, tick=False)
def test_a_comment_is_sent_without_account_cookie_or_script(client: Client):
    application = world.proposed(world.world())
    notice = f"/board/{rows.notice_of(application).public_id}/"

    assert address(application) in client.get(notice).content.decode()
    answer = rows.send(client, address(application), text=rows.TEXT)

    assert answer.status_code == 200
    number, code = rows.receipt(answer.content.decode())
    assert client.cookies == {}
    assert answer["Cache-Control"] == "no-store, private"
    found = client.post("/comments/progress/", {"no": number, "code": code})
    assert "已收到，正在考虑" in found.content.decode()
    assert client.cookies == {}


@time_machine.travel(TODAY, tick=False)
def test_the_same_form_sent_twice_shows_the_same_receipt(client: Client):
    application = world.proposed(world.world())
    typed = {**rows.asked(client.get(address(application)).content.decode()), "text": rows.TEXT}

    pages = [client.post(address(application), typed).content.decode() for _n in range(2)]

    assert rows.receipt(pages[0]) == rows.receipt(pages[1])
    assert Submission.objects.count() == 1


@time_machine.travel(TODAY, tick=False)
def test_a_wrong_sum_asks_another_and_keeps_what_was_typed(client: Client):
    application = world.proposed(world.world())
    typed = {**rows.asked(client.get(address(application)).content.decode()), "text": rows.TEXT, "answer": "99"}

    answer = client.post(address(application), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "得数不对" in page
    assert rows.TEXT in page
    assert rows.asked(page)["_question"] != typed["_question"]
    assert client.post(address(application), {**rows.asked(page), "text": rows.TEXT}).status_code == 200


def test_a_form_that_lay_open_for_hours_asks_again(client: Client):
    application = world.proposed(world.world())
    with time_machine.travel(TODAY, tick=False):
        typed = {**rows.asked(client.get(address(application)).content.decode()), "text": rows.TEXT}

    with time_machine.travel("2026-10-14 12:00+08:00", tick=False):
        answer = client.post(address(application), typed)

    assert answer.status_code == 422
    assert "放得太久" in answer.content.decode()
    assert not Submission.objects.exists()


@time_machine.travel(TODAY, tick=False)
def test_the_fourth_in_an_hour_is_told_so_and_loses_nothing(client: Client):
    application = world.proposed(world.world())
    for _n in range(3):
        assert rows.send(client, address(application), text=rows.TEXT).status_code == 200

    answer = rows.send(client, address(application), text="第四条意见")

    assert answer.status_code == 429
    assert "一小时内最多提交 3 次" in answer.content.decode()
    assert "第四条意见" in answer.content.decode()


@time_machine.travel("2026-10-20 09:00+08:00", tick=False)
def test_after_the_window_the_page_says_so_and_takes_it_all_the_same(client: Client):
    application = world.proposed(world.world())

    page = client.get(address(application)).content.decode()
    answer = rows.send(client, address(application), text=rows.TEXT)

    assert "已经结束" in page
    assert "已经结束" in answer.content.decode()
    assert Submission.objects.get().is_late


@time_machine.travel(TODAY, tick=False)
def test_an_organisation_names_itself(client: Client):
    application = world.proposed(world.world())

    short = rows.send(client, address(application), text="x", who="organisation")
    typed = {"text": "x", "who": "organisation", "name": "青石村村民委员会", "credit_code": "54520900ME0000000X"}
    sent = rows.send(client, address(application), **typed)

    assert short.status_code == 422
    assert "写明单位名称" in short.content.decode()
    assert sent.status_code == 200
    assert Author.objects.get().credit_code == "54520900ME0000000X"


@time_machine.travel(TODAY, tick=False)
def test_a_hearing_is_asked_for_with_an_address_to_serve(client: Client):
    application = world.proposed(world.world())
    page = address(application, "hearing")

    short = rows.send(client, page, text="x", side="interested")
    sent = rows.send(
        client, page, text="夜间噪声", side="interested", name="方晓", contact="09990000456", address="青石镇"
    )

    assert [word in short.content.decode() for word in ("写明姓名", "写明联系电话", "写明送达地址")] == [True] * 3
    assert "云环听请〔2026〕1号" in sent.content.decode()
    assert Submission.objects.get().kind == "hearing"


@time_machine.travel(TODAY, tick=False)
def test_a_notice_says_zero_where_nobody_spoke_and_shows_what_was_released(client: Client):
    yunxi = world.world()
    application = world.proposed(yunxi)
    notice = f"/board/{rows.notice_of(application).public_id}/"
    assert "收到意见 0 条。" in client.get(notice).content.decode()
    made = rows.comment(application)
    waiting = client.get(notice).content.decode()
    actions.moderate(
        made.pk, hidden_why="", moderation_note="", also="", by=yunxi.editor, at=moment("2026-10-14", "11:00")
    )

    page = client.get(notice).content.decode()

    assert rows.TEXT not in waiting
    assert "另有 1 条等审核后公开" in waiting
    assert rows.TEXT in page


@time_machine.travel(TODAY, tick=False)
def test_a_wrong_number_or_code_always_gets_the_same_answer(client: Client):
    made = rows.comment(world.proposed(world.world()))
    code = actions.code_of(made.key)
    asked = [
        (made.number, "2222-2222"),
        ("云环意见〔2026〕99号", code),
        (made.number, ""),
        ("", code),
        ("\x00", "\x00"),
    ]

    answers = [client.post("/comments/progress/", {"no": no, "code": typed}) for no, typed in asked]

    assert {answer.status_code for answer in answers} == {404}
    assert len({str(answer.context["form"].non_field_errors()) for answer in answers}) == 1


@time_machine.travel(TODAY, tick=False)
def test_every_page_stands_in_english_too(client: Client):
    application = world.proposed(world.world())
    rows.comment(application)
    public_id = rows.notice_of(application).public_id
    pages = [f"/en/board/{public_id}/{page}" for page in ("", "comment/", "hearing/")]
    pages += ["/en/opinions/", "/en/opinions/new/", "/en/comments/progress/"]

    for page in pages:
        body = client.get(page).content.decode()
        main = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>|<dl class="govuk-summary-list">.*?</dl>', "", body)
        assert "提意见" not in main.split("<main", 1)[1], page


def test_what_is_not_open_says_why_and_takes_nothing(client: Client):
    yunxi = world.world()
    application = world.proposed(yunxi)
    page = address(application)
    world.sign(yunxi, application, moment("2026-10-20"))
    world.publish(yunxi, application, "decision", moment("2026-10-20", "11:00"))

    with time_machine.travel("2026-10-21 09:00+08:00", tick=False):
        answer = client.get(page)

    assert "这个项目已经办结" in answer.content.decode()
    assert "<form action=" not in answer.content.decode().split("<main", 1)[1]
    assert client.get("/board/nosuchthing/comment/").status_code == 404
