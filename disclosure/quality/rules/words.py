"""The words of this room's pages and files, in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from disclosure.quality.enums import Parameter, Zone
from disclosure.quality.rules.classes import ROMAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any

    from disclosure.quality.models import Bulletin

LEVELS = (
    gettext_lazy("优"), gettext_lazy("良"), gettext_lazy("轻度污染"), gettext_lazy("中度污染"),
    gettext_lazy("重度污染"), gettext_lazy("严重污染"),
)  # fmt: skip
GRADES = (
    gettext_lazy("一级"), gettext_lazy("二级"), gettext_lazy("三级"), gettext_lazy("四级"), gettext_lazy("五级"),
    gettext_lazy("六级"),
)  # fmt: skip
# The measures HJ 633 suggests for each level (its table of categories).
ADVICE = (
    gettext_lazy("各类人群可正常活动"),
    gettext_lazy("极少数异常敏感人群应减少户外活动"),
    gettext_lazy("儿童、老年人及心脏病、呼吸系统疾病患者应减少长时间、高强度的户外锻炼"),
    gettext_lazy("儿童、老年人及心脏病、呼吸系统疾病患者避免长时间、高强度的户外锻炼，一般人群适量减少户外运动"),
    gettext_lazy("儿童、老年人和心脏病、肺病患者应停留在室内，停止户外运动，一般人群减少户外运动"),
    gettext_lazy("儿童、老年人和病人应留在室内，避免体力消耗，一般人群应避免户外活动"),
)
SHORT = {
    "SO2": "SO₂", "NO2": "NO₂", "O3": "O₃", "O3_8h": "O₃-8h", "PM2.5": "PM2.5", "PM10": "PM10", "CO": "CO",
    "Ld": "Ld", "Ln": "Ln",
}  # fmt: skip
UNITS = {
    "CO": "mg/m³", "pH": "", "temperature": "℃", "coliform": "个/L", "Ld": "dB(A)", "Ln": "dB(A)",
    "chla": "mg/m³", "SD": "m", "volume": "万 m³",
}  # fmt: skip
AIR_NAMES = frozenset({"SO2", "NO2", "PM10", "PM2.5", "O3", "O3_8h"})
NO_DASH = "—"


def level(number: int | str | None) -> str:
    """良, or a dash."""
    return str(LEVELS[int(number) - 1]) if number else NO_DASH


def level_and_grade(number: int) -> str:
    return _("%(word)s（%(grade)s）") % {"word": LEVELS[number - 1], "grade": GRADES[number - 1]}


def advice(number: int) -> str:
    return str(ADVICE[number - 1])


def water_class(number: int | str | None) -> str:
    """Ⅲ, or a dash; worse than Ⅴ in the words of the reader."""
    if not number:
        return NO_DASH
    return _("劣Ⅴ") if int(number) > 5 else ROMAN[int(number) - 1]


def pollutants(names: Iterable[str]) -> str:
    """PM2.5、O₃."""
    return str(_("、")).join(short(name) for name in names)


def short(name: str) -> str:
    return SHORT.get(name, parameter(name))


def parameter(name: str) -> str:
    """A parameter by its code."""
    if name == "O3":
        return _("臭氧")
    return str(Parameter(name).label) if name in Parameter.values else name


def item(name: str) -> str:
    """An item of the water standard, which facts name in Chinese, in the language of the reader."""
    if get_language() != "en":
        return name
    return ITEMS_EN.get(name, name)


def unit(name: str) -> str:
    return UNITS.get(name, "µg/m³" if name in AIR_NAMES else "mg/L")


# 总站生字〔2001〕090号; the index is in `waters`.
TROPHIC = (
    gettext_lazy("贫营养"), gettext_lazy("中营养"), gettext_lazy("轻度富营养"), gettext_lazy("中度富营养"),
    gettext_lazy("重度富营养"),
)  # fmt: skip


def trophic(state: int) -> str:
    return str(TROPHIC[state - 1])


# HJ 640-2012.
NOISE = (gettext_lazy("好"), gettext_lazy("较好"), gettext_lazy("一般"), gettext_lazy("较差"), gettext_lazy("差"))


def noise_grade(number: int) -> str:
    return _("%(grade)s，%(word)s") % {"grade": GRADES[number - 1], "word": NOISE[number - 1]}


def compliant(kept: bool | None) -> str:
    """达标, 未达标, or a dash."""
    if kept is None:
        return NO_DASH
    return _("达标") if kept else _("未达标")


def over(entries: Iterable[list[str]]) -> str:
    """氨氮 1.21 mg/L，超 0.21 倍."""
    told = []
    for name, value, of, times in entries:
        head = f"{item(name)} {value} {of}".strip()
        told.append(_("%(head)s，超 %(times)s 倍") % {"head": head, "times": times} if times else head)
    return str(_("；")).join(told)


def zone(code: str) -> str:
    return str(Zone(code).label) if code in Zone.values else NO_DASH


def station(told: Mapping[str, Any]) -> str:
    """云溪河 · 南坪桥; an English reader reads the English name where there is one."""
    if get_language() == "en" and told.get("name_en"):
        return str(told["name_en"])
    river, name = str(told.get("river") or ""), str(told["name"])
    return f"{river} · {name}" if river and river not in name else name


def period(first: date, last: date) -> str:
    """2026年9月, 2026年, or from day to day."""
    if (first.day, last.month) == (1, first.month) and first.year == last.year:
        return _("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _("%(year)s年") % {"year": first.year}
    return f"{first.isoformat()} — {last.isoformat()}"


ITEMS_EN = {
    "pH 值": "pH", "溶解氧": "dissolved oxygen", "高锰酸盐指数": "permanganate index",
    "化学需氧量": "chemical oxygen demand", "五日生化需氧量": "five-day biochemical oxygen demand",
    "氨氮": "ammonia nitrogen", "总磷": "total phosphorus", "总氮": "total nitrogen", "铜": "copper", "锌": "zinc",
    "氟化物": "fluoride", "硒": "selenium", "砷": "arsenic", "汞": "mercury", "镉": "cadmium",
    "六价铬": "hexavalent chromium", "铅": "lead", "氰化物": "cyanide", "挥发酚": "volatile phenols",
    "石油类": "petroleum oils", "阴离子表面活性剂": "anionic surfactants", "硫化物": "sulphide",
    "粪大肠菌群": "faecal coliforms",
}  # fmt: skip


def listed(names: Iterable[str]) -> str:
    """氨氮、总磷."""
    return str(_("、")).join(item(name) for name in names)


def bulletin(one: Bulletin) -> str:
    """2026年10月环境空气月报."""
    told = {"medium": one.get_medium_display(), "span": one.get_span_display()}
    return _("%(period)s%(medium)s%(span)s") % {"period": period(one.first, one.last), **told}
