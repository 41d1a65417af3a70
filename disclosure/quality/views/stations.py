"""One station over time, as a picture, a table and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.enums import Averaging, Flag, Medium
from disclosure.quality.queries import stations as register
from disclosure.quality.rules import words
from disclosure.quality.rules.numbers import plain
from disclosure.quality.rules.summaries import series as told
from disclosure.quality.views import charts, files
from disclosure.quality.views.common import Measured
from envportal.web.views import Column, Page

if TYPE_CHECKING:
    from disclosure.quality.models import Station
    from disclosure.quality.queries.readings import Cell
    from disclosure.quality.rules.summaries.series import Entry, Series

KINDS = {
    "hour": gettext_lazy("近 72 小时"), "day": gettext_lazy("近 30 天"), "year": gettext_lazy("近一年"),
    "month": gettext_lazy("近 24 个月"),
}  # fmt: skip
NOISE_KINDS = {"day": gettext_lazy("近三年")}
MOST_PICTURED = 12


class OfStation(Measured):
    """A station and what was asked of it; what nobody offers is as good as nothing."""

    @cached_property
    def station(self) -> Station:
        found = register.public().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404(_("没有这个站点。"))
        return found

    @cached_property
    def kind(self) -> str:
        asked, offered = self.request.GET.get("t", ""), told.OFFERED[Medium(self.station.medium)]
        return asked if asked in offered else offered[0]

    @cached_property
    def series(self) -> Series:
        return told.of(self.station, self.kind, self.today)

    @cached_property
    def pictured(self) -> list[str]:
        """What can be asked for as a picture: the index or class, then the parameters."""
        found = [name for name in self.series.parameters if name != "temperature"]
        return found if self.station.medium == Medium.NOISE else [told.INDEX, *found]

    @cached_property
    def parameter(self) -> str:
        asked = self.request.GET.get("p", "")
        return asked if asked in self.pictured else next(iter(self.pictured), told.INDEX)

    def get_title(self) -> object:
        return words.station(named(self.station))

    def when(self, entry: Entry) -> str:
        if entry.hour is not None:
            return f"{entry.on:%Y-%m-%d} {entry.hour:02d}:00"
        return f"{entry.on:%Y-%m}" if self.series.averaging == Averaging.MONTH else entry.on.isoformat()

    def columns(self) -> tuple[Column, ...]:
        """The table's, and the files'."""
        primary = _("首要污染物") if self.station.medium == Medium.AIR else _("定类指标")
        has_index = self.station.medium != Medium.NOISE
        index = (Column(self.index_name, self.index_of), Column(primary, primary_of)) if has_index else ()
        return (
            Column(_("时间"), self.when), *index, Column(_("说明"), "why"),
            *(Column(f"{words.short(name)}{unit(name)}", cell_of(name)) for name in self.series.parameters),
        )  # fmt: skip

    @property
    def index_name(self) -> str:
        if self.station.medium != Medium.AIR:
            return _("水质类别")
        return _("优良率（%）") if self.series.averaging == Averaging.MONTH else "AQI"

    def index_of(self, entry: Entry) -> object:
        return entry.value if self.station.medium == Medium.AIR else words.water_class(entry.value)

    def name_of(self, parameter: str) -> str:
        return self.index_name if parameter == told.INDEX else words.parameter(parameter)


class StationPage(OfStation, Page):
    """A station."""

    template_name = "quality/station.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        station, path = self.station, self.request.path
        if station.bureau_id is None:
            return super().get_context_data(station=station, results=list(station.results.order_by("-first", "pk")))
        columns = self.columns()
        rows = [[column.of(entry) for column in columns] for entry in reversed(self.series.entries)]
        kinds = NOISE_KINDS if station.medium == Medium.NOISE else KINDS
        return super().get_context_data(**{
            "station": station, "chart": self.chart(), "heads": [column.label for column in columns], "rows": rows,
            "kinds": [
                {"label": kinds[one], "url": self.address(path, t=one, p=self.parameter), "current": one == self.kind}
                for one in told.OFFERED[Medium(station.medium)]
            ],
            "parameters": [
                {"label": self.name_of(one), "url": self.address(path, t=self.kind, p=one),
                 "current": one == self.parameter}
                for one in self.pictured
            ],
            "feeds": [(name.upper(), self.address(f"{path.rstrip('/')}.{name}")) for name in files.FEEDS],
            "updated": self.turned[1], "reports": list(station.results.order_by("-first")[: told.MONTHS]),
            "first": self.series.entries[0] if self.series.entries else None,
            "last": self.series.entries[-1] if self.series.entries else None, **kwargs,
        })  # fmt: skip

    def chart(self) -> charts.Chart:
        name, entries = self.parameter, self.series.entries
        dots = [charts.Dot(self.short_when(entry), *self.point(entry, name)) for entry in entries]
        limit, limit_name = told.limit_of(self.series, name, entries[-1].on) if entries else (None, "")
        missing = [dot for dot in dots if dot.value is None]
        unit_name = "" if name == told.INDEX else words.unit(name)
        notes = [unit_name, limit_name and _("虚线为%(what)s") % {"what": limit_name}]
        if missing:
            notes.append(_("有 %(n)s 处没有数据，曲线断开") % {"n": len(missing)})
        return charts.line(
            dots, caption=_("%(what)s，%(kind)s") % {"what": self.name_of(name), "kind": self.kind_name},
            note=str(_("；")).join(note for note in notes if note), limit=limit, limit_name=limit_name,
            unit=unit_name, value_name=self.name_of(name),
        )  # fmt: skip

    @property
    def kind_name(self) -> str:
        kinds = NOISE_KINDS if self.station.medium == Medium.NOISE else KINDS
        return str(kinds[self.kind])

    def short_when(self, entry: Entry) -> str:
        if entry.hour is not None:
            return _("%(day)s日%(n)s时") % {"day": entry.on.day, "n": entry.hour}
        return f"{entry.on:%Y-%m}" if self.kind in {"month", "year"} else f"{entry.on.month}-{entry.on.day}"

    def point(self, entry: Entry, name: str) -> tuple[float | None, str]:
        if name == told.INDEX:
            return (None if entry.value is None else float(entry.value)), entry.why
        cell = entry.cells.get(name)
        if cell is None or cell.value is None or cell.flag == Flag.INVALID:
            return None, cell.reason if cell else entry.why
        return float(cell.value), ""


class StationFeed(OfStation):
    """The same entries as a file."""

    def get(self, request: HttpRequest, code: str, kind: str) -> HttpResponse:
        if self.station.bureau_id is None:
            raise Http404(_("这个站点只有别处公布过的结果，在历史结果里。"))
        entries = list(reversed(self.series.entries))
        return files.answer(
            kind, f"quality-{code}-{self.kind}", self.columns(), entries, data=lambda: self.data(entries),
            feed=lambda: self.atom(request, entries),
        )  # fmt: skip

    def data(self, entries: list[Entry]) -> dict[str, object]:
        station = self.station
        return {
            "code": station.code, "name": station.name, "medium": station.medium, "bureau": station.publisher,
            "averaging": self.series.averaging, "updated_at": self.turned[1],
            "items": [
                {
                    "at": self.when(entry), self.index_key: entry.value, "primary": list(entry.primary),
                    "why": entry.why, "values": {name: value(cell) for name, cell in entry.cells.items()},
                }
                for entry in entries
            ],
        }  # fmt: skip

    @property
    def index_key(self) -> str:
        if self.station.medium != Medium.AIR:
            return "class"
        return "good_percent" if self.series.averaging == Averaging.MONTH else "aqi"

    def atom(self, request: HttpRequest, entries: list[Entry]) -> HttpResponse:
        page, columns = reverse("quality:station", args=[self.station.code]), self.columns()[1:]
        told_ = []
        for entry in entries[:100]:
            said = [(str(column.label), column.of(entry)) for column in columns]
            text = str(_("；")).join(f"{label} {shown}" for label, shown in said if shown not in {None, "", "—"})
            urn = f"urn:envportal:quality:{self.station.code}:{self.when(entry).replace(' ', 'T')}"
            told_.append((f"{self.get_title()} {self.when(entry)}", page, text, urn))
        return files.atom(request, str(self.get_title()), page, told_, self.turned[1])


def named(station: Station) -> dict[str, Any]:
    return {"name": station.name, "name_en": station.name_en, "river": station.river, "code": station.code}


def unit(name: str) -> str:
    return f" ({words.unit(name)})" if words.unit(name) else ""


def cell_of(name: str) -> Any:
    """The value of a parameter as a table shows it: 0.001L where it was not found, nothing where it does not count."""

    def of(entry: Entry) -> object:
        return shown(entry.cells.get(name))

    return of


def shown(cell: Cell | None) -> str | None:
    if cell is None or cell.value is None or cell.flag == Flag.INVALID:
        return _("未检出") if cell is not None and cell.flag == Flag.BELOW else None
    text = plain(cell.value.quantize(cell.value) if cell.value else cell.value)
    return f"{text}L" if cell.flag == Flag.BELOW else text


def value(cell: Cell) -> dict[str, object]:
    return {"value": None if cell.value is None else plain(cell.value), "flag": cell.flag, "reason": cell.reason}


def primary_of(entry: Entry) -> str:
    names = list(entry.primary)
    return words.pollutants(names) if names and names[0] in words.SHORT else words.listed(names)
