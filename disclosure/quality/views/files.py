"""Rows as files: the columns of each medium, JSON and Atom, and the answer of a list at .csv, .xlsx, .json, .atom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.enums import AIR, Level, Medium
from disclosure.quality.rules import words
from envportal.web.views import Column
from envportal.web.views.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from django.http import HttpRequest

FEEDS = ("csv", "xlsx", "json", "atom")
Row = dict[str, Any]


def level_of(row: Row) -> str:
    return str(Level(row["level"]).label) if row["level"] in Level.values else ""


def figure(name: str) -> Callable[[Row], object]:
    """The figure of one pollutant of a row."""

    def of(row: Row) -> object:
        return next((one["value"] for one in row["figures"] if one["parameter"] == name), None)

    return of


HEAD = (
    Column(gettext_lazy("代号"), lambda row: row["code"]),
    Column(gettext_lazy("站点"), words.station),
    Column(gettext_lazy("级别"), level_of),
)
WHY = Column(gettext_lazy("说明"), lambda row: row["why"])
KEPT = Column(gettext_lazy("达标"), lambda row: words.compliant(row["compliant"]))
# Of a year of water.
MONTHS = (
    Column(gettext_lazy("监测月数"), lambda row: row.get("months")),
    Column(gettext_lazy("达标月数"), lambda row: row.get("months_kept")),
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    Medium.AIR: (
        *HEAD,
        Column(gettext_lazy("有效天数"), lambda row: row["valid"]),
        Column(gettext_lazy("优良天数"), lambda row: row["good"]),
        Column(gettext_lazy("优良率（%）"), lambda row: row["percent"]),
        *(Column(f"{words.short(name)} ({words.UNITS.get(name, 'µg/m³')})", figure(name)) for name in AIR),
        Column(gettext_lazy("综合指数"), lambda row: row["composite"]),
        Column(gettext_lazy("站点排名"), lambda row: row.get("rank")),
        Column(gettext_lazy("首要污染物"), lambda row: words.pollutants(name for name, _n in row["primary"])),
        Column(gettext_lazy("上年同期优良率（%）"), lambda row: (row["before"] or {}).get("percent")),
        WHY,
    ),
    Medium.WATER: (
        *HEAD,
        Column(gettext_lazy("水质目标"), lambda row: words.water_class(row["target"])),
        Column(gettext_lazy("去年同期类别"), lambda row: words.water_class(row["last_year"])),
        Column(gettext_lazy("上月类别"), lambda row: words.water_class(row["last_month"])),
        Column(gettext_lazy("本期类别"), lambda row: words.water_class(row["number"])),
        KEPT,
        Column(gettext_lazy("超标指标及倍数"), lambda row: words.over(row["over"])),
        Column(gettext_lazy("交接关系"), lambda row: row["handover"]),
        Column(gettext_lazy("营养状态指数"), lambda row: (row["trophic"] or {}).get("value")),
        *MONTHS,
        WHY,
    ),
    Medium.DRINKING: (
        *HEAD,
        Column(gettext_lazy("监测项目数"), lambda row: row["items"] or None),
        Column(gettext_lazy("水质类别"), lambda row: words.water_class(row["number"])),
        KEPT,
        Column(gettext_lazy("超标指标及倍数"), lambda row: words.over(row["over"])),
        Column(gettext_lazy("依据"), lambda row: row["report"] or row["covers"]),
        Column(gettext_lazy("取水量（万 m³）"), lambda row: row["volume"]),
        *MONTHS,
        WHY,
    ),
    Medium.NOISE: (
        *HEAD,
        Column(gettext_lazy("功能区"), lambda row: words.zone(row["zone"])),
        Column(gettext_lazy("监测日期"), lambda row: row["on"]),
        Column(gettext_lazy("昼间 dB(A)"), lambda row: (row["day"] or {}).get("level")),
        Column(gettext_lazy("昼间限值"), lambda row: (row["day"] or {}).get("limit")),
        Column(gettext_lazy("夜间 dB(A)"), lambda row: (row["night"] or {}).get("level")),
        Column(gettext_lazy("夜间限值"), lambda row: (row["night"] or {}).get("limit")),
        Column(gettext_lazy("路段长度（m）"), lambda row: row["length"]),
        KEPT,
        WHY,
    ),
}


def whole(facts: Row) -> list[Row]:
    """The stations of a period, roads behind them, after the town as a whole where there is one."""
    if facts["medium"] != Medium.AIR:
        return [*facts["stations"], *facts.get("roads", ())]
    town = {"code": "", "name": _("全市"), "name_en": "", "river": "", "level": "", **facts}
    return [town, *facts["stations"]]


def answer(
    kind: str,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    data: Callable[[], object],
    feed: Callable[[], HttpResponse],
) -> HttpResponse:
    """The list in one of the four forms."""
    if kind in FORMATS:
        return FORMATS[kind](name, columns, rows)
    if kind == "json":
        return JsonResponse(data(), json_dumps_params={"ensure_ascii": False}, safe=False)
    return feed()


def atom(
    request: HttpRequest, title: str, link: str, entries: Iterable[tuple[str, str, str, str]], at: datetime | None
) -> HttpResponse:
    """A feed of entries: name, address, what it says, what it is called for ever."""
    feed = Atom1Feed(
        title=title, link=request.build_absolute_uri(link), description="",
        feed_url=request.build_absolute_uri(), language="zh-Hans",
    )  # fmt: skip
    for name, address, text, urn in entries:
        url = request.build_absolute_uri(address)
        feed.add_item(title=name, link=url, description=text, unique_id=urn, pubdate=at, updateddate=at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
