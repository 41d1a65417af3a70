"""Water, drinking water and noise as an official letter says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.quality.rules import words
from disclosure.quality.rules.noise import GRADES, WORDS
from disclosure.quality.rules.printing import Facts, Said, table
from disclosure.quality.rules.water import state_words

if TYPE_CHECKING:
    from collections.abc import Iterable


def sections(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    is_year, rows = facts["span"] == "year", facts["stations"]
    head = ["断面", "水质目标", "本年类别", "上年类别", "监测月数", "达标月数"] if is_year else [
        "断面", "水质目标", "本月类别", "上月类别", "去年同月",
    ]  # fmt: skip
    main = table(
        f"{period}地表水各断面",
        [*head, "达标", "超标指标及倍数"],
        (
            [
                words.station(row), words.water_class(row["target"]), words.water_class(row["number"]),
                *_beside(row, is_year), words.compliant(row["compliant"]), words.over(row["over"]) or row["why"],
            ]
            for row in rows
        ),
        [
            f"按 {facts['standard']} 评价，水温、总氮、粪大肠菌群不参加定类；超标倍数相对于断面自己的目标。",
            *(["全年按各月的平均值评价，至少有 8 个月的数据。"] if is_year else []),
        ],
    )  # fmt: skip
    return list(_of_sections(facts)), [main, *_handed(rows, period), *_lakes(rows, period)]


def _beside(row: Facts, is_year: bool) -> list[object]:
    if is_year:
        return [words.water_class(row["last_year"]), row["months"], row["months_kept"]]
    return [words.water_class(row["last_month"]), words.water_class(row["last_year"])]


def _of_sections(facts: Facts) -> Iterable[str]:
    yield f"监测并评价 {facts['measured']} 个断面，Ⅰ—Ⅲ类 {facts['good']} 个，占 {facts['good_percent']}%"
    worse = facts["worse_than_five"]
    yield f"达到水质目标 {facts['compliant']} 个，占 {facts['compliant_percent']}%；劣Ⅴ类 {worse} 个"
    if facts["state"]:
        yield f"水质总体为“{state_words()[facts['state']]}”"
    if facts["handed"]:
        yield f"交接断面 {facts['handed']} 个，达到水质目标 {facts['handed_compliant']} 个"


def _handed(rows: list[Facts], period: str) -> list[Said]:
    handed = [
        [row["handover"], words.station(row), *map(words.water_class, (row["target"], row["number"])),
         words.compliant(row["compliant"]), words.over(row["over"]) or row["why"]]
        for row in rows if row["handover"]
    ]  # fmt: skip
    head = ["交接关系", "断面", "水质目标", "本期类别", "达标", "超标指标及倍数"]
    return [table(f"{period}交接断面", head, handed, [])] if handed else []


def _lakes(rows: list[Facts], period: str) -> list[Said]:
    lakes = [
        [words.station(row), row["trophic"]["value"], words.trophic(row["trophic"]["state"])]
        for row in rows if row["trophic"]
    ]  # fmt: skip
    note = "综合营养状态指数按总站生字〔2001〕090号，由叶绿素 a、总磷、总氮、透明度、高锰酸盐指数算出。"
    return [table(f"{period}湖库营养状态", ["湖库", "综合营养状态指数", "营养状态"], lakes, [note])] if lakes else []


def sources(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    is_year = facts["span"] == "year"
    main = table(
        f"{period}饮用水水源",
        ["水源", "水质类别", "达标", *(["监测月数", "达标月数"] if is_year else []), "取水量（万 m³）",
         "超标指标及倍数", "依据"],
        (
            [
                words.station(row), words.water_class(row["number"]), words.compliant(row["compliant"]),
                *([row["months"], row["months_kept"]] if is_year else []), row["volume"],
                words.over(row["over"]) or row["why"], row["report"] or row["covers"],
            ]
            for row in facts["stations"]
        ),
        [
            "地表水水源按 GB 3838-2002 Ⅲ类评价，水温、总氮、粪大肠菌群不参加；地下水水源照录监测报告的结论。",
            *(["每个月都达标的水源，全年算达标；超标指标是第一个不达标的月份的。"] if is_year else []),
        ],
    )  # fmt: skip
    drawn = [
        f"取水 {facts['volume']} 万立方米，达标 {facts['volume_kept']} 万立方米，水量达标率 {facts['volume_percent']}%"
    ] if facts["volume"] else []  # fmt: skip
    return [_judged(facts, "水源", "达标"), *drawn, "这里是水源的原水，自来水由卫生健康部门公布"], [main]


def noise(facts: Facts, period: str) -> tuple[list[str], list[Said]]:
    is_year = facts["span"] == "year"
    levels = ["昼间最高", "昼间限值", "夜间最高", "夜间限值"] if is_year else ["昼间", "昼间限值", "夜间", "夜间限值"]
    main = table(
        f"{period}声环境功能区各测点",
        ["测点", "功能区", "监测日期", *levels, "达标"],
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
    statements = [_judged(facts | {"measured": facts["points"]}, "功能区测点", "昼夜都达标")] if facts["points"] else []
    return [*statements, *_of_roads(facts)], [
        *([main] if facts["stations"] else []), *_zones(facts, period), *_roads(facts, period),
    ]  # fmt: skip


def _zones(facts: Facts, period: str) -> list[Said]:
    rows = [
        [words.zone(row["zone"]), *_times(row["day"]), *_times(row["night"])] for row in facts["zones"]
    ]  # fmt: skip
    head = ["功能区", "昼间达标/监测点次", "昼间点次达标率", "夜间达标/监测点次", "夜间点次达标率"]
    return [table(f"{period}各类功能区点次达标率", head, rows, ["按 HJ 640-2012 统计。"])] if rows else []


def _times(told: Facts) -> list[object]:
    return [f"{told['kept']}/{told['count']}", f"{told['percent']}%" if told["percent"] else None]


def _of_roads(facts: Facts) -> Iterable[str]:
    for key, name in (("road_day", "昼间"), ("road_night", "夜间")):
        told = facts[key]
        if told:
            grade = told["grade"] - 1
            yield (
                f"道路交通噪声{name}平均等效声级 {told['mean']} dB(A)，{GRADES[grade]}，{WORDS[grade]}；"
                f"监测路段 {told['length']} m" + (
                    f"，超过 70 dB(A) 的 {told['loud']} m，占 {told['loud_percent']}%" if key == "road_day" else ""
                )
            )  # fmt: skip


def _roads(facts: Facts, period: str) -> list[Said]:
    rows = [
        [words.station(row), row["on"], row["length"], *((row[part] or {}).get("level") for part in ("day", "night"))]
        for row in facts["roads"]
    ]
    head = ["路段", "监测日期", "路段长度（m）", "昼间", "夜间"]
    return [table(f"{period}道路交通噪声", head, rows, ["平均等效声级按路段长度加权（HJ 640-2012）。"])] if rows else []


def _judged(facts: Facts, what: str, kept: str) -> str:
    return f"监测 {facts['measured']} 个{what}，{kept} {facts['compliant']} 个，占 {facts['compliant_percent']}%"
