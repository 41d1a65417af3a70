"""Air, surface water, drinking water, noise: a month or a year of each, and the same as files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disclosure.quality.enums import Medium
from disclosure.quality.queries import bulletins, readings
from disclosure.quality.queries import stations as register
from disclosure.quality.rules import words
from disclosure.quality.views import charts, files
from disclosure.quality.views.common import Filtered
from envportal.web.views import Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from disclosure.quality.rules.summaries.figures import Facts

PARTS = {
    Medium.AIR: "quality/_air.html", Medium.WATER: "quality/_water.html", Medium.DRINKING: "quality/_drinking.html",
    Medium.NOISE: "quality/_noise.html",
}  # fmt: skip
AT_ONCE = 5


class OfMedium(Filtered):
    """The medium in the address."""

    @cached_property
    def medium(self) -> str:  # type: ignore[override]
        return str(self.kwargs["medium"])

    def get_title(self) -> object:
        return Medium(self.medium).label


class MediumPage(OfMedium, Page):
    """A medium, answer first: what the period comes to, then every station of it."""

    template_name = "quality/medium.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts, path = self.found, reverse("quality:medium", args=[self.medium])
        found = bulletins.current().filter(medium=self.medium)
        return super().get_context_data(**{
            "form": self.form() if self.offered else None, "facts": facts, "part": PARTS[Medium(self.medium)],
            "period": words.period(*self.period) if self.period else "", "bureau_of": self.bureau,
            "covered": self.covered, "registered": register.own(self.medium, self.bureau).count() if self.bureau else 0,
            "span": self.span, "updated": self.turned[1], "medium": self.medium,
            "chart": day_chart(facts) if facts and facts.get("days") else None,
            "feeds": [(name.upper(), self.address(f"{path[:-1]}.{name}")) for name in files.FEEDS],
            "bulletins": list(found.filter(bureau=self.bureau)[:AT_ONCE]) if self.bureau else [],
            "history": readings.printed_by_others(self.medium).count(), **kwargs,
        })  # fmt: skip


class MediumFeed(OfMedium):
    """The same stations of the same period as a file."""

    def get(self, request: HttpRequest, medium: str, kind: str) -> HttpResponse:
        facts = self.found
        rows = files.whole(facts) if facts else []
        return files.answer(
            kind, f"quality-{medium}-{self.asked or 'empty'}", files.COLUMNS[Medium(medium)], rows,
            data=lambda: self.data(facts), feed=lambda: self.atom(request, rows),
        )  # fmt: skip

    def data(self, facts: Facts | None) -> dict[str, object]:
        bureau = self.bureau.name if self.bureau else None
        return {"bureau": bureau, "updated_at": self.turned[1], **(facts or {"medium": self.medium, "stations": []})}

    def atom(self, request: HttpRequest, rows: list[dict[str, Any]]) -> HttpResponse:
        columns, period = files.COLUMNS[Medium(self.medium)][2:], self.asked
        entries = []
        for row in rows:
            said = [(str(column.label), column.of(row)) for column in columns]
            text = str(_("；")).join(f"{label} {value}" for label, value in said if value not in {None, "", "—"})
            here = reverse("quality:station", args=[row["code"]]) if row["code"] else self.page
            name = f"{words.station(row)} {words.period(*self.period)}" if self.period else words.station(row)
            entries.append((name, here, text, f"urn:envportal:quality:{self.medium}:{row['code'] or 'all'}:{period}"))
        return files.atom(request, str(self.get_title()), self.page, entries, self.turned[1])

    @property
    def page(self) -> str:
        return reverse("quality:medium", args=[self.medium])


def day_chart(facts: Facts) -> charts.Chart:
    """The index of each day of a month."""
    dots = [
        charts.Dot(f"{date.fromisoformat(one['on']).day}", one["value"], one["why"]) for one in facts["days"]
    ]  # fmt: skip
    missing = sum(dot.value is None for dot in dots)
    note = _("虚线为“良”的上限 100")
    if missing:
        note = _("%(note)s；有 %(n)s 天没有指数，曲线断开") % {"note": note, "n": missing}
    return charts.line(
        dots, caption=_("逐日空气质量指数，全市"), note=note, limit=100, limit_name=_("100 良"), value_name="AQI"
    )
