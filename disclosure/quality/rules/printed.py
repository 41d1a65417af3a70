"""A bulletin as an official letter says it: some sentences and tables, of the very facts it froze, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.quality.enums import Medium
from disclosure.quality.rules import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Facts = dict[str, Any]
Said = dict[str, Any]
DASH = words.NO_DASH
CLASSES = ("target", "number", "last_month", "last_year")
OF_DAYS = {"CO": "第 95 百分位数", "O3_8h": "第 90 百分位数"}


def said(facts: Facts, period: str) -> Said:
    """The fields `statements` and `tables` of the letter."""
    statements, tables = OF[facts["medium"]](facts, period)
    return {"statements": statements, "tables": tables}


def _air(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    names = [one["parameter"] for one in facts["figures"]]
    pollutants = _table(
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
    stations = _table(
        f"{period}各站点",
        ["站点", "有效天数", "优良率", *map(words.short, names), "综合指数", "首要污染物"],
        (
            [
                words.station(row), row["valid"], _percent(row["percent"]),
                *(one["value"] for one in row["figures"]), row["composite"],
                "，".join(f"{words.short(name)} {n} 天" for name, n in row["primary"]),
            ]
            for row in facts["stations"]
        ),
        [f"按 {facts['standard']} 计算；沙尘天气的影响没有扣除。"],
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


def _water(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    statements = [
        f"监测并评价 {facts['measured']} 个断面，Ⅰ—Ⅲ类 {facts['good']} 个，占 {facts['good_percent']}%",
        f"达到水质目标 {facts['compliant']} 个，占 {facts['compliant_percent']}%；劣Ⅴ类 {facts['worse_than_five']} 个",
    ]
    table = _table(
        f"{period}地表水各断面",
        ["断面", "水质目标", "本月类别", "上月类别", "去年同月", "达标", "超标指标及倍数"],
        (
            [
                words.station(row), *(words.water_class(row[key]) for key in CLASSES),
                words.compliant(row["compliant"]), words.over(row["over"]) or row["why"],
            ]
            for row in facts["stations"]
        ),
        [f"按 {facts['standard']} 评价，水温、总氮、粪大肠菌群不参加定类；超标倍数相对于断面自己的目标。"],
    )  # fmt: skip
    return statements, [table]


def _drinking(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    table = _table(
        f"{period}饮用水水源",
        ["水源", "水质类别", "达标", "超标指标及倍数", "依据"],
        (
            [
                words.station(row), words.water_class(row["number"]), words.compliant(row["compliant"]),
                words.over(row["over"]) or row["why"], row["report"] or row["covers"],
            ]
            for row in facts["stations"]
        ),
        ["地表水水源按 GB 3838-2002 Ⅲ类评价，水温、总氮、粪大肠菌群不参加；地下水水源照录监测报告的结论。"],
    )  # fmt: skip
    return [_judged(facts, "水源", "达标"), "这里是水源的原水，自来水由卫生健康部门公布"], [table]


def _noise(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    table = _table(
        f"{period}声环境各测点",
        ["测点", "功能区", "监测日期", "昼间", "昼间限值", "夜间", "夜间限值", "达标"],
        (
            [
                words.station(row), words.zone(row["zone"]), row["on"],
                *((row[part] or {}).get(key) for part in ("day", "night") for key in ("level", "limit")),
                words.compliant(row["compliant"]),
            ]
            for row in facts["stations"]
        ),
        ["单位 dB(A)，等效声级；昼间 6:00—22:00。按 GB 3096-2008 评价。"],
    )  # fmt: skip
    return [_judged(facts, "测点", "昼夜都达标")], [table]


def _judged(facts: Facts, what: str, kept: str) -> str:
    return f"监测 {facts['measured']} 个{what}，{kept} {facts['compliant']} 个，占 {facts['compliant_percent']}%"


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], notes: list[str]) -> Said:
    """Every cell as words, a dash where nothing is known."""
    filled = [[DASH if cell in (None, "") else str(cell) for cell in row] for row in rows]
    return {"caption": caption, "head": [str(name) for name in head], "rows": filled, "notes": notes}


def _way(parameter: str) -> str:
    return f"{words.unit(parameter)}，{OF_DAYS.get(parameter, '平均')}"


def _percent(figure: str | None) -> str | None:
    return f"{figure}%" if figure else None


OF: dict[str, Callable[[Facts, str], tuple[list[str], list[Said]]]] = {
    Medium.AIR: _air, Medium.WATER: _water, Medium.DRINKING: _drinking, Medium.NOISE: _noise,
}  # fmt: skip
