"""Which row is the heading, and what each column holds, by the words in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from disclosure.imports.enums import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED_AT = 10
# A heading is short; a cell of data that holds the same word is longer.
LONGEST = 24
WORDS: dict[Field, tuple[str, ...]] = {
    Field.KIND: ("公示类别", "公示类型", "公告类型", "公示阶段", "信息类别", "类别"),
    Field.PUBLISHER: ("发布机关", "发布机构", "发布单位", "审批机关", "审批单位", "审批部门", "公示单位", "原发布机关"),
    Field.REGION: ("行政区划", "行政区", "所属地区", "所在地区", "区县", "县区", "地区", "所在地"),
    Field.TITLE: ("建设项目名称", "项目名称", "工程名称", "项目"),
    Field.PLACE: ("建设地点", "项目地点", "建设地址", "项目位置", "地点", "地址", "位置"),
    Field.OWNER: ("建设单位", "项目单位", "申请单位", "业主单位", "申请人", "企业名称", "业主"),
    Field.AGENCY: (
        "环境影响评价机构", "环评文件编制单位", "环评编制单位", "验收报告编制单位", "验收监测单位", "环评机构",
        "评价机构", "环评单位", "编制单位", "编制机构",
    ),
    Field.DOCUMENT_KIND: (
        "环评文件类别", "环评文件类型", "文件类别", "文件类型", "环评类别", "环评类型", "环评形式", "报告类型",
    ),
    Field.ACCEPTED: ("受理日期", "受理时间"),
    Field.OPENS: ("公示开始日期", "公示开始", "公示起始", "公示起", "起始日期", "开始日期", "开始时间", "起始", "开始"),
    Field.CLOSES: (
        "公示截止日期", "公示截止", "公示结束", "公示止", "截止日期", "结束日期", "截止时间", "截止", "结束",
    ),
    Field.WINDOW: ("公示起止时间", "公示起止", "公示时间", "公示日期", "公示期", "公告期", "公告时间"),
    Field.AMOUNT: ("公示天数", "公示期限", "公示时限", "天数", "期限"),
    Field.UNIT: ("天数单位", "时间单位", "期限单位"),
    Field.NUMBER: ("审批文号", "批复文号", "批准文号", "环评批复文号", "文件文号", "文号", "批文号", "备案号"),
    Field.DECIDED: ("审批日期", "审批时间", "批复日期", "批复时间", "批准日期", "批准时间", "批文日期", "决定日期"),
    Field.OVERVIEW: ("建设项目概况", "项目概况", "建设内容", "概况", "简介"),
    Field.MEASURES: (
        "主要环境影响及预防或者减轻不良环境影响的对策和措施", "主要环境影响", "环境影响", "环保措施", "对策和措施",
        "措施",
    ),
    Field.PARTICIPATION: ("公众参与情况", "公众参与", "公参"),
    Field.SOURCE: ("信息来源", "来源", "网址", "链接", "原文链接"),
}  # fmt: skip

ENDS = ("开始", "起始", "截止", "结束")


def names_of(top: Sequence[Sequence[str]], head_rows: int) -> list[str]:
    """The name of each column: the words above it in all rows of the heading, without a title over the whole table."""
    rows = [row for row in top[:head_rows] if not _is_title(row)] or [list(row) for row in top[:head_rows]]
    rows = [row for row in rows if len(rows) == 1 or _score(row) or row is rows[-1]]
    names = []
    for column in range(max((len(row) for row in top), default=0)):
        said = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        names.append(" ".join(dict.fromkeys(" ".join(word.split()) for word in said)))
    return names


def guess_head(top: Sequence[Sequence[str]]) -> int:
    """How many rows the heading takes: to the last of the first rows that speak like one."""
    scores = [0 if _is_title(row) else _score(row) for row in top[:LOOKED_AT]]
    best = max(range(len(scores)), key=lambda n: (scores[n], -n), default=0)
    under = [n for n in (best + 1, best + 2) if n < len(scores) and scores[n] >= 2]
    return (under[-1] if under and scores[best] else best) + 1


def guess(names: Sequence[str]) -> dict[int, Field]:
    """Column → field, each field once: the longest word decides, then the first column."""
    rated = [
        (-len(word), column, field)
        for column, name in enumerate(names)
        for field in Field
        if (word := _word(name, field))
    ]
    mapping: dict[int, Field] = {}
    for _length, column, field in sorted(rated, key=lambda one: one[:2]):
        if column not in mapping and field not in mapping.values():
            mapping[column] = field
    return dict(sorted(mapping.items()))


def _word(name: str, field: Field) -> str:
    """The longest word of a field that stands in a heading; the field's own name counts as the whole heading."""
    plain = _plain(name)
    if plain.lower() == field.value:
        return "=" * (LONGEST + 1)
    if field == Field.WINDOW and any(end in plain for end in ENDS):
        return ""  # 公示期 over 开始 and 截止 is two columns of one day each
    return max((word for word in WORDS[field] if word in plain), key=len, default="")


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def _is_title(row: Sequence[str]) -> bool:
    said = {cell.strip() for cell in row if cell.strip()}
    return len(said) <= 1


def _score(row: Sequence[str]) -> int:
    """How many cells speak like headings of different fields; a cell of data that holds such a word holds more."""
    short = [cell for cell in row if 0 < len(_plain(cell)) <= LONGEST]
    return len({field for cell in short for field in Field if 2 * len(_word(cell, field)) >= len(_plain(cell))})
