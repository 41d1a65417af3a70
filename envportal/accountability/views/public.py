"""What everybody may read: the self-examination ledger, and how records of accountability are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accountability import forms, queries
from envportal.accountability.queries import figures
from envportal.accountability.views.entries import COLUMNS, line
from envportal.web.views import Column, ListPage, PagePart
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from envportal.accountability.models import Entry

MOST = 1000


class Ledger(ListPage):
    """Every problem a second person agreed to publish, whether it was mended or not."""

    permission = "public.view"
    template_name = "accountability/ledger.html"
    layout = "public.html"
    title = _("自查自纠台账")
    file_name = "self-examination"
    form_class = forms.FindPublic
    counted = _("共 %(n)s 条")
    empty_sentence = _("还没有公开的问题。")
    empty_more = _("领导、企业、群众提出的和本局自己查出的问题，列入台账并经另一人同意后在这里公开，改没改好都公开。")
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[Entry]:
        return queries.public_entries(home_bureau())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**context, "listed": [line(row, today) for row in context["rows"]]}


class LedgerJson(PagePart):
    """The same for machines."""

    permission = "public.view"

    def get(self, _request: HttpRequest) -> HttpResponse:
        items = [_plain(row) for row in queries.public_entries(home_bureau())[:MOST]]
        return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


def _plain(row: Entry) -> dict[str, Any]:
    return {
        "number": row.case.number, "problem": row.problem, "named_by": row.named_by, "measure": row.measure,
        "section": row.case.section.name if row.case.section else "", "listed_on": row.case.opened_on,
        "due_on": row.due_on, "state": row.state, "done_on": row.done_on, "done": row.done_words,
        "checked_on": row.checked_on, "check": row.check_words,
    }  # fmt: skip


def _number(name: str) -> Any:
    return lambda row: row.shown[name]


class Figures(ListPage):
    """By cause and year; nobody is named, and no number from one to four is told."""

    permission = "public.view"
    template_name = "accountability/figures.html"
    layout = "public.html"
    title = _("错案追究统计")
    file_name = "accountability"
    counted = _("共 %(n)s 行")
    empty_sentence = _("还没有追究档案。")
    empty_more = _("决定被改变、时限超期、再次补正、停表没有依据时，系统按同一规则自动建档，不由谁挑选。")
    columns = (
        Column(_("年份"), lambda row: row.year),
        Column(_("事由"), lambda row: row.label),
        Column(_("建档"), _number("opened")),
        Column(_("已办结"), _number("closed")),
        Column(_("涉及人次"), _number("parts")),
        Column(_("期满没有说明"), _number("late")),
        Column(_("认定有责任"), _number("responsible")),
        Column(_("作出处理"), _number("measures")),
        Column(_("申请复核"), _number("appealed")),
        Column(_("复核后改变"), _number("changed")),
    )

    def get_queryset(self) -> Any:
        return figures.by_cause(home_bureau())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(few=figures.FEW, **kwargs)
