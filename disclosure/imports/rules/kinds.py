"""Tables of other kinds than a project's notices: which columns they have, and what a row of each says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.imports.enums import Field
from disclosure.imports.rules import dates
from disclosure.imports.rules.amounts import money, period
from disclosure.imports.rules.rows import No, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

LEVELS = {
    "特别重大": "特别重大（Ⅰ级）", "重大": "重大（Ⅱ级）", "较大": "较大（Ⅲ级）", "一般": "一般（Ⅳ级）",
}  # fmt: skip
BATCH = re.compile(r".*[(（]\d+件[)）]")
DAY_IN_NUMBER = re.compile(r"[A-Z][A-Z0-9]*?(20\d{2})(\d{2})(\d{2})\d{4}")
DAY_IN_TEXT = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
RESPONSIBLE = re.compile(r"[;；,，。]?\s*责任人被处理情况[:：]\s*(.+)$")
SAME_AS = re.compile(r"与([A-Z][A-Z0-9]{9,})(?:案件|号)?(?:为同一|重复)")


@dataclass
class Said:
    """What a row says, in the words of the board."""

    title: str
    facts: list[tuple[str, str]]
    owner: str = ""
    place: str = ""
    number: str = ""
    day: date | None = None
    region: str = ""
    wording: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TableOf:
    """The columns of a kind of table: name → its label on the board and the words it is known by."""

    kind: str
    columns: dict[str, tuple[str, ...]]
    identity: tuple[str, ...]
    publisher: str
    read: Callable[[OfKind, date], Said]

    def label(self, name: str) -> str:
        return self.columns[name][0]


class OfKind(Row):
    """A row of such a table while it is read; `was` is a cell by the name of its column."""

    def __init__(self, table: TableOf, cells: dict[str, str]) -> None:
        super().__init__({})
        self.table, self.named = table, cells

    def was(self, name: str) -> str:
        return self.named.get(name, "")

    def fact(self, name: str, text: str | None = None) -> tuple[str, str]:
        return self.table.label(name), self.was(name) if text is None else text


def guess(table: TableOf, names: Sequence[str]) -> dict[int, str]:
    """Column → name, by the name itself or the words of the heading."""
    found: dict[int, str] = {}
    for column, heading in enumerate(names):
        plain = "".join(unicodedata.normalize("NFKC", heading).split())
        name = next((name for name, words in table.columns.items() if plain.lower() == name or plain in words), "")
        if name and name not in found.values():
            found[column] = name
    return found


def _fee(row: OfKind, _today: date) -> Said:
    """Assessed or collected, of an enterprise, for a span of months: a sum nobody can place is refused."""
    if not row.was("enterprise"):
        raise No("no_enterprise")
    months = period(row, "period")
    assessed, collected = (money(row, name, row.was("unit")) for name in ("assessed_amount", "collected_amount"))
    if not assessed and not collected:
        raise No("no_amount")
    owner = row.was("enterprise")
    facts = [
        row.fact("enterprise"), row.fact("period", months), row.fact("pollutant_kind"),
        row.fact("assessed_amount", assessed), row.fact("collected_amount", collected),
    ]  # fmt: skip
    printed = [row.fact(name) for name in ("period", "assessed_amount", "collected_amount")]
    return Said(f"{owner}（{months}）排污费"[:200], facts, owner=owner[:120], wording=printed)


def _incident(row: OfKind, today: date) -> Said:
    place, printed = row.was("place"), row.was("date")
    if not place:
        raise No("no_place")
    day = _day_of(row, "date", today)
    level = row.was("level")
    known = LEVELS.get(level.removesuffix("突发环境事件").removesuffix("级"))
    if known and known != level:
        row.say("level", row.table.label("level"), level, known)
    facts = [
        row.fact("date"), row.fact("place"), row.fact("level", known or level),
        *(row.fact(name) for name in ("cause", "pollutants", "handling", "conclusion")),
    ]  # fmt: skip
    title = f"{place}突发环境事件" + (f"（{printed}）" if printed else "")
    return Said(title[:200], facts, place=place[:200], day=day, region=place, wording=[row.fact("date")])


def _inspection(row: OfKind, today: date) -> Said:
    if not row.was("object") or not row.was("task"):
        raise No("no_object")
    day = _day_of(row, "date", today)
    facts = [
        *(row.fact(name) for name in ("task", "item", "object", "method", "departments")),
        row.fact("date", f"{day.year}年{day.month}月{day.day}日" if day else ""), row.fact("result"),
    ]  # fmt: skip
    title = f"{row.was('task')}：{row.was('object')}"
    return Said(title[:200], facts, owner=row.was("object")[:120], day=day, wording=[row.fact("date")])


def _petition(row: OfKind, today: date) -> Said:
    """One matter by its number, or the totals of a batch, which say so."""
    number, summary = row.was("number"), row.was("problem_summary")
    if not number and not summary:
        raise No("nameless")
    is_batch = bool(BATCH.fullmatch(number)) and not summary
    finding, true, handling = (row.was(name) for name in ("finding", "substantiated", "handling"))
    if is_batch:
        row.say("batch", "", number)
        finding, true = "；".join(filter(None, (finding, true))), ""
    handling, responsible = _parted(row, handling)
    same = SAME_AS.search(finding)
    facts = [
        row.fact("number"), row.fact("problem_summary"), row.fact("region"), row.fact("pollution_types"),
        row.fact("finding", finding), row.fact("substantiated", true), row.fact("handling", handling),
        ("责任人被处理情况", responsible), ("与哪件重复", same[1] if same else ""),
    ]  # fmt: skip
    title = f"信访件汇总 {number}" if is_batch else f"信访件 {number or summary}"
    return Said(
        title[:200], facts, place=row.was("region")[:200], number="" if is_batch else number[:60],
        day=_day_said(row, number, summary, today), region=row.was("region"),
    )  # fmt: skip


def _parted(row: OfKind, handling: str) -> tuple[str, str]:
    """The ninth column, where it was printed at the end of the eighth."""
    found = RESPONSIBLE.search(handling)
    if not found:
        return handling, ""
    row.say("responsible", row.table.label("handling"), found[0].strip(" ;；,，。"), found[1])
    return handling[: found.start()], found[1]


def _day_said(row: OfKind, number: str, summary: str, today: date) -> date | None:
    """The day in a number like D3HA202312150062, or the only one in the summary."""
    if found := DAY_IN_NUMBER.fullmatch(number):
        return _certain(row, "day_in_number", number, "-".join(found.groups()), today)
    said = DAY_IN_TEXT.findall(summary)
    return _certain(row, "day_in_text", said[0], said[0], today) if len(said) == 1 else None


def _certain(row: OfKind, code: str, was: str, text: str, today: date) -> date | None:
    day = dates.read(text, today=today).day
    if day is not None:
        row.say(code, "", was, day.isoformat())
    return day


def _day_of(row: OfKind, name: str, today: date) -> date | None:
    """The day a cell begins with; what follows it (时, 分, 左右, 上午) is the wording's."""
    printed = row.was(name)
    head = printed[: printed.index("日") + 1] if "日" in printed else printed
    found = dates.read(head, today=today)
    if found.why:
        row.say(found.why, row.table.label(name), printed, found.day.isoformat() if found.day else "")
    return found.day


FEE = TableOf(
    board.Kind.FEE,
    {
        "enterprise": ("企业名称", "缴费单位", "单位名称"), "period": ("核定时段", "征收时段", "时段", "所属期"),
        "assessed_amount": ("核定金额", "应缴数额", "应缴金额"),
        "collected_amount": ("征收金额", "实际征收数额", "实缴金额"),
        "pollutant_kind": ("污染物种类",), "unit": ("金额单位", "单位"), "source": ("来源",),
        "bureau": ("发布机关", "征收机关"),
    },
    ("enterprise", "period", "assessed_amount", "collected_amount", "unit", "pollutant_kind"), "bureau", _fee,
)  # fmt: skip
INCIDENT = TableOf(
    board.Kind.INCIDENT,
    {
        "date": ("发生时间", "时间", "日期"), "place": ("发生地点", "地点"), "level": ("级别", "事件级别"),
        "cause": ("起因和性质", "原因", "起因"), "pollutants": ("主要污染物和数量", "污染物"),
        "handling": ("处置情况", "处置"), "conclusion": ("调查结论", "结论"), "source": ("来源",),
        "bureau": ("发布机关",),
    },
    ("date", "place", "cause", "pollutants"), "bureau", _incident,
)  # fmt: skip
INSPECTION = TableOf(
    board.Kind.INSPECTION,
    {
        "task": ("任务名称", "任务"), "item": ("抽查事项", "检查事项"), "object": ("检查对象", "抽查对象"),
        "method": ("方式", "检查方式"), "result": ("结果摘要", "检查结果", "结果"), "date": ("检查日期", "日期"),
        "departments": ("检查部门", "部门"), "source": ("来源",),
    },
    ("task", "item", "object", "date", "departments"), "departments", _inspection,
)  # fmt: skip
PETITION = TableOf(
    board.Kind.PETITION_RESULT,
    {
        "number": ("受理编号", "编号"), "problem_summary": ("交办问题基本情况", "问题"), "region": ("行政区域", "区域"),
        "pollution_types": ("污染类型",), "finding": ("调查核实情况", "核实情况"), "substantiated": ("是否属实",),
        "handling": ("处理和整改情况", "办理情况"), "source": ("来源",), "bureau": ("发布机关",),
    },
    ("number", "problem_summary", "region"), "bureau", _petition,
)  # fmt: skip
OFFERED = ("fee", "incident", "inspection", "petition")
TABLES = {"fee": FEE, "incident": INCIDENT, "inspection": INSPECTION, "petition": PETITION, "petition_result": PETITION}


def table_of(kind: str) -> TableOf | None:
    return TABLES.get(kind.strip().lower())


def label_of(kind: str, name: str) -> str:
    """What a column of a table holds, in words."""
    table = table_of(kind)
    return table.label(name) if table and name in table.columns else str(Field(name).label)
