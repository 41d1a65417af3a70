"""A row is taken whole or refused whole, with the reason."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.board import board
from disclosure.imports.enums import Field
from disclosure.imports.rules import Whole, outcome, sentence
from disclosure.runs.enums import Result
from tests.board.rows import CARD, ID_NUMBER
from tests.builders import moment

AT, TODAY = moment("2026-11-20"), date(2026, 11, 20)
GOOD = {
    Field.KIND: "审批决定", Field.PUBLISHER: "福州市生态环境局", Field.TITLE: "宏庆沥青搅拌站项目",
    Field.OPENS: "2025年10月1日", Field.CLOSES: "2025年10月7日", Field.NUMBER: "榕环评〔2025〕52号",
    Field.SOURCE: "n1773",
}  # fmt: skip


def read(whole=Whole(source="一张表"), **changed):  # noqa: B008  frozen
    cells = {**GOOD, **{Field[name]: text for name, text in changed.items()}}
    mapping = dict(enumerate(cells))
    return outcome(2, list(cells.values()), mapping, whole, at=AT, today=TODAY)


def codes(found) -> list[str]:
    return [remark[0] for remark in found.remarks]


def test_a_plain_row_is_taken_as_printed():
    found = read()

    assert (found.result, found.remarks) == (Result.TAKEN, ())
    assert (found.past.kind, found.past.publisher, found.past.source) == ("decision", "福州市生态环境局", "n1773")
    assert (found.past.opens_on, found.past.closes_on) == (date(2025, 10, 1), date(2025, 10, 7))
    assert found.past.wording == (("公示开始", "2025年10月1日"), ("公示截止", "2025年10月7日"))


def test_the_wording_stands_beside_a_mended_day():
    found = read(OPENS="20251001", CLOSES="7日")

    assert (found.result, codes(found)) == (Result.MENDED, ["run_together", "last_day_only"])
    assert found.past.closes_on == date(2025, 10, 7)
    assert found.past.wording == (("公示开始", "20251001"), ("公示截止", "7日"))
    assert "“7日”" in sentence(found.remarks[1])


def test_of_a_window_that_ends_before_it_begins_no_day_is_kept():
    found = read(OPENS="2025-10-7", CLOSES="2025-10-1")

    assert codes(found) == ["before_start"]
    assert (found.past.opens_on, found.past.closes_on) == (None, None)
    assert found.past.wording == (("公示开始", "2025-10-7"), ("公示截止", "2025-10-1"))


def test_a_window_of_one_day_is_one():
    assert read(OPENS="2025-10-1", CLOSES="2025-10-1").past.closes_on == date(2025, 10, 1)


def test_a_row_without_any_day_has_none():
    assert read(OPENS="/", CLOSES="").past.published_on is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"KIND": ""}, "no_kind"), ({"KIND": "招标公告"}, "kind_unknown"),
        ({"PUBLISHER": "——"}, "nobody"), ({"TITLE": "", "NUMBER": "无。"}, "nameless"),
        ({"TITLE": "甲" * 201}, "too_long"),
        ({"OVERVIEW": f"联系人身份证 {ID_NUMBER}"}, "personal"), ({"OWNER": f"卡号 {CARD}"}, "personal"),
        ({"OPENS": ID_NUMBER}, "personal"), ({"SOURCE": ID_NUMBER}, "personal"),
    ],
)  # fmt: skip
def test_what_cannot_stand_on_the_board_is_refused_with_its_reason(changed: dict[str, str], why: str):
    found = read(**changed)

    assert (found.result, codes(found), found.past) == (Result.REFUSED, [why], None)
    assert not any(number in sentence(remark) for remark in found.remarks for number in (ID_NUMBER, CARD))


def test_a_title_that_may_not_be_kept_is_not_in_the_report():
    assert read(TITLE=f"{ID_NUMBER}的项目").title == ""


def test_the_middle_of_a_mobile_number_is_taken_out_and_said():
    found = read(OVERVIEW="联系人 ＋86 139 1234 5678，座机 0591-87654321")

    told = dict(found.past.facts)["项目概况"]
    assert "1234" not in told
    assert "0591-87654321" in told
    assert codes(found) == ["mobile", "look"]


def test_a_project_code_is_no_card():
    assert read(OVERVIEW="项目代码2412-440100-04-01-968109，总投资").result == Result.TAKEN


def test_a_bureau_nobody_named_is_not_made_up():
    found = read(PUBLISHER="", REGION="福建省泉州市")

    assert found.past.publisher == "未写明（福建省泉州市）"
    assert codes(found) == ["unnamed"]


def test_the_whole_tables_bureau_kind_and_source_stand_in_for_empty_cells():
    found = read(Whole("受理公示", "甲局", "甲局网站"), KIND="", PUBLISHER="", SOURCE="")

    assert (found.past.kind, found.past.publisher, found.past.source) == ("acceptance", "甲局", "甲局网站")


def test_a_row_without_a_name_goes_by_its_number_and_says_so():
    found = read(TITLE="", NUMBER="平环批字[2018]10086号")

    assert found.past.title == "（原表未写项目名称）平环批字〔2018〕10086号"
    assert codes(found) == ["brackets", "untitled"]


def test_of_a_completion_the_number_is_the_approvals():
    found = read(KIND="completion", AGENCY="常州市人居环境检测防治中心")

    assert found.past.document_number == ""
    assert dict(found.past.facts)["原环评批复文号"] == "榕环评〔2025〕52号"
    assert dict(found.past.facts)["验收报告编制单位"] == "常州市人居环境检测防治中心"


@pytest.mark.parametrize(
    ("n", "unit", "told"),
    [("5", "工作日", "5 个工作日"), ("7", "日", "7 日"), ("7", "天", "7 天"), ("5个工作日", "", "5 个工作日")],
)
def test_the_unit_stays_the_one_that_was_printed(n: str, unit: str, told: str):
    assert dict(read(AMOUNT=n, UNIT=unit).past.facts)["公示期限"] == told


def test_the_key_knows_a_row_again_however_it_is_copied():
    assert read().key == read(SOURCE="另一个文件", OVERVIEW="改过的概况").key
    assert read(TITLE="宏庆 沥青搅拌站项目").key == read().key
    assert read(NUMBER="榕环评〔2025〕53号").key != read().key
    assert read(KIND="受理公示").key != read().key


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), min_size=len(Field), max_size=len(Field)))
def test_no_row_breaks_the_reader(cells: list[str]):
    found = outcome(2, cells, dict(enumerate(Field)), Whole("受理公示", "甲局", "表"), at=AT, today=TODAY)

    assert (found.past is None) == (found.result == Result.REFUSED)
    assert all(sentence(remark) for remark in found.remarks)
    assert found.past is None or not [one for one in board.suspicions(found.past, at=AT) if one.blocks]
