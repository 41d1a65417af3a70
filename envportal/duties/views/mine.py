"""The enterprise's pages: its calendar, also for a calendar programme; one duty; it is done."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from envportal.duties import actions, forms, rules
from envportal.duties.enums import UNDONE
from envportal.duties.views.common import DutyPage, Step, line, mine
from envportal.duties.views.ics import calendar
from envportal.web.views import Column, ListPage, PagePart
from envportal.web.views.frame import Frame
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

COLUMNS = (
    Column(_("最后一天"), "due_on", "due_on"),
    Column(_("要办的事"), "title", "title"),
    Column(_("类别"), "get_kind_display", "kind"),
    Column(_("状态"), "get_state_display", "state"),
    Column(_("项目"), lambda row: row.case.title, "case__title"),
    Column(_("从何时起算"), "get_awaits_display"),
    Column(_("依据"), "basis"),
)


def month_of(one: dict[str, Any]) -> str:
    """Under which heading a row stands: what is late first, what has no day yet last."""
    if one["tone"] == "late":
        return _now("已经逾期")
    due: date | None = one["row"].due_on
    return _now("还没有日期：等下面的事发生") if due is None else date_format(due, "YEAR_MONTH_FORMAT")


class Calendar(ListPage):
    """What my enterprise has to do, month by month."""

    permission = rules.VIEW
    queryset = staticmethod(mine)
    layout = "my.html"
    template_name = "duties/mine.html"
    title = _("要办的事和日期")
    file_name = "duties"
    form_class = forms.FindMine
    columns = COLUMNS
    counted = _("共 %(n)s 项")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = sorted((line(row, today) for row in context["rows"]), key=lambda one: one["tone"] != "late")
        return {**context, "months": [(name, list(rows)) for name, rows in groupby(listed, month_of)]}


class Ics(PagePart):
    """The same for a calendar programme: whoever reads it is signed in like for the page."""

    permission = rules.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        dated = mine(request).filter(state__in=UNDONE, due_on__isnull=False)
        here = request.build_absolute_uri(Frame(request).local("/my/duties/"))
        answer = HttpResponse(calendar(dated, here, timezone.now()), content_type="text/calendar; charset=utf-8")
        return not_kept(answer)


class MyDuty(DutyPage):
    queryset = staticmethod(mine)
    side = "my"


class TellDone(Step):
    permission = rules.FULFIL
    queryset = staticmethod(mine)
    layout = "my.html"
    page = "duties:my_duty"
    verb = "tell_done"
    form_class = forms.DoneForm
    action: Callable[..., object] = staticmethod(actions.tell_done)
    intro = _("写明怎样完成的。本局核实以后办结；认为没有完成的，会写明理由退回。")
    done = _("已报告，等本局核实。")
