"""The pages: anybody finds an item, answers, keeps the answers; the desk keeps the books, tells, and overrules."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from approvals.access.actions import load_rules
from approvals.catalogue.actions.books import load_materials
from approvals.catalogue.enums import Book
from approvals.catalogue.models import Snapshot
from disclosure.board import board
from envportal.web.forms import question
from tests import world
from tests.catalogue.rows import AT, DAY, agreed, kept

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
    opened = Client().get(f"/which-document/?code={snapshot.code.upper()} ")
    assert opened["Location"] == f"/which-document/{snapshot.code}/"
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


def test_one_address_keeps_no_endless_number_and_may_still_report_what_happened(of):
    for _n in range(10):
        kept(61, q1="yes")

    with pytest.raises(board.TooManyTries):
        kept(61, q1="yes")
    kept(61, q1="yes", address="192.0.2.8")
    board.count_post(board.source_of("192.0.2.7"), AT)


def test_a_code_nobody_gave_out_is_said_to_be_wrong(of):
    assert "没有这个编号的检查" in page("/which-document/?code=abc")


# PHASED OUT -------------------------------------------------------------------
def test_the_phase_out_list_says_what_was_searched_and_that_samples_are_samples(of):
    load_rules()
    found, missing = page("/phase-out/?q=松香"), page("/phase-out/?q=永动机")

    assert "产业结构调整指导目录（2024年本）" in found
    assert "限制类：小规模松香" in found
    assert "不等于不在国家目录里" in missing
    assert "不是完整目录" in missing
