"""The calendar of a bureau: what is announced, its own days, and what a new day would move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.cases.models import Case
from envportal.deadlines import actions as deadlines
from envportal.deadlines import queries
from envportal.deadlines.rules import local_days
from envportal.operations.actions import calendars
from envportal.operations.forms.days import DayForm
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.deadlines.models import DayProposal

# A page is read by people; the command lists all of them.
MOST_SHOWN = 50


class CalendarPage(Page):
    """Which years are announced, which days are the bureau's own, what waits for a second person."""

    permission = "calendar.view"
    template_name = "operations/calendar.html"
    title = _("工作日历")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau_id, may = self.request.user.bureau_id, self.request.may  # type: ignore[attr-defined,union-attr]
        return super().get_context_data(
            horizon=queries.calendar_of(bureau_id).gazetted_to,
            missing=queries.year_missing(timezone.localdate()),
            days=queries.local_days(bureau_id),
            waiting=queries.proposed_days(bureau_id).filter(decided_by=None),
            hours=queries.hours_of(bureau_id),
            may_propose=may("calendar.propose_local"),
            may_decide=may("calendar.confirm"),
            **kwargs,
        )


class ProposeDay(StepView):
    permission = "calendar.propose_local"
    rule = staticmethod(local_days.check_propose)
    action = staticmethod(deadlines.propose_day)
    form_class = DayForm
    title = _("录入本局的特殊日子")
    intro = _("只写本局自己停止办公或者上班的日子；全国的放假安排由国务院办公厅公布。须由另一人同意才生效。")
    button = _("录入这一天")
    done = _("已录入，等另一人决定。")
    success_url = reverse_lazy("calendar")

    @property
    def object(self) -> Bureau:
        return Bureau.objects.get(pk=self.request.user.bureau_id)  # type: ignore[misc,union-attr]

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class DecideDay(StepView):
    """A second person sees what the day would move, then decides."""

    permission = "calendar.confirm"
    rule = staticmethod(local_days.check_decide)
    template_name = "operations/day_step.html"
    success_url = reverse_lazy("calendar")

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[DayProposal]:
        return queries.proposed_days(request.user.bureau_id)  # type: ignore[union-attr]

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moved = deadlines.moved_by([deadlines.row_of(self.object)])
        cases = Case.objects.in_bulk([one.case_pk for one in moved[:MOST_SHOWN]])
        shown = [{"case": cases[one.case_pk], "moved": one} for one in moved[:MOST_SHOWN]]
        return super().get_context_data(moved=shown, count=len(moved), more=len(moved) - len(shown), **kwargs)


class AgreeDay(DecideDay):
    action = staticmethod(calendars.agree_day)
    title = _("同意本局的特殊日子")
    button = _("同意，并重算这些期限")
    done = _("已写入日历；变动的届满日已记录，并已通知经办人和申请人。")


class DeclineDay(DecideDay):
    action = staticmethod(calendars.decline_day)
    title = _("不同意本局的特殊日子")
    button = _("不同意")
    done = _("已退回，日历不变。")
