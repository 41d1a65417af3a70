"""A bulletin as an official letter says it: some sentences and tables, of the very facts it froze, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.quality.enums import Medium
from disclosure.quality.rules import printed_waters as waters
from disclosure.quality.rules import words
from disclosure.quality.rules.printing import Facts, Said, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OF_DAYS = {"CO": "第 95 百分位数", "O3_8h": "第 90 百分位数"}


def said(facts: Facts, period: str) -> Said:
    """The fields `statements` and `tables` of the letter."""
    statements, tables = OF[facts["medium"]](facts, period)
    return {"statements": statements, "tables": tables}


def _air(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    names = [one["parameter"] for one in facts["figures"]]
    pollutants = table(
        f"{period}全市六项污染物",
        ["污染物", "本期", "上年同期", "二级限值", "有效天数", "单位和算法"],
        (
            [
                words.short(one["parameter"]), one["value"], one["before"], one["limit"],
                f"{one['days']}{'' if one['enough'] else ' *'}",
                _way(one["parameter"]) + ("，超过二级限值" if one["over"] else ""),
            ]
            for one in facts["figures"]
        ),
        ["带 * 的有效天数不足，不参加综合指数。"],
    )  # fmt: skip
    stations = table(
        f"{period}各站点",
        ["站点", "有效天数", "优良率", *map(words.short, names), "综合指数", "排名", "首要污染物"],
        (
            [
                words.station(row), row["valid"], _percent(row["percent"]),
                *(one["value"] for one in row["figures"]), row["composite"], row.get("rank"),
                "，".join(f"{words.short(name)} {n} 天" for name, n in row["primary"]),
            ]
            for row in facts["stations"]
        ),
        [f"按 {facts['standard']} 计算；沙尘天气的影响没有扣除。排名按综合指数由小到大。"],
    )  # fmt: skip
    return list(_of_air(facts)), [pollutants, *([stations] if facts["stations"] else [])]


def _of_air(facts: Facts) -> Iterable[str]:
    before = facts["before"]
    if facts["percent"]:
        than = f"，上年同期 {before['percent']}%" if before and before["percent"] else "，上年同期没有可比的数据"
        yield f"有效监测 {facts['valid']} 天，优良 {facts['good']} 天，优良率 {facts['percent']}%{than}"
        yield "按级别：" + "，".join(f"{words.level(level)} {n} 天" for level, n in facts["levels"].items())
    else:
        yield "没有一天的空气质量指数有效"
    if facts["composite"]:
        earlier = f"，上年同期 {facts['composite_before']}" if facts["composite_before"] else ""
        main = f"，主要污染物为{words.pollutants(facts['main'])}" if facts["main"] else ""
        yield f"环境空气质量综合指数 {facts['composite']}{earlier}{main}"
    else:
        yield f"综合指数没有计算：{facts['why']}"


def _way(parameter: str) -> str:
    return f"{words.unit(parameter)}，{OF_DAYS.get(parameter, '平均')}"


def _percent(figure: str | None) -> str | None:
    return f"{figure}%" if figure else None


OF: dict[str, Callable[[Facts, str], tuple[list[str], list[Said]]]] = {
    Medium.AIR: _air, Medium.WATER: waters.sections,
    Medium.DRINKING: waters.sources, Medium.NOISE: waters.noise,
}  # fmt: skip
