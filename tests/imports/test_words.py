"""Document numbers, words for nothing, kinds, and which row is the heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.board import board
from disclosure.imports.enums import Field
from disclosure.imports.rules import headings, numbers, words


@pytest.mark.parametrize(
    ("printed", "number", "why"),
    [
        ("榕环评〔2025〕45号", "榕环评〔2025〕45号", ""),
        ("平环批字[2017]10658号", "平环批字〔2017〕10658号", "brackets"),
        ("元环许准【2021】07号", "元环许准〔2021〕07号", "brackets"),
        ("苏环审﹝2013﹞97号", "苏环审〔2013〕97号", "brackets"),
        ("济环报告表泗水(2020)115号", "济环报告表泗水〔2020〕115号", "brackets"),
        ("济环（2020）115号", "济环〔2020〕115号", "brackets"), ("根环审〔2019〕013号", "根环审〔2019〕013号", ""),
        ("晋环审批函〔2026〕1", "晋环审批函〔2026〕1号", "no_hao"),
        ("榕环评〔2025〕 45 号", "榕环评〔2025〕45号", "brackets"),
        ("泉洛环评〔2024〕表15号", "泉洛环评〔2024〕表15号", ""), ("201843072500000041", "201843072500000041", ""),
        ("鄂环鄂前环评字〔2023〕30号批复", "鄂环鄂前环评字〔2023〕30号批复", ""),
        ("达高新区环审2024〔10〕号", "达高新区环审2024〔10〕号", ""), ("", "", ""),
        ("巴环审〔20201", "", "number_cut"), ("苏右环审表﹝20259", "", "number_cut"),
        ("环审2024〕9号", "", "number_cut"),
        ("环审〔2024〕号", "", "number_cut"),
    ],
)  # fmt: skip
def test_a_document_number_has_one_spelling_or_is_none(printed: str, number: str, why: str):
    assert numbers.mend(printed) == (number, why)


@given(st.sampled_from("〔﹝[【(（［"), st.integers(2000, 2026), st.integers(1, 9999))
def test_every_bracket_means_the_same(opening: str, year: int, n: int):
    closing = dict(zip("〔﹝[【(（［", "〕﹞]】)）］", strict=True))[opening]

    assert numbers.mend(f"云环审{opening}{year}{closing}{n}号")[0] == f"云环审〔{year}〕{n}号"


@given(st.text(max_size=40))
def test_no_number_breaks_the_reader_and_mending_twice_is_mending_once(text: str):
    once = numbers.mend(text)[0]

    assert numbers.mend(once)[0] == once


@pytest.mark.parametrize("said", ["/", "-", "——", "—", "无", "无。", " 无 ", "／", "N/A", "暂无", "*", "－"])
def test_these_words_mean_nothing(said: str):
    assert words.is_nothing(said)


@pytest.mark.parametrize("said", ["无锡市", "0", "无人机厂项目", "已公示", "5"])
def test_these_words_mean_something(said: str):
    assert not words.is_nothing(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("acceptance", board.Kind.ACCEPTANCE), ("pre_decision", board.Kind.PROPOSED_DECISION),
        ("decision", board.Kind.DECISION), ("completion", board.Kind.COMPLETION),
        ("环评受理公示", board.Kind.ACCEPTANCE),
        ("拟审批公示", board.Kind.PROPOSED_DECISION), ("拟审批决定公示", board.Kind.PROPOSED_DECISION),
        ("审批决定公告", board.Kind.DECISION), ("竣工环保验收公示", board.Kind.COMPLETION),
    ],
)  # fmt: skip
def test_a_kind_is_known_by_its_word(said: str, kind: str):
    assert words.kind_of(said) == (kind, "")


def test_a_kind_the_board_has_not_is_named():
    assert words.kind_of("招标") == ("", "kind_unknown")


@pytest.mark.parametrize("said", ["registration", "登记表备案", "备案公示"])
def test_a_filed_registration_has_its_place(said: str):
    assert words.kind_of(said) == ("filing", "")


def test_every_remark_has_its_sentence():
    told = [words.sentence([code, Field.TITLE, "甲", "乙"]) for code in words.SENTENCES]

    assert all(told)
    assert not any("%(" in sentence for sentence in told)


# HEADINGS -----------------------------------------------------------------------
def test_a_title_above_and_a_heading_of_two_rows():
    title = ["2019 年建设项目环评受理公示表"] * 5
    top = [
        title,
        ["序号", "项目名称", "建设单位", "公示期", "公示期"],
        ["序号", "项目名称", "建设单位", "开始", "截止"],
        ["1", "污水处理厂", "水务公司", "2019-3-5", "2019-3-11"],
    ]

    names = headings.names_of(top, headings.guess_head(top))

    assert headings.guess_head(top) == 3
    assert names == ["序号", "项目名称", "建设单位", "公示期 开始", "公示期 截止"]
    assert headings.guess(names) == {1: Field.TITLE, 2: Field.OWNER, 3: Field.OPENS, 4: Field.CLOSES}


def test_our_own_layout_is_known_by_its_names():
    names = [field.value for field in Field if field != Field.WINDOW]

    assert headings.guess(["id", *names]) == {n + 1: Field(name) for n, name in enumerate(names)}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("建设项目名称", Field.TITLE), ("环评文件批复文号", Field.NUMBER), ("批复时间", Field.DECIDED),
        ("公示时间", Field.WINDOW), ("环境影响评价机构", Field.AGENCY), ("建 设 单 位", Field.OWNER),
        ("主要环境影响及预防或者减轻不良环境影响的对策和措施", Field.MEASURES),
        ("序号", None), ("备注", None), ("", None),
    ],
)  # fmt: skip
def test_a_column_is_guessed_by_its_words(name: str, field: Field | None):
    assert headings.guess([name]).get(0) == field


def test_of_two_columns_for_one_field_the_plainer_one_is_taken():
    assert headings.guess(["项目", "项目名称"]) == {1: Field.TITLE}


def test_a_table_without_a_heading_begins_in_its_first_row():
    assert headings.guess_head([["1", "2"], ["3", "4"]]) == 1
    assert headings.names_of([["1", "2"]], 1) == ["1", "2"]
    assert headings.guess([]) == {}
