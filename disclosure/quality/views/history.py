"""What other publishers printed, as it was printed, with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.forms.filters import HistoryFilter
from disclosure.quality.queries import readings
from disclosure.quality.rules import words
from disclosure.quality.rules.remarks import LABELS
from disclosure.quality.views import files
from disclosure.quality.views.common import Measured
from envportal.web.views import Column, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from disclosure.quality.models import PeriodResult

A_PAGE, A_FILE, A_FEED = 30, 10_000, 100


def figures(one: PeriodResult) -> str:
    """PM2.5 25.1，优良率 94.3."""
    return str(_("，")).join(f"{LABELS.get(name, name)} {value}" for name, value in one.figures)


COLUMNS = (
    Column(gettext_lazy("要素"), lambda one: one.station.get_medium_display()),
    Column(gettext_lazy("地点"), lambda one: one.station.title),
    Column(gettext_lazy("城市或区县"), lambda one: one.station.place),
    Column(gettext_lazy("时段（原文）"), "printed_period"),
    Column(gettext_lazy("起"), "first"),
    Column(gettext_lazy("止"), "last"),
    Column(gettext_lazy("水质类别"), lambda one: words.water_class(one.water_class) if one.water_class else ""),
    Column(gettext_lazy("达标"), lambda one: "" if one.is_compliant is None else words.compliant(one.is_compliant)),
    Column(gettext_lazy("数字"), figures),
    Column(gettext_lazy("发布单位"), lambda one: one.station.publisher),
    Column(gettext_lazy("来源"), "source"),
)


class Printed(Measured):
    """The list as its filter means it."""

    @cached_property
    def form(self) -> HistoryFilter:
        return HistoryFilter(self.request.GET)

    @cached_property
    def found(self) -> QuerySet[PeriodResult]:
        return readings.printed_by_others(**self.form.wanted())


class History(Printed, Page):
    """历史结果."""

    template_name = "quality/history.html"
    title = gettext_lazy("别处公布过的历史结果")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.found, A_PAGE).get_page(self.request.GET.get("page"))
        rows = [{"one": one, "figures": figures(one)} for one in page.object_list]
        query = self.request.GET.copy()
        query.pop("page", None)
        base = reverse("quality:history")[:-1]
        return super().get_context_data(**{
            "form": self.form, "page": page, "rows": rows, "count": page.paginator.count,
            "filtered": query.urlencode(),
            "feeds": [(name.upper(), self.address(f"{base}.{name}")) for name in files.FEEDS], **kwargs,
        })  # fmt: skip


class HistoryFeed(Printed):
    """The same list as a file."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        rows = list(self.found[:A_FILE])
        return files.answer(
            kind, "quality-history", COLUMNS, rows, data=lambda: {"items": [data(one) for one in rows]},
            feed=lambda: self.atom(request, rows[:A_FEED]),
        )  # fmt: skip

    def atom(self, request: HttpRequest, rows: list[PeriodResult]) -> HttpResponse:
        entries = [
            (
                f"{one.station.title} {one.printed_period}", reverse("quality:station", args=[one.station.code]),
                figures(one), f"urn:envportal:quality:history:{one.import_key}",
            )
            for one in rows
        ]  # fmt: skip
        return files.atom(request, str(History.title), reverse("quality:history"), entries, self.turned[1])


def data(one: PeriodResult) -> dict[str, object]:
    return {
        "medium": one.station.medium, "station": one.station.name, "river": one.station.river,
        "place": one.station.place, "publisher": one.station.publisher, "printed_period": one.printed_period,
        "first": one.first, "last": one.last, "class": one.water_class, "compliant": one.is_compliant,
        "figures": dict(one.figures), "wording": dict(one.wording), "source": one.source,
    }  # fmt: skip
