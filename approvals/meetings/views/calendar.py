"""The calendar of the meetings: the month, the next ones with their load, and what waits for them."""

from __future__ import annotations

from calendar import monthcalendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.meetings import forms, queries
from approvals.meetings.rules import slots
from approvals.meetings.rules.waiting import Ahead, Waiting, patterns, waiting
from approvals.meetings.states import State
from approvals.meetings.views.common import own_bureau, visible
from envportal.deadlines import clocks
from envportal.web.templatetags import days
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.meetings.models import Meeting
    from envportal.accounts.models import Bureau
    from envportal.workdays import Calendar

SHOWN = 6
MONDAY = date(2026, 9, 21)  # any
WEEKS = timedelta(days=35)


def month_of(asked: str, today: date) -> date:
    """The first day of the month asked for as 2026-02; what is no month is this one."""
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 2004 <= found.year <= 2099 else today.replace(day=1)


def _step(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


class Home(Page):
    """The month as a table, the next meetings with their load, the cases that wait."""

    permission = "meeting.view"
    template_name = "meetings/home.html"
    title = _("会审会")

    @cached_property
    def bureau(self) -> Bureau:
        return own_bureau(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        first = month_of(self.request.GET.get("month", ""), today)
        last = _step(first, 1) - timedelta(days=1)
        calendar, view = clocks.calendar_of(self.bureau.pk), Ahead(self.bureau, today)
        versions = patterns(view.versions)
        rows = waiting(self.bureau, today)
        meetings = list(queries.between(self.bureau.pk, first, last))
        fallen = slots.fallen(calendar, versions, first, last)
        return super().get_context_data(
            rule=view.rule_on(today), today=today, first=first, before=_step(first, -1), after=_step(first, 1),
            heads=[days.weekday_mark(MONDAY + timedelta(n)) for n in range(7)],
            weeks=_weeks(first, calendar, versions, meetings, today), fallen=fallen,
            sittings=view.sittings(today + WEEKS)[:SHOWN], waiting=rows[:SHOWN], waiting_count=len(rows),
            warnings=[row for row in rows if row.marks & {"overflows", "too_late", "overdue"}],
            recent=visible(self.request).filter(state__in=[State.CLOSED, State.MINUTED])[:SHOWN],
            may_convene=self.request.may("meeting.convene"), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


def _weeks(
    first: date, calendar: Calendar, versions: Sequence[slots.Pattern], meetings: Sequence[Meeting], today: date
) -> list[list[dict[str, Any] | None]]:
    held: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        held.setdefault(meeting.on, []).append(meeting)
    return [
        [_cell(first.replace(day=day), calendar, versions, held, today) if day else None for day in week]
        for week in monthcalendar(first.year, first.month)
    ]


def _weekday(number: int) -> str:
    return days.weekday_name(MONDAY + timedelta(number))


def _cell(
    day: date, calendar: Calendar, versions: Sequence[slots.Pattern], held: dict[date, list[Meeting]], today: date
) -> dict[str, Any]:
    pattern, row = slots.pattern_on(versions, day), calendar.row(day)
    slot = slots.slot_on(calendar, pattern, day)
    is_off = not calendar.is_workday(day)
    return {
        "day": day, "slot": slot, "meetings": held.get(day, []), "is_off": is_off, "is_today": day == today,
        "is_past": day < today,
        "as_weekday": "" if slot is None or slot.stands_for is None else _weekday(slot.stands_for),
        "name": row.name if row else "", "is_makeup": bool(row and row.is_workday),
        "fell": bool(pattern and day.weekday() in pattern.weekdays and is_off),
    }  # fmt: skip


class WaitingList(ListPage):
    """Every case that waits, the promised date first, with the last meeting that keeps it."""

    permission = "meeting.view"
    template_name = "meetings/waiting.html"
    title = _("等会审会的案件")
    file_name = "waiting-for-meeting"
    take_away = "export.case_list"
    counted = _("共 %(n)s 件")
    columns = (
        Column(_("编号"), lambda row: row.docket.case.number),
        Column(_("项目名称"), lambda row: row.docket.case.title),
        Column(_("承诺日期"), lambda row: row.due_on),
        Column(_("最迟的会"), lambda row: row.last_on),
        Column(_("排得上的会"), lambda row: row.on),
        Column(_("为什么上会"), lambda row: row.docket.why),
        Column(_("经办人"), lambda row: row.docket.case.holder.name if row.docket.case.holder else ""),
    )

    def get_queryset(self) -> Any:
        found: list[Waiting] = waiting(own_bureau(self.request), timezone.localdate())
        mark = self.request.GET.get("show", "")
        return [row for row in found if not mark or mark in row.marks]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{
            "chosen": self.request.GET.get("show", ""), "today": timezone.localdate(),
            "may_convene": self.request.may("meeting.convene"), **kwargs,  # type: ignore[attr-defined]
        })  # fmt: skip


class Listed(ListPage):
    """All meetings of the bureau, the latest first."""

    permission = "meeting.view"
    template_name = "meetings/list.html"
    title = _("历次会审会")
    file_name = "meetings"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 次")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("日期"), "on", "on"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("主持人"), lambda row: row.chair.name, "chair__name"),
        Column(_("议题"), "item_count", "item_count"),
        Column(_("纪要文号"), lambda row: row.minutes.number if row.minutes else "", "minutes__number"),
        Column(_("临时会的理由"), "urgent_why", "urgent_why"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Meeting]:
        return visible(request)
