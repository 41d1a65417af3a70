"""Environmental quality, answer first: the air now, then waters, drinking water, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.enums import AIR_HOURLY, Medium, Span
from disclosure.quality.queries import bulletins, readings
from disclosure.quality.queries import stations as register
from disclosure.quality.rules import words
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.summaries import now
from disclosure.quality.views import charts
from disclosure.quality.views.common import Measured, span_of
from disclosure.quality.views.stations import named, shown
from envportal.web.views import Page

if TYPE_CHECKING:
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.rules.summaries.air import Moment

SHOWN_HOURS, AT_ONCE = 24, 4


class Home(Measured, Page):
    """环境质量."""

    template_name = "quality/home.html"
    title = gettext_lazy("环境质量")

    @cached_property
    def air_stations(self) -> list[Station]:
        found = register.own(Medium.AIR, self.bureau)
        return list(register.running(found, self.today)) if self.bureau else []

    @cached_property
    def hour(self) -> tuple[date, int] | None:
        return register.latest_hour([one.pk for one in self.air_stations])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = reverse("quality:home")
        chips = [
            {"label": one.name, "url": self.address(path, b=one.code), "current": one == self.bureau}
            for one in self.bureaus
        ]
        return super().get_context_data(**{
            **(self.air(*self.hour) if self.hour else {}), "hour": self.hour, "bureau_of": self.bureau,
            "chips": chips if len(chips) > 1 else [], "year": self.year() if self.air_stations else None,
            "parameters": AIR_HOURLY, "updated": self.turned[1],
            "water": self.latest(Medium.WATER), "drinking": self.latest(Medium.DRINKING),
            "noise": self.latest(Medium.NOISE),
            "bulletins": list(bulletins.current().filter(bureau=self.bureau)[:AT_ONCE]) if self.bureau else [],
            "history": readings.printed_by_others().count(), **kwargs,
        })  # fmt: skip

    def air(self, on: date, hour: int) -> dict[str, Any]:
        """The town's air at its last hour, its last day in a picture, and every station."""
        keys = [one.pk for one in self.air_stations]
        hours = now.town_hours(keys, on, hour, SHOWN_HOURS)
        there = now.stations_at(self.air_stations, on, hour)
        valid = sum(one.value is not None for _station, one in there)
        return {
            "town": hours[-1], "is_old": (self.today - on).days > 1, "valid": valid,
            "silent": len(there) - valid, "chart": hour_chart(hours, on), "rows": [row(*one) for one in there],
        }  # fmt: skip

    def year(self) -> dict[str, Any]:
        name = f"year-{self.bureau and self.bureau.pk}-{self.today}"
        days, before = self.kept(name, lambda: now.year_so_far(self.air_stations, self.today))
        return {"days": days, "before": before}

    def latest(self, medium: str) -> dict[str, Any] | None:
        """The last month of a medium that has readings."""
        last = span_of(medium, self.bureau)[1] if self.bureau else None
        if last is None:
            return None
        first, end = of_span(last, Span.MONTH)
        facts = self.facts(medium, first, end, Span.MONTH)
        return {"facts": facts, "period": words.period(first, end)}


def row(station: Station, one: Moment) -> dict[str, Any]:
    """A station at an hour, in the columns of the page."""
    cells = [one.cells.get(name) for name in AIR_HOURLY]
    return {
        **named(station), "value": one.value, "level": one.level, "why": one.why, "hour": one.hour,
        "values": [shown(cell) for cell in cells],
    }  # fmt: skip


def hour_chart(hours: list[Moment], on: date) -> charts.Chart:
    """The index of the last hours."""
    dots = [charts.Dot(_hour(one, n, on), one.value, one.why) for n, one in enumerate(hours)]
    gaps = [one for one in hours if one.value is None]
    note = _("虚线为“良”的上限 100")
    if gaps:
        told_ = {"note": note, "n": len(gaps), "why": gaps[0].why}
        note = _("%(note)s；有 %(n)s 个小时没有指数（%(why)s），曲线断开") % told_
    caption = _("最近 24 小时 AQI，全市")
    return charts.line(dots, caption=caption, note=note, limit=100, limit_name=_("100 良"), value_name="AQI")


def _hour(one: Moment, n: int, today: date) -> str:
    """8时; with its day where a day begins."""
    if n == 0 or one.hour == 0:
        name = _("今日 %(n)s时") if one.on == today else _("昨日 %(n)s时")
        return name % {"n": one.hour}
    return _("%(n)s时") % {"n": one.hour}
