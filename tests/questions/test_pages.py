"""The pages of questions: asked without an account, answered at the desk, read by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from approvals.questions import actions
from approvals.questions.models import Answer, Question
from envportal.accounts.enums import Role
from envportal.cases.queries import query_code
from tests import builders
from tests.accounts.conftest import just_confirmed, queries_of
from tests.builders import moment
from tests.participation.rows import asked as sum_of
from tests.questions import rows

if TYPE_CHECKING:
    from envportal.accounts.models import User

pytestmark = pytest.mark.django_db
NEXT_DAY = moment("2026-11-05")


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def by_code(one: Question, address: str = "/ask/progress/", **typed: str) -> Any:
    return Client().post(address, {"no": one.case.number, "code": query_code(one.case), **typed})


def page_of(person: User, one: Question) -> str:
    return str(just_confirmed(person).get(f"/desk/questions/{one.pk}/").content.decode())


# ANYBODY ------------------------------------------------------------------------------------
def test_anybody_asks_without_an_account_and_reads_number_and_code_at_once(of):
    answer = rows.send_question(Client(), of.bureau, name=rows.NAME, contact=rows.CONTACT)

    one, page = Question.objects.get(), answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert one.case.number in page
    assert query_code(one.case) in page
    assert "不收取任何费用" in page
    assert not answer.cookies
    assert rows.NAME not in page


def test_what_may_help_is_shown_once_before_it_is_sent_and_nothing_is_lost(of):
    article = rows.published(of)
    client = Client()
    shown = rows.send_question(client, of.bureau, name="许先生")

    page = shown.content.decode()
    assert Question.objects.count() == 1  # the one the article came from
    assert f'href="/knowledge/{article.pk}/"' in page
    assert rows.WHAT in page
    assert "许先生" in page
    typed = {"bureau": of.bureau.pk, "topic": "document", "what": rows.WHAT, "looked": "1", **sum_of(page)}
    assert "查询码" in client.post("/ask/", typed).content.decode()
    assert Question.objects.count() == 2


def test_a_mistake_comes_back_at_its_field_with_everything_typed(of):
    answer = rows.send_question(Client(), of.bureau, topic="", name="许先生")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "选择哪一方面" in page
    assert rows.WHAT in page
    assert not Question.objects.exists()


def test_the_answer_is_read_rated_and_asked_back_by_code(of):
    one = rows.answered(of, name=rows.NAME)
    with time_machine.travel(NEXT_DAY, tick=False):
        page = by_code(one).content.decode()
        for part in (rows.SAID["next_steps"], "《建设项目环境影响评价分类管理名录（2021年版）》", "环保技术服务股"):
            assert part in page
        assert rows.NAME not in page
        assert "程野" not in page
        wrong = by_code(one, "/ask/rate/", score="1")
        assert wrong.status_code == 422
        assert "写明哪里没有答清" in wrong.content.decode()
        assert "您的评价已经记下" in by_code(one, "/ask/rate/", score="2", said="没说找谁").content.decode()
        assert "追问已经交给" in by_code(one, "/ask/again/", again="在哪个窗口？").content.decode()
        again = by_code(one, "/ask/again/", again="再问")
    assert again.status_code == 409
    assert (Answer.objects.get().score, rows.fresh(one).state) == (2, "handling")


def test_a_wrong_code_opens_nothing_and_the_code_of_another_kind_leads_on(of):
    one = rows.answered(of)

    assert Client().post("/ask/progress/", {"no": one.case.number, "code": "AAAA-AAAA"}).status_code == 404
    there = Client().post("/progress/", {"no": one.case.number, "code": query_code(one.case)})
    assert (there.status_code, there["Location"]) == (307, "/ask/progress/")
    assert Client().get("/ask/rate/")["Location"] == "/ask/progress/"


# THE DESK -----------------------------------------------------------------------------------
def test_the_contact_stands_on_the_page_for_the_owner_and_the_head_alone(of):
    one = rows.taken(of, name=rows.NAME, contact=rows.CONTACT)
    with time_machine.travel(rows.TAKEN, tick=False):
        seen = [name for name in ("clerk", "officer", "other", "head", "supervisor")
                if rows.CONTACT in page_of(getattr(of, name), one)]  # fmt: skip
        listed = just_confirmed(of.officer).get("/desk/questions/").content.decode()

    assert seen == ["officer", "head"]
    assert rows.NAME not in listed


def test_the_clerk_registers_a_call_and_reads_the_code_out_on_that_day_alone(of):
    typed = {"channel": "call", "topic": "filing", "size": "simple", "what": "材料交几份？", "name": "", "contact": ""}
    with time_machine.travel(rows.CAME, tick=False):
        client = just_confirmed(of.clerk)
        there = client.post("/desk/questions/new/", typed)
        one = Question.objects.get()
        assert there["Location"] == f"/desk/questions/{one.pk}/receipt/"
        assert query_code(one.case) in client.get(there["Location"]).content.decode()
        assert just_confirmed(of.officer).get(there["Location"]).status_code == 404
    with time_machine.travel(NEXT_DAY, tick=False):
        assert just_confirmed(of.clerk).get(f"/desk/questions/{one.pk}/receipt/").status_code == 404


def test_a_hotline_order_typed_twice_leads_to_the_first(of):
    typed = {"channel": "hotline", "order_number": "yx 2026 17", "topic": "other", "size": "other", "what": "问验收"}
    with time_machine.travel(rows.CAME, tick=False):
        client = just_confirmed(of.clerk)
        client.post("/desk/questions/new/", typed)
        again = client.post("/desk/questions/new/", typed)
        lacks = client.post("/desk/questions/new/", {**typed, "order_number": ""})

    one = Question.objects.get()
    assert one.order_number == "YX202617"
    assert again["Location"] == f"/desk/questions/{one.pk}/"
    assert "写明工单编号" in lacks.content.decode()


def test_the_answer_page_shows_what_is_like_it_also_by_what_is_typed_so_far(of):
    article = rows.published(of)
    one = rows.taken(of, "k5", what="夜里噪声扰民找谁投诉？")
    with time_machine.travel(rows.DONE, tick=False):
        client = just_confirmed(of.officer)
        address = f"/desk/questions/{one.pk}/answer/"
        assert f"/knowledge/{article.pk}/" not in client.get(address).content.decode()
        half = {"_switch": "like", "applies": "食品厂新增纸容器生产线，要不要办环评", "where": "审批科"}
        page = client.post(address, half).content.decode()
    assert f"/knowledge/{article.pk}/" in page
    assert "食品厂新增纸容器生产线，要不要办环评</textarea>" in page
    assert rows.fresh(one).state == "handling"


def test_an_answer_without_a_way_forward_comes_back(of):
    one = rows.taken(of)
    with time_machine.travel(rows.DONE, tick=False):
        answer = just_confirmed(of.officer).post(
            f"/desk/questions/{one.pk}/answer/", {**rows.SAID, "next_steps": ""}
        )  # fmt: skip

    assert answer.status_code == 422
    assert "只说如何办，不说不能办" in answer.content.decode()
    assert not Answer.objects.exists()


def test_who_does_not_own_it_reads_beside_the_verb_who_does(of):
    one = rows.taken(of)
    with time_machine.travel(rows.TAKEN, tick=False):
        page = page_of(of.head, one)

    assert "本件由程野负责；要由您答复，先移交给您。" in page


def test_the_list_finds_what_is_offered_to_its_reader_late_or_rated_badly(of):
    one = rows.taken(of)
    actions.hand_over(one.pk, to_section=of.review, reason="要审批科答", by=of.officer, at=rows.TAKEN)
    bad = rows.answered(of, "k2")
    actions.rate(bad.pk, score=1, said="没答清", at=rows.DONE)

    def found(person: User, only: str) -> list[bool]:
        page = just_confirmed(person).get(f"/desk/questions/?only={only}").content.decode()
        return [f'href="/desk/questions/{row.pk}/"' in page for row in (one, bad)]

    with time_machine.travel(rows.DONE, tick=False):
        assert found(of.other, "offered") == [True, False]
        assert found(of.clerk, "offered") == [False, False]
        assert found(of.clerk, "bad") == [False, True]
        assert found(of.clerk, "late") == [True, False]  # the hand-over was to be decided on Monday


def test_the_list_asks_the_database_equally_often_for_one_and_for_three(of):
    rows.taken(of)
    client = just_confirmed(of.officer)
    few = queries_of(client, "/desk/questions/")
    rows.asked(of, "k2", address="b")
    rows.taken(of, "k3", address="c")

    assert queries_of(client, "/desk/questions/") == few


def test_another_bureaus_staff_find_nothing(of):
    one = rows.taken(of)
    other = builders.bureau("dongling", "东岭市生态环境局", "东环")
    stranger = just_confirmed(builders.staff(Role.OFFICER, at=other))

    assert stranger.get(f"/desk/questions/{one.pk}/").status_code == 404
    assert one.case.number not in stranger.get("/desk/questions/").content.decode()
