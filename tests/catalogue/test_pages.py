"""The pages: anybody finds an item, answers, keeps the answers; the desk keeps the books, tells, and overrules."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from approvals.access.actions import load_rules
from approvals.applications.models import Application
from approvals.catalogue.actions.books import load_materials
from approvals.catalogue.enums import Book
from approvals.catalogue.models import LevelRule, Ruling, Snapshot, Told
from disclosure.board import board
from envportal.web.forms import question
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment
from tests.catalogue.rows import AT, DAY, agreed, kept, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture(name="of")
def _of() -> world.World:
    load_materials(DAY)
    return world.world()


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def keep(**typed: str) -> Any:
    asked = question.ask(AT)
    said = {"item": "66", "said": "q1=no&q2=12", "_question": asked.token, "answer": str(asked.answer)}
    return Client().post("/which-document/keep/", {**said, **typed})


# FOUND ------------------------------------------------------------------------
def test_the_list_of_chapters_leads_to_every_item(of):
    found = page("/which-document/")

    assert set(re.findall(r'href="/which-document/items/(\d+)/"', found)) == {str(n) for n in range(1, 174)}
    assert "不收取任何费用" in found


def test_words_and_codes_find_items_and_what_is_not_found_is_no_answer_but_a_way_to_one(of):
    assert 'href="/which-document/items/3/"' in page("/which-document/?q=猪").split("按章看全部项目")[0]
    assert 'href="/which-document/items/68/"' in page("/which-document/?q=C3392").split("按章看全部项目")[0]
    missing = page("/which-document/?q=没有这种东西")
    assert "没有找到不等于没有列" in missing
    assert "0999-000 0188" in missing


# ASKED ------------------------------------------------------------------------
def test_a_question_that_was_not_answered_is_asked_again_and_nothing_is_lost(of):
    again = page("/which-document/items/66/?asked=q1,q2&q2=12")

    assert "选一项；拿不准的选“不清楚”" in again
    assert re.search(r'name="q2"[^>]*value="12"', again)


def test_a_number_that_is_none_gets_one_sentence_at_its_field(of):
    for wrong in ("-1", "很多", "1e9999", "9" * 29):
        again = page(f"/which-document/items/66/?asked=q1,q2&q1=no&q2={wrong}")
        assert "只写数字，不写单位，不能是负数" in again


def test_odd_addresses_are_answered_and_never_break(of):
    for odd in ("asked=q99,,x&q1=", "q1=perhaps&q77=yes", "with=%00&asked=q1", "q1=yes&q1=no"):
        assert "电镀" in page(f"/which-document/items/66/?{odd}")
    page("/which-document/items/174/", 404)
    page("/which-document/nothing1/", 404)
    page("/materials/told/nothing/", 404)


def test_the_answer_names_item_words_who_decides_and_whom_to_ask(of):
    agreed(of, Book.LEVELS, items="66")

    found = page("/which-document/items/66/?q1=no&q2=12")

    assert "要编制环境影响报告书" in found
    assert "依据名录第 66 项" in found
    assert "年用溶剂型涂料（含稀释剂）10吨及以上的" in found
    assert "江原省生态环境厅" in found
    assert "0999-000 0188" in found
    assert "/materials/?kind=report" in found


def test_what_is_not_sure_is_told_with_what_it_hangs_on(of):
    found = page("/which-document/items/34/?q1=unsure")

    assert "还不能确定" in found
    assert "年产量，万立方米" in found


def test_an_answer_can_be_changed_and_the_others_stay(of):
    found = page("/which-document/items/66/?q1=no&q2=12")

    assert 'href="/which-document/items/66/?q1=no"' in found


def test_the_english_page_asks_in_english_about_the_chinese_text(of):
    found = page("/en/which-document/items/66/")

    assert "Continue" in found
    assert "有电镀工艺" in found


# KEPT -------------------------------------------------------------------------
def test_the_answers_are_kept_once_under_a_code_that_opens_them_again(of):
    asked = question.ask(AT)
    said = {"_question": asked.token, "answer": str(asked.answer)}
    first, second = keep(**said), keep(**said)

    snapshot = Snapshot.objects.get()
    assert snapshot.code in first.content.decode()
    assert snapshot.code in second.content.decode()
    assert snapshot.possible == ["report"]
    assert Client().get(f"/which-document/?code={snapshot.code.upper()} ").url == f"/which-document/{snapshot.code}/"
    assert "年用溶剂型涂料（含稀释剂）10吨及以上的" in page(f"/which-document/{snapshot.code}/")


def test_one_more_item_makes_another_check_and_the_strictest_counts(of):
    first = kept(34, q1="19.9")

    keep(item="61", said="", follows=first.code)

    second = Snapshot.objects.get(follows=first)
    assert (first.possible, second.possible) == (["table"], ["report"])
    assert [one["item"] for one in second.entries] == [34, 61]
    assert "按其中最严的一项" in page(f"/which-document/{second.code}/")


def test_what_is_not_finished_or_is_nonsense_is_not_kept(of):
    assert keep(said="q1=no").status_code == 409
    assert keep(item="999").status_code == 409
    assert keep(item="x").status_code == 422
    assert keep(answer="99").status_code == 422
    assert not Snapshot.objects.exists()


def test_one_address_keeps_no_endless_number(of):
    def many():
        for _n in range(200):
            kept(61, q1="yes")

    with pytest.raises(board.TooManyPosts):
        many()


def test_a_code_nobody_gave_out_is_said_to_be_wrong(of):
    assert "没有这个编号的检查" in page("/which-document/?code=abc")


# APPLICATION ------------------------------------------------------------------
def begun(of, check: str, kind: str = "table") -> Any:
    typed = {
        "enterprise": of.owner.pk, "bureau": of.bureau.pk, "document_kind": kind, "project_name": "纸容器技改",
        "check": check, "_key": str(uuid4()),
    }  # fmt: skip
    return signed_in(of.applicant).post("/my/applications/new/", typed)


def test_an_application_begins_with_the_check_and_its_kind(of):
    snapshot = kept()
    form = signed_in(of.applicant).get(f"/my/applications/new/?check={snapshot.code}").content.decode()
    assert re.search(r'value="report"[^>]*checked', form)

    begun(of, snapshot.code, "report")

    assert Application.objects.get().case.catalogue_bases.get().snapshot == snapshot


def test_a_wrong_code_is_told_at_its_field_and_begins_nothing(of):
    answer = begun(of, "abc")

    assert answer.status_code == 422
    assert "没有这个编号的检查" in answer.content.decode()
    assert not Application.objects.exists()


def test_the_clerk_overrules_with_a_reason_and_both_stay_for_everybody_on_the_case(of):
    submitted = world.submitted(of)
    address, clerk = f"/desk/cases/{submitted.pk}/catalogue/", just_confirmed(of.clerk)

    bare = clerk.post(address, {"tier": "report", "reason": "", "_key": str(uuid4())})
    assert bare.status_code == 422
    clerk.post(address, {"tier": "report", "reason": "第66项，用溶剂型涂料 12 吨", "_key": str(uuid4())})

    assert Ruling.objects.get().tier == "report"
    for who, where in ((of.clerk, "desk/cases"), (of.applicant, "my/applications")):
        assert "第66项，用溶剂型涂料 12 吨" in just_confirmed(who).get(f"/{where}/{submitted.pk}/").content.decode()
    assert just_confirmed(of.editor).get(address).status_code in (403, 404)
    assert signed_in(of.applicant).get(address).status_code in (403, 404)


# BOOKS ------------------------------------------------------------------------
LEVEL = {
    "title": "其余项目", "documents": ["table"], "items": "66、68", "level": "own", "act": "云溪市通知",
    "evidence": "E", "valid_from": "2026年10月1日", "why": "本级权限",
}  # fmt: skip


def propose(of, **told: Any) -> Any:
    return just_confirmed(of.head).post("/desk/window/levels/new/", {**LEVEL, "_key": str(uuid4()), **told})


def test_two_people_make_a_level_rule_at_the_desk_and_the_public_reads_it(of):
    propose(of)
    version = LevelRule.objects.get()
    assert version.items == "66 68"
    address = f"/desk/window/levels/versions/{version.pk}/agree/"
    assert just_confirmed(of.head).post(address, {"_key": str(uuid4())}).status_code in (403, 409)

    just_confirmed(of.leader).post(address, {"_key": str(uuid4())})

    with time_machine.travel(moment("2026-10-01"), tick=False):
        assert "其余项目" in page("/who-decides/")
        assert Client().get("/who-decides.json").json()["levels"][0]["items"] == ["66", "68"]
    assert "其余项目" not in page("/who-decides/")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"items": "66 900"}, "名录里没有第 900 项"),
        ({"level": "superior"}, "写明由哪个机关审批或者委托"),
        ({"level": "delegated", "authority": "省厅"}, "写明委托到哪一天为止"),
        ({"valid_to": "2026年9月1日"}, "期满日不能早于施行日"),
        ({"act": ""}, "写明依据文件"),
    ],
)
def test_a_level_rule_that_says_too_little_gets_a_sentence_at_its_field(of, told, sentence):
    answer = propose(of, **told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not LevelRule.objects.exists()


def test_who_may_look_may_not_change(of):
    version = proposed(of, Book.MATERIALS)

    for who, may in ((of.editor, 200), (of.applicant, 404)):
        assert just_confirmed(who).get("/desk/window/materials/").status_code in (may, 403)
        assert just_confirmed(who).get("/desk/window/materials/new/").status_code in (403, 404)
        decide = just_confirmed(who).post(f"/desk/window/materials/versions/{version.pk}/agree/")
        assert decide.status_code in (403, 404)
    assert just_confirmed(of.editor).get("/desk/window/others/").status_code == 404


# MATERIALS --------------------------------------------------------------------
def test_the_list_counts_what_to_bring_what_may_follow_and_what_was_cut(of):
    found = page("/materials/?kind=table&bureau=yunxi&industry=C2614")

    assert "可以后补，5 个工作日内" in found
    assert "不用交，本局调取" in found
    assert "已精简 0 项" in found
    assert "未核对" in found
    assert Client().get("/materials/?kind=table&format=csv").status_code == 200
    for odd in ("kind=x&bureau=x&industry=%00", "industry=" + "9" * 50, "page=-1&sort=x"):
        page(f"/materials/?{odd}")


def test_what_was_cut_is_published_with_day_and_reason(of):
    agreed(of, Book.MATERIALS, key="monitoring", title="监测报告", is_retired=True, follows_in=None)

    found = page("/materials/cut/")

    assert "共精简 1 项" in found
    assert "市局会议决定" in found
    assert "2026-09-14" in found


def test_a_notice_is_told_printed_with_the_full_name_and_proved_by_its_code_without_it(of):
    clerk = just_confirmed(of.clerk)
    typed = {"to": "欧阳沈雁", "project": "纸容器技改", "document": "table", "industry": "c2231", "channel": "counter"}

    answer = clerk.post("/desk/window/told/new/", {**typed, "_key": str(uuid4())}, follow=True)

    told = Told.objects.get()
    assert told.industry == "C2231"
    assert "欧阳沈雁" in answer.content.decode()
    public = page(f"/materials/told/{told.code}/")
    assert "欧阳沈雁" not in public
    assert "内容与出具时一致" in public
    wrong = clerk.post("/desk/window/told/new/", {**typed, "industry": "猪", "_key": str(uuid4())})
    assert (wrong.status_code, "行业分类中没有这个代码" in wrong.content.decode()) == (422, True)


# PHASED OUT -------------------------------------------------------------------
def test_the_phase_out_list_says_what_was_searched_and_that_samples_are_samples(of):
    load_rules()
    found, missing = page("/phase-out/?q=松香"), page("/phase-out/?q=永动机")

    assert "产业结构调整指导目录（2024年本）" in found
    assert "限制类：小规模松香" in found
    assert "不等于不在国家目录里" in missing
    assert "不是完整目录" in missing
