"""The year in figures, in the form of the yearly report, and as a table to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from disclosure.board.views.anonymous import Anonymous
from disclosure.requests.queries import report
from disclosure.requests.queries.table import COLUMNS, RESULTS
from disclosure.requests.states import Remedy, Result, Who
from envportal.accounts.models import Bureau
from envportal.web.forms import tidy
from envportal.web.views import Column, Page
from envportal.web.views.export import FORMATS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ADDED = _("总计")


def figure(place: int) -> Any:
    return lambda line: line.figures[place]


TABLE = (
    Column(_("项目"), lambda line: line.row.label),
    *(Column(Who(who).label, figure(place)) for place, who in enumerate(COLUMNS)),
    Column(ADDED, lambda line: line.total),
)


class OfYear(Anonymous):
    """A year and, where one is named, a bureau."""

    permission = "public.view"

    def year(self) -> report.Year:
        number = int(self.kwargs["year"])
        if number not in report.years(self.today):
            raise Http404
        return report.year(number, self.today, self.bureau())

    def bureau(self) -> Bureau | None:
        code = tidy(self.request.GET.get("bureau", ""))[:60]
        return get_object_or_404(Bureau, code=code) if code else None

    def also(self) -> tuple[object, ...]:
        found = self.year()
        return (tuple(line.figures for line in found.lines), found.contests, found.late)


class Yearly(OfYear, Page):
    """收到和处理政府信息公开申请情况."""

    template_name = "requests/year.html"

    def get_title(self) -> object:
        return _("%(year)s 年收到和处理政府信息公开申请情况") % {"year": self.kwargs["year"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.year()
        contests = [(Remedy(kind).label, figures, sum(figures)) for kind, figures in found.contests]
        return super().get_context_data(
            found=found, columns=[Who(one).label for one in COLUMNS], years=report.years(self.today),
            results=[Result(one).label for one in RESULTS], contests=contests, only=self.bureau(),
            bureaus=Bureau.objects.filter(cases__kind="information").distinct().order_by("pk"), **kwargs,
        )  # fmt: skip


class YearlyFile(OfYear):
    def get(self, request: HttpRequest, year: str, kind: str) -> HttpResponse:  # noqa: ARG002
        return FORMATS[kind](f"information-requests-{year}", TABLE, list(self.year().lines))
