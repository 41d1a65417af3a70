"""Issuing letters: complete or refused, numbered in the same transaction, read tomorrow as today."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from envportal.audit import log
from envportal.documents import letters, rules
from envportal.documents.models import Letter
from envportal.documents.rules.fields import LABELS
from tests import builders
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Kind.RECEIPT, "云环收〔2026〕137号"),
        (Kind.ACCEPTANCE, "云环受〔2026〕1号"),
        (Kind.CORRECTION, "云环补〔2026〕1号"),
        (Kind.DECLINED, "云环不受〔2026〕1号"),
        (Kind.NOT_NEEDED, "云环复〔2026〕1号"),
        (Kind.SPECIAL_STEP, "云环特〔2026〕1号"),
        (Kind.EXTENSION, "云环延〔2026〕1号"),
        (Kind.PROPOSED, "云环拟示〔2026〕1号"),
        (Kind.HEARING_RIGHT, "云环听告〔2026〕1号"),
        (Kind.HEARING_NOTICE, "云环听通〔2026〕1号"),
        (Kind.APPROVAL, "云环审〔2026〕1号"),
        (Kind.REFUSAL, "云环不批〔2026〕1号"),
        (Kind.ENDED, "云环终〔2026〕1号"),
    ],
)
def test_a_letter_takes_the_number_of_its_kind(kind: str, number: str) -> None:
    letter = specimens.letter(kind)

    assert (letter.number, letter.state) == (number, Letter.State.PENDING)


@pytest.mark.parametrize("kind", Kind.values)
def test_a_letter_without_a_required_field_is_refused_and_takes_no_number(kind: str) -> None:
    case = specimens.case()

    for name in rules.REQUIRED[kind]:
        with pytest.raises(rules.MissingField, match=str(LABELS[name])):
            specimens.incomplete(kind, name, of=case)

    assert Letter.objects.count() == 0
    assert specimens.letter(Kind.ACCEPTANCE, of=case).number == "云环受〔2026〕1号"


def test_a_transfer_names_the_authority_and_what_is_handed_over() -> None:
    case, to = specimens.case(), "江原省生态环境厅"
    names: dict[str, Any] = {"new_authority": to, "materials": ["报告表（报批稿）", "公开版本"]}

    for name in names:
        with pytest.raises(rules.MissingField, match=str(LABELS[name])):
            specimens.letter(Kind.ENDED, of=case, ending="transferred", **{**names, name: ""})
    letter = specimens.letter(Kind.ENDED, of=case, ending="transferred", **names)

    page = letters.html(letter)
    assert letter.title == "建设项目生态环境影响报告表转送办理告知书"
    assert f"并将申请材料转送{to}" in page
    assert "转送的材料：1. 报告表（报批稿）；2. 公开版本。" in page
    assert "申请行政复议" in page


def test_a_reply_that_no_approval_is_needed_gives_its_reason_both_citations_and_the_remedies() -> None:
    page = letters.html(specimens.letter(Kind.NOT_NEEDED))

    assert "《中华人民共和国行政许可法》第三十二条第一款第（一）项" in page
    assert "《建设项目环境影响评价分类管理名录（2021年版）》第五条" in page
    assert ("更换办公照明设备" in page, "申请行政复议" in page) == (True, True)


def test_a_field_the_kind_has_no_place_for_is_refused() -> None:
    with pytest.raises(rules.UnknownField, match="phone_of_reporter"):
        specimens.letter(Kind.ACCEPTANCE, phone_of_reporter="13800000000")


@pytest.mark.parametrize(
    ("name", "value"), [("received_on", "2026-02-30"), ("materials", "not a list"), ("project_name", "长" * 201)]
)
def test_a_field_of_the_wrong_type_is_refused(name: str, value: object) -> None:
    changes: dict[str, Any] = {name: value}

    with pytest.raises(rules.BadField, match=str(LABELS[name])):
        specimens.letter(Kind.ACCEPTANCE, **changes)


def test_dates_may_come_as_dates() -> None:
    letter = specimens.letter(Kind.ACCEPTANCE, received_on=date(2026, 9, 14))

    assert letter.fields["received_on"] == "2026-09-14"


@pytest.mark.parametrize(
    ("on", "basis"),
    [
        ("2026-08-14", "《中华人民共和国环境影响评价法》第二十二条、《建设项目环境保护管理条例》第九条"),
        ("2026-08-15", "《中华人民共和国生态环境法典》第一百零二条、《建设项目环境保护管理条例》第九条"),
    ],
)
def test_an_approval_cites_the_law_in_force_on_its_day(on: str, basis: str) -> None:
    letter = specimens.letter(Kind.APPROVAL, on=on)

    assert letter.frame["basis"]["basis"] == basis


def test_a_branch_writes_in_the_name_and_series_of_the_city_bureau() -> None:
    city = builders.bureau()
    branch = builders.bureau("qingshi", "云溪市生态环境局青石分局", "云环青", parent=city, is_branch=True)
    case = builders.case(bureau=branch, number="云环收〔2026〕1号", opened_on="2026-09-14")

    letter = specimens.letter(Kind.APPROVAL, of=case)

    assert letter.number == "云环审〔2026〕1号"
    assert (letter.frame["bureau"], letter.frame["handled_by"]) == (city.name, branch.name)


def test_a_letter_keeps_the_bureaus_data_of_its_day() -> None:
    letter = specimens.letter(Kind.APPROVAL)
    bureau = letter.case.bureau

    builders.remedy(bureau, court="另一法院")
    letter.refresh_from_db()

    assert letter.frame["court"] == "云溪市中级人民法院"


def test_the_title_of_an_approval_names_bureau_project_and_document() -> None:
    letter = specimens.letter(Kind.APPROVAL)

    assert letter.title == "云溪市生态环境局关于年产 6000 万只食品纸容器技改项目生态环境影响报告表的批复"


def test_a_letter_is_served_once_and_not_before_its_date() -> None:
    letter = specimens.letter(on="2026-10-20")
    at = builders.moment("2026-10-21")

    with pytest.raises(rules.ServedBeforeIssued):
        letters.serve(letter, on=date(2026, 10, 19), by=None, at=at)
    letters.serve(letter, on=date(2026, 10, 20), by=None, at=at)
    served = letters.serve(letter, on=date(2026, 10, 25), by=None, at=at)

    assert served.served_on == date(2026, 10, 20)
    assert [event.name for event in log.history(letter.case)] == ["letter_issued", "letter_served"]


def test_a_special_step_letter_served_later_says_that_the_pause_begins_after_its_service():
    letter = specimens.letter(Kind.SPECIAL_STEP)

    assert "在成文日期之后送达的，自送达次日起停止计时，恢复日期相应顺延" in letters.html(letter)
