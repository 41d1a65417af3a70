"""Which row of a table is the heading, what each column holds, and in which unit."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from disclosure.quality.enums import OF_MEDIUM, Column, Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED_AT = 10
LONGEST = 24
WORDS: dict[str, tuple[str, ...]] = {
    Column.CODE: ("code", "站点代号", "站点代码", "站点编码", "点位编码", "断面代码", "编码"),
    Column.STATION: (
        "source_name", "section", "station", "断面名称", "水源地名称", "水源名称", "监测点位", "监测站点", "站点名称",
        "点位名称", "测点名称", "监测断面", "断面", "站点", "点位", "测点", "水源地",
    ),
    Column.RIVER: ("river_or_lake", "河流名称", "湖库名称", "水体名称", "所在水体", "河流", "湖库", "水系"),
    Column.PLACE: ("place", "city", "城市名称", "城市", "区县", "县区", "地区", "行政区"),
    Column.DATE: ("监测日期", "采样日期", "采样时间", "日期", "监测时间"),
    Column.HOUR: ("小时", "时刻", "时次"),
    Column.PERIOD: ("period", "统计时段", "时段", "月份", "季度", "年月", "年份"),
    Column.UNIT: ("unit_note", "单位说明", "计量单位"),
    Column.ATTRIBUTE: ("section_attribute", "断面属性", "断面性质"),
    Column.WATER_TYPE: ("source_type", "水源类型", "水源地类型"),
    Column.TARGET: ("target_class", "水质目标", "规定类别", "目标类别", "考核目标", "功能区类别"),
    Column.CLASS: ("class_now", "water_class", "本月类别", "水质类别", "现状类别", "水质现状", "本期类别"),
    Column.CLASS_LAST_MONTH: ("class_last_month", "上月类别", "上月水质", "上期类别", "上月"),
    Column.CLASS_LAST_YEAR: ("class_last_year", "去年同期类别", "上年同期类别", "去年同期", "上年同期"),
    Column.COMPLIANT: ("compliant", "达标情况", "是否达标", "达标与否"),
    Column.RATE: ("rate", "水量达标率", "水质达标率", "达标率"),
    Column.EXCEEDANCE: ("exceedance", "主要污染指标", "超标指标及倍数", "超标指标", "超标项目", "超标因子"),
    Column.VALID_DAYS: ("valid_days", "有效天数", "有效监测天数"),
    Column.GOOD_DAYS: ("good_days", "优良天数", "达标天数"),
    Column.GOOD_RATE: ("good_rate", "优良天数比例", "优良率", "优良比例"),
    Column.INDEX: ("composite_index", "综合指数"),
    Column.AQI: ("aqi", "空气质量指数"),
    Column.API: ("api", "空气污染指数"),
    Column.PRIMARY: ("primary_pollutant", "首要污染物"),
    Column.PUBLISHER: ("bureau", "publisher", "发布单位", "发布机关"),
    Column.SOURCE: ("source", "信息来源", "来源", "网址"),
    Parameter.SO2: ("so2", "二氧化硫"),
    Parameter.NO2: ("no2", "二氧化氮"),
    Parameter.PM10: ("pm10", "可吸入颗粒物"),
    Parameter.PM25: ("pm2.5", "pm25", "细颗粒物"),
    Parameter.CO: ("co_p95", "co", "一氧化碳"),
    Parameter.O3: ("o3_1h", "o3-1h", "臭氧1小时", "o3"),
    Parameter.O3_8H: ("o3_p90", "o3_8h", "o3-8h", "臭氧8小时", "臭氧", "o3"),
    Parameter.TEMPERATURE: ("水温",),
    Parameter.PH: ("ph",),
    Parameter.DO: ("溶解氧",),
    Parameter.CODMN: ("高锰酸盐指数", "codmn"),
    Parameter.COD: ("化学需氧量", "cod"),
    Parameter.BOD5: ("五日生化需氧量", "生化需氧量", "bod5"),
    Parameter.NH3N: ("氨氮", "nh3-n"),
    Parameter.TP: ("总磷", "tp"),
    Parameter.TN: ("总氮", "tn"),
    Parameter.CU: ("铜", "cu"),
    Parameter.ZN: ("锌", "zn"),
    Parameter.F: ("氟化物",),
    Parameter.SE: ("硒",),
    Parameter.AS: ("砷",),
    Parameter.HG: ("汞",),
    Parameter.CD: ("镉",),
    Parameter.CR6: ("六价铬", "铬(六价)", "铬"),
    Parameter.PB: ("铅",),
    Parameter.CN: ("氰化物",),
    Parameter.PHENOL: ("挥发酚",),
    Parameter.OIL: ("石油类",),
    Parameter.LAS: ("阴离子表面活性剂",),
    Parameter.SULFIDE: ("硫化物",),
    Parameter.COLIFORM: ("粪大肠菌群",),
    Parameter.CHLA: ("chla", "叶绿素a", "叶绿素"),
    Parameter.SD: ("sd", "透明度"),
    Parameter.VOLUME: ("volume", "取水量", "供水量"),
    Parameter.LD: ("ld", "昼间等效声级", "昼间"),
    Parameter.LN: ("ln", "夜间等效声级", "夜间"),
}  # fmt: skip
LATIN = re.compile(r"[a-z0-9._-]+")
UNITS = (
    ("mg", re.compile(r"mg/|毫克/")),
    ("ug", re.compile(r"[uμ]g/|微克/")),
)


def offered(medium: str) -> list[tuple[str, object]]:
    """What a column of a table of this medium may be."""
    return [*Column.choices, *((one.value, one.label) for one in OF_MEDIUM[medium])]


def names_of(top: Sequence[Sequence[str]], head_rows: int) -> list[str]:
    """The name of each column: the words above it in all rows of the heading, without a title over the whole table."""
    rows = [row for row in top[:head_rows] if not _is_title(row)] or [list(row) for row in top[:head_rows]]
    names = []
    for column in range(max((len(row) for row in top[:head_rows]), default=0)):
        said = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        names.append(" ".join(dict.fromkeys(" ".join(word.split()) for word in said)))
    return names


def guess_head(top: Sequence[Sequence[str]], medium: str) -> int:
    """How many rows the heading takes: to the first that speaks most like one."""
    scores = [0 if _is_title(row) else len(guess(row, medium)) for row in top[:LOOKED_AT]]
    return max(range(len(scores)), key=lambda n: (scores[n], -n), default=0) + 1


def guess(names: Sequence[str], medium: str) -> dict[int, str]:
    """Column → what it is, each once: the longest word decides, then the first column."""
    fields = [value for value, _label in offered(medium)]
    rated = [
        (-len(word), column, n)
        for column, name in enumerate(names)
        for n, field in enumerate(fields)
        if (word := _word(name, field))
    ]
    mapping: dict[int, str] = {}
    for _length, column, n in sorted(rated):
        if column not in mapping and fields[n] not in mapping.values():
            mapping[column] = fields[n]
    return dict(sorted(mapping.items()))


def unit_of(name: str) -> str:
    """The unit a heading or a note prints: mg, ug, or "" where it prints none, or both."""
    plain = unicodedata.normalize("NFKC", name).lower()
    found = [unit for unit, pattern in UNITS if pattern.search(plain)]
    return found[0] if len(found) == 1 else ""


def _word(name: str, field: str) -> str:
    """The longest word of a field in a heading; letters count only as the whole of a word."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).lower()
    if not plain or len(plain) > LONGEST:
        return ""
    latin = LATIN.findall(plain)
    found = [word for word in WORDS[field] if (word in latin if LATIN.fullmatch(word) else word in plain)]
    return max(found, key=len, default="")


def _is_title(row: Sequence[str]) -> bool:
    return len({cell.strip() for cell in row if cell.strip()}) <= 1
