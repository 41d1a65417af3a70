"""Every number of the board as its rows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.deadlines import clocks
from envportal.deadlines.queries import calendar_of
from envportal.supervision import queries
from envportal.supervision.forms import CardFilter, ClockFilter
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.deadlines.models import Clock
    from envportal.supervision.forms import WatchForm
    from envportal.supervision.models import Card, Escalation


class WatchList(ListPage):
    """A list a person watches over, narrowed by section and holder."""

    permission = "supervision.board"

    def get_form(self) -> WatchForm:
        return self.form_class(self.request.GET, user=self.request.user)  # type: ignore[misc,return-value,call-arg]


class Clocks(WatchList):
    """在走的时钟."""

    template_name = "supervision/clocks.html"
    title = _("在走的时钟")
    form_class = ClockFilter
    file_name = "clocks"
    columns = (
        Column(_("届满日"), "due_on", "due_on"),
        Column(_("案件"), lambda row: row.case.title, "case__title"),
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("事项"), "get_matter_display", "matter"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("科室"), lambda row: row.case.section or "", "case__section__name"),
        Column(_("在谁手里"), lambda row: row.case.holder or "", "case__holder__name"),
        Column(_("局"), lambda row: row.case.bureau.name, "case__bureau__name"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Clock]:
        return queries.clocks_in_view(request.user).prefetch_related("events")  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, at, calendar = super().get_context_data(**kwargs), timezone.now(), cache(calendar_of)
        today = timezone.localdate(at)
        rows = [
            {
                "clock": clock,
                "left": clocks.left(clock, today, calendar(clock.case.bureau_id), at),
                "tone": tone(clock, at),
            }
            for clock in context["rows"]
        ]
        return {**context, "clocks": rows}


def tone(clock: Clock, at: datetime) -> str:
    """How a row is marked: late, soon, paused, or not at all."""
    if clock.state == "paused":
        return "paused"
    if clock.due_at <= at:
        return "late"
    return "soon" if clock.warn_at <= at else ""


class Cards(WatchList):
    """红牌黄牌."""

    template_name = "supervision/cards.html"
    title = _("红牌和黄牌")
    form_class = CardFilter
    file_name = "cards"
    columns = (
        Column(_("牌色"), "get_colour_display", "colour"),
        Column(_("案件"), lambda row: row.case.title, "case__title"),
        Column(_("编号"), lambda row: row.case.number or "", "case__number"),
        Column(_("事项"), lambda row: row.clock.get_matter_display()),
        Column(_("对应日期"), "legal_on", "legal_on"),
        Column(_("发现时间"), "opened_at", "opened_at"),
        Column(_("事由"), "get_reason_display", "reason"),
        Column(_("在谁手里"), lambda row: row.holder or "", "holder__name"),
        Column(_("原因说明"), "explanation"),
        Column(_("升级告知"), lambda row: "；".join(map(escalation, row.escalations.all()))),
        Column(_("消牌时间"), "removed_at", "removed_at"),
        Column(_("消牌理由"), "removed_why"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Card]:
        return queries.cards_in_view(request.user).prefetch_related("escalations")  # type: ignore[arg-type]


def escalation(step: Escalation) -> str:
    """A step with its day and who was told, as a file has it."""
    return f"{step.get_step_display()} {step.legal_on} {'、'.join(step.told)}"
