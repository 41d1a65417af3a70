"""Cases and pauses as lists, with raw and net time side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.supervision import queries
from envportal.supervision.forms import CaseFilter, PauseFilter
from envportal.supervision.queries import figures
from envportal.supervision.queries.pauses import taken
from envportal.supervision.views.lists import WatchList
from envportal.web.views import Column, InMemory, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.cases.models import Case
    from envportal.supervision.queries.figures import Hands
    from envportal.supervision.queries.pauses import Fact


class Cases(WatchList):
    """案件用时."""

    template_name = "supervision/cases.html"
    title = _("案件用时")
    form_class = CaseFilter
    file_name = "cases"
    columns = (
        Column(_("收件日期"), "opened_on", "opened_on"),
        Column(_("办结日期"), "closed_on", "closed_on"),
        Column(_("案件"), "title", "title"),
        Column(_("编号"), "number", "number"),
        Column(_("总历时（天）"), lambda row: _took(row).raw),
        Column(_("其中暂停（天）"), lambda row: _took(row).paused),
        Column(_("净用时（天）"), lambda row: _took(row).net),
        Column(_("先到的届满日"), "due", "due"),
        Column(_("误期的时限"), "missed", "missed"),
        Column(_("科室"), lambda row: row.section or "", "section__name"),
        Column(_("在谁手里"), lambda row: row.holder or "", "holder__name"),
        Column(_("局"), lambda row: row.bureau.name, "bureau__name"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Case]:
        return queries.cases_in_view(request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "cases": [{"case": case, "took": _took(case)} for case in context["rows"]]}


def _took(case: Case) -> Any:
    return taken(case, timezone.localdate())


class Pauses(InMemory, WatchList):
    """暂停明细."""

    template_name = "supervision/pause_list.html"
    title = _("暂停明细")
    form_class = PauseFilter
    file_name = "pauses"
    columns = (
        Column(_("暂停第一天"), "first", "first"),
        Column(_("最后一天"), "last"),
        Column(_("暂停天数"), "days", "days"),
        Column(_("情形"), "ground_label", "ground"),
        Column(_("等谁"), "waiting_for", "waiting_for"),
        Column(_("案件"), lambda row: row.case.title),
        Column(_("编号"), lambda row: row.case.number),
        Column(_("暂停前剩余"), "left", "left"),
        Column(_("期限全长"), "total"),
        Column(_("同一情形第几次"), "nth", "nth"),
        Column(_("申请人有无动作"), lambda row: _("有") if row.acted else _("无"), "acted"),
        Column(_("总历时（天）"), lambda row: _took(row.case).raw),
        Column(_("净用时（天）"), lambda row: _took(row.case).net),
        Column(_("科室"), lambda row: row.case.section or ""),
        Column(_("在谁手里"), lambda row: row.case.holder or ""),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Case]:
        return queries.cases_in_view(request.user)  # type: ignore[arg-type]

    def narrowed(self, form: Any) -> Any:
        return form.pauses(self.get_queryset(), timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        facts: list[Fact] = context["rows"]
        return {**context, "pauses": [{"fact": fact, "took": _took(fact.case)} for fact in facts]}


class HandsList(InMemory, ListPage):
    """谁手里有什么."""

    permission = "supervision.board"
    template_name = "supervision/hands.html"
    title = _("谁手里有什么")
    file_name = "hands"
    counted = _("共 %(n)s 人")
    columns = (
        Column(_("姓名"), "name", "name"),
        Column(_("科室"), lambda row: row.section or ""),
        Column(_("在办案件"), "cases", "cases"),
        Column(_("两日内到期"), "soon", "soon"),
        Column(_("已超期"), "late", "late"),
        Column(_("暂停中"), "paused", "paused"),
        Column(_("黄牌"), "yellow", "yellow"),
        Column(_("红牌"), "red", "red"),
        Column(_("最早收件"), "oldest", "oldest"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> list[Hands]:  # type: ignore[override]
        return figures.holders(request.user, timezone.now())  # type: ignore[arg-type]
