"""The pages: anybody asks without an account, follows by code, and staff do the rest."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from disclosure.requests import actions
from disclosure.requests.models import Applicant, Request
from envportal.cases.queries import code_of_form
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.participation.rows import asked, receipt
from tests.requests import rows

pytestmark = pytest.mark.django_db
FORM = {
    "subject": "云溪纸业监测报告", "wanted": "九月的监测报告。", "supply": "portal", "who": "person", "name": rows.NAME,
    "identity": "id_card", "identity_number": rows.CARD, "phone": rows.PHONE,
}  # fmt: skip
NOW = "2026-10-14 10:00+08:00"


def filled(of: rows.Office, client: Client, **told: str) -> dict[str, str]:
    page = client.get("/requests/new/").content.decode()
    return {**FORM, "bureau": str(of.bureau.pk), **asked(page), **told}


@time_machine.travel(NOW, tick=False)
def test_anybody_asks_without_account_and_cookie_and_the_same_form_twice_is_one_request(of):
    client = Client()
    data = filled(of, client)

    first, again = (client.post("/requests/new/", data) for _n in range(2))

    assert (first.status_code, dict(client.cookies)) == (200, {})
    assert receipt(first.content.decode()) == receipt(again.content.decode())
    assert Request.objects.count() == 1
    assert Applicant.objects.get().phone == rows.PHONE
    assert "no-store" in first.headers["Cache-Control"]


WRONG = (
    ({"wanted": ""}, "wanted"), ({"name": ""}, "name"), ({"identity_number": "110105194912310021"}, "identity_number"),
    ({"phone": ""}, "phone"), ({"phone": "找我儿子"}, "phone"), ({"supply": "email"}, "email"),
    ({"supply": "post"}, "address"), ({"identity": "licence"}, "identity"), ({"wanted": f"我是 {rows.CARD}"}, "wanted"),
    ({"subject": "报\x07告"}, "subject"), ({"answer": "99"}, "answer"), ({"bureau": "999"}, "bureau"),
    ({"who": "x"}, "who"), ({"subject": f"{rows.NAME}信访件的处理意见"}, "subject"),
    ({"document_number": f"见 {rows.PHONE}"}, "document_number"),
)  # fmt: skip


@time_machine.travel(NOW, tick=False)
def test_a_wrong_form_says_one_sentence_in_its_place_and_loses_nothing(of):
    client = Client()
    good = filled(of, client)
    for told, field in WRONG:
        answer = client.post("/requests/new/", {**good, **told})

        page = answer.content.decode()
        assert answer.status_code == 422, told
        assert f'id="id_{field}-error"' in page or f'id="id_{field}_error"' in page, told
        assert all(FORM[name] in page for name in {"name", "subject"} - {field}), told
    assert not Request.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_the_fourth_request_of_an_hour_from_one_address_is_put_off_and_nothing_is_lost(of):
    client = Client()
    for _n in range(3):
        assert client.post("/requests/new/", filled(of, client)).status_code == 200
    late = client.post("/requests/new/", filled(of, client))
    assert late.status_code == 429
    assert rows.NAME in late.content.decode()


def follow(client: Client, one: Request, page: str = "", **more: str) -> Any:
    told = {"no": one.case.number, "code": code_of_form(one.key), **more}
    return client.post(f"/requests/progress/{page}", told)


@time_machine.travel(NOW, tick=False)
def test_by_code_the_applicant_clarifies_reads_the_letter_and_takes_back_and_by_a_wrong_code_nothing(of, one):
    client, at = Client(), moment("2026-10-13")
    actions.ask_clarification(
        one.pk, items="哪一家企业？", guidance="写名称。", until=moment("2026-11-02").date(), by=of.editor, at=at
    )
    page = follow(client, one).content.decode()
    assert "哪一家企业？" in page
    assert "政府信息公开申请补正告知书" in page
    assert rows.NAME not in page
    assert follow(client, one, "supplement/", text="").status_code == 422

    assert "已收到您补充的内容" in follow(client, one, "supplement/", text="云溪纸业").content.decode()
    assert Request.objects.get(pk=one.pk).clarification.text == "云溪纸业"
    assert follow(client, one, "supplement/", text="再补").status_code == 409
    letter = one.case.letters.get()
    assert "正在生成" in follow(client, one, "letter/", letter=str(letter.pk)).content.decode()
    letter.refresh_from_db()
    assert letter.served_on == moment("2026-10-13").date()  # who chose the code was served there and then
    assert follow(client, one, "letter/", letter="0").status_code == 404
    for code in ("", "AAAA-AAAA"):
        assert follow(client, one, "withdraw/", code=code).status_code == 404
    assert follow(client, one, "withdraw/").status_code == 200
    assert Request.objects.get(pk=one.pk).state == "ended"


@time_machine.travel(NOW, tick=False)
def test_guessing_codes_is_slowed_down(of, one):
    client = Client()
    answers = [follow(client, one, code="BBBB-BBBB").status_code for _n in range(11)]
    assert answers == [404] * 10 + [429]


@time_machine.travel(NOW, tick=False)
def test_a_letter_to_a_third_party_is_not_fetched_with_the_applicants_code(of, one):
    drafted = actions.consult(
        one.pk, party="third", name="云溪纸业", what="参数", by=of.editor, at=moment("2026-10-13")
    )
    sent = actions.send_consultation(one.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-13"))
    client = Client()

    page = follow(client, one).content.decode()

    assert "征求第三方意见" in page
    assert "征求意见书" not in page
    assert follow(client, one, "letter/", letter=str(sent.letter_id)).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_the_window_enters_a_paper_and_hands_over_number_and_code(of):
    client = signed_in(of.clerk)
    page = client.get("/desk/requests/enter/").content.decode()
    key = re.search(r'name="_key" value="([^"]+)"', page)[1]
    data = {**FORM, "channel": "registered", "sent_on": "2026年10月13日", "_key": key}
    bad = client.post("/desk/requests/enter/", {**data, "sent_on": "2026年10月15日"})
    first, again = (client.post("/desk/requests/enter/", data) for _n in range(2))

    assert bad.status_code == 409
    assert receipt(first.content.decode()) == receipt(again.content.decode())
    made = Request.objects.get()
    assert (made.state, made.received_on.isoformat()) == ("received", "2026-10-13")


@time_machine.travel(NOW, tick=False)
def test_every_step_of_the_desk_opens_for_who_may_and_asks_in_place_for_what_is_missing(of, one):
    editor, leader = signed_in(of.editor), signed_in(of.leader)
    at = f"/desk/requests/{one.pk}"
    for verb in ("ask", "consult", "explain", "draft", "withdraw", "same", "applicant"):
        assert editor.get(f"{at}/{verb}/").status_code == 200, verb
    for verb in ("sign", "extend"):
        assert editor.get(f"{at}/{verb}/").status_code == 403, verb
    assert editor.post(f"{at}/draft/", {"outcome": "refused", "reasons": "x"}).status_code == 422
    assert editor.post(f"{at}/draft/", {"outcome": "refused", "ground": "process", "reasons": "稿"}).status_code == 302
    assert "过程性信息" in leader.get(f"{at}/sign/").content.decode()
    assert leader.get(f"{at}/extend/").status_code == 200
    assert leader.post(f"{at}/sign/").status_code == 302
    page = editor.get(f"{at}/").content.decode()
    assert "政府信息公开申请处理决定书" in page
    assert editor.get(f"{at}/contest/").status_code == 200
    letter = one.case.letters.get()
    assert f"{at}/letters/{letter.pk}/" in page
    assert "不予公开" in editor.get(f"{at}/letters/{letter.pk}/").content.decode()
    assert editor.get(f"{at}/letters/{letter.pk}.pdf").status_code == 404  # not printed yet
    assert editor.get(f"{at}/supplied.pdf").status_code == 404
    assert "只有一人申请过" not in page


@time_machine.travel("2026-12-01 10:00+08:00", tick=False)
def test_lists_read_one_row_and_three_rows_alike_and_name_what_is_late(of, one, django_assert_max_num_queries):
    editor = signed_in(of.editor)
    with django_assert_max_num_queries(60) as first:
        page = editor.get("/desk/requests/").content.decode()
    rows.received(of)
    waiting = rows.received(of)
    drafted = actions.consult(
        waiting.pk, party="third", name="云溪纸业", what="参数", by=of.editor, at=moment("2026-10-13")
    )
    actions.send_consultation(waiting.pk, consultation=drafted.pk, by=of.leader, at=moment("2026-10-13"))
    with django_assert_max_num_queries(len(first)) as _three:
        more = editor.get("/desk/requests/").content.decode()

    assert "超期" in page
    assert "等第三方意见" in more
    assert editor.get("/desk/requests/?state=waiting").content.decode().count("等第三方意见</td>") >= 1
    assert "共 2 件" in editor.get("/desk/requests/?state=late").content.decode()
    assert editor.get("/desk/requests/?sort=subject&q=%E7%BA%B8").status_code == 200


@time_machine.travel(NOW, tick=False)
def test_the_public_reads_the_year_as_page_and_table(of, one):
    client = Client()
    assert "新收" in client.get("/requests/").content.decode()
    assert "一、本年新收" in client.get("/requests/years/2026/?bureau=yunxi").content.decode()
    assert client.get("/requests/years/2019/").status_code == 404
    table = client.get("/requests/years/2026.csv").content.decode("utf-8-sig").splitlines()
    assert table[1].endswith(",1,0,0,0,0,0,1")
    assert len(table) == 24


@time_machine.travel("2026-10-20 10:00+08:00", tick=False)
def test_a_letter_by_post_is_served_on_the_day_of_its_receipt_and_one_fetched_by_code_on_that_day(of):
    first, second = (rows.received(of, supply="post") for _n in range(2))
    for one in (first, second):
        rows.answered(of, one, moment("2026-10-16"))
    of_first, of_second = first.case.letters.get(), second.case.letters.get()
    assert (of_first.served_on, of_second.served_on) == (None, None)
    clerk, at = signed_in(of.clerk), f"/desk/requests/{first.pk}/letters/{of_first.pk}/posted/"

    assert clerk.post(at, {"on": "2026年10月15日", "tracking": "EMS1"}).status_code == 409  # before it was written
    assert clerk.post(at, {"on": "2026年10月19日", "tracking": "EMS1"}).status_code == 302
    words = "监测报告 1 份，12 页"
    asks = follow(Client(), second).content.decode()
    assert "打开即为送达" in asks
    assert words not in asks  # who only asks how it stands was served nothing
    assert words in follow(Client(), second, "letter/", letter=str(of_second.pk)).content.decode()
    assert words in follow(Client(), second).content.decode()

    of_first.refresh_from_db()
    of_second.refresh_from_db()
    assert (of_first.served_on.day, of_second.served_on.day) == (19, 20)


@time_machine.travel(NOW, tick=False)
def test_the_proof_of_identity_is_not_named_after_its_owner(of):
    client = Client()
    photo = corpus.upload(corpus.pdf(), f"{rows.NAME}.pdf")
    assert client.post("/requests/new/", {**filled(of, client), "file": photo}).status_code == 200
    assert Applicant.objects.get().document.name == "身份证明.pdf"


@time_machine.travel("2026-12-01 10:00+08:00", tick=False)
def test_the_applicant_is_told_that_the_answer_is_late(of, one):
    page = follow(Client(), one).content.decode()
    assert "已过，还没有答复" in page
    assert "最迟" not in page
