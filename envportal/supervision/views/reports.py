"""周报和月报: what leaders were told, as a page and as a workbook for the bureau above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from envportal.supervision.queries import reports
from envportal.web.views import Column, ListPage, Page
from envportal.web.views.export import as_workbook, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.accounts.models import User
    from envportal.supervision.models import Report

WORDS: dict[str, Any] = {
    "received": _("收件"),
    "kept": _("按期办结"),
    "missed": _("误期办结"),
    "other": _("办结（无时限）"),
    "yellow": _("开出黄牌"),
    "red": _("开出红牌"),
    "removed": _("消牌"),
    "paused": _("暂停"),
    "open": _("在办"),
    "late": _("已超期的时限"),
    "soon": _("七日内到期的时限"),
    "red_open": _("未消红牌"),
}


def visible(request: HttpRequest) -> QuerySet[Report]:
    return reports.reports_in_view(cast("User", request.user))


class Reports(ListPage):
    permission = "supervision.report"
    title = _("周报和月报")
    template_name = "supervision/reports.html"
    queryset = staticmethod(visible)
    file_name = "reports"
    counted = _("共 %(n)s 份")
    columns = (
        Column(_("种类"), "get_span_display", "span"),
        Column(_("局"), lambda row: row.bureau.name, "bureau__name"),
        Column(_("第一天"), "first", "first"),
        Column(_("最后一天"), "last", "last"),
        *(Column(word, lambda row, name=name: row.sum[name]) for name, word in WORDS.items()),  # type: ignore[misc]
    )


class ReportPage(Page):
    permission = "supervision.report"
    template_name = "supervision/report.html"

    @cached_property
    def report(self) -> Report:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return f"{self.report.bureau.name}{self.report.get_span_display()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, figures = self.report, self.report.figures
        before = visible(self.request).filter(bureau=report.bureau, span=report.span, first__lt=report.first).first()
        return super().get_context_data(
            report=report, words=WORDS.values(), sum=report.sum.values(),
            rows=[(one["section"], [one.get(name, 0) for name in WORDS]) for one in figures["sections"]],
            before=before, before_sum=before.sum.values() if before else (),
            hands=figures["hands"], oldest=figures["oldest"], **kwargs,
        )  # fmt: skip


class Workbook(View):
    """The same as sheets."""

    permission = "supervision.report"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = get_object_or_404(visible(request), pk=pk)
        return as_workbook(f"{report.bureau.code}-{report.span}-{report.first}", _sheets(report))


def _sheets(report: Report) -> Iterable[tuple[str, list[Sequence[object]]]]:
    figures, words = report.figures, [str(word) for word in WORDS.values()]
    head = [report.bureau.name, str(report.get_span_display()), report.first, report.last]
    rows = [
        [cell(one["section"] or _now("未分科室")), *(one.get(name, 0) for name in WORDS)] for one in figures["sections"]
    ]
    total = [_now("合计"), *report.sum.values()]
    yield _now("各科室"), [head, [_now("科室"), *words], *rows, total]
    hands = [[cell(one["name"]), one["cases"], one["late"]] for one in figures["hands"]]
    yield _now("谁手里多"), [[_now("姓名"), _now("在办案件"), _now("已超期的时限")], *hands]
    names = ("number", "title", "opened_on", "due", "holder")
    oldest = [[cell(one[name]) for name in names] for one in figures["oldest"]]
    columns = [_now("编号"), _now("案件"), _now("收件日期"), _now("先到的届满日"), _now("在谁手里")]
    yield _now("在办最久"), [columns, *oldest]
