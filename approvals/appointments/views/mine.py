"""An enterprise with an account: its appointments, booked with what the portal knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.appointments import actions, rules
from approvals.appointments.forms import booking as forms
from approvals.appointments.models import Service
from approvals.appointments.queries import hours, visits
from approvals.appointments.states import State
from envportal.cases.queries import query_code
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.appointments.models import Appointment


def own(request: HttpRequest) -> QuerySet[Appointment]:
    return visits.own(request.user, timezone.localdate())  # type: ignore[arg-type]


def bookable(_request: HttpRequest) -> QuerySet[Service]:
    return Service.objects.filter(is_open=True, counters__is_open=True).select_related("bureau").distinct()


class Mine(ListPage):
    permission = rules.OWN
    queryset = staticmethod(own)
    template_name = "appointments/mine.html"
    layout = "my.html"
    title = _("窗口预约")
    file_name = "appointments"
    counted = _("共 %(n)s 次")
    empty_sentence = _("还没有预约过窗口。")
    empty_more = _("选一件事项、一个日子和时间，到时直接来。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("事项"), lambda row: row.service.name, "service__name"),
        Column(_("日期"), "day", "day"),
        Column(_("时间"), lambda row: f"{row.slot.starts:%H:%M}" if row.slot else "", "slot__starts"),
        Column(_("窗口"), lambda row: row.slot.counter.name if row.slot else "", "slot__counter__name"),
        Column(_("状态"), "get_state_display", "state"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau = self.request.user.enterprise.bureau  # type: ignore[union-attr]
        return super().get_context_data(services=list(hours.services(bureau)), **kwargs)


class MyBook(StepView):
    """Name and telephone are filled in already."""

    permission = rules.OWN
    queryset = staticmethod(bookable)
    form_class = forms.BookForm
    template_name = "appointments/my_book.html"
    layout = "my.html"
    button = _("预约")
    done = _("已经约好。")
    object: Service

    def get_title(self) -> Any:
        return self.object.name

    def get_initial(self) -> dict[str, Any]:
        user = self.request.user
        phone = user.phone or user.enterprise.contact_phone  # type: ignore[union-attr]
        return {"name": user.name, "phone": phone}  # type: ignore[union-attr]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "free": hours.free(self.object, timezone.now())}

    def act(self, **typed: Any) -> Any:
        who = actions.Who(typed["name"], typed["phone"])
        return actions.book_own(
            self.object, typed["piece"], who, by=self.request.user, at=timezone.now(), key=self.key  # type: ignore[arg-type]
        )  # fmt: skip

    def get_success_url(self) -> str:
        made = getattr(self, "result", None) or visits.by_key(self.key)
        return reverse("appointments:my_one", args=[made.pk]) if made else reverse("appointments:mine")

    def get_cancel_url(self) -> str:
        return reverse("appointments:mine")


class MyOne(Page):
    permission = rules.OWN
    template_name = "appointments/my_one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = get_object_or_404(own(self.request), pk=self.kwargs["pk"])
        return super().get_context_data(
            **{"title": one.service.name, "one": one, "case": one.case, "code": query_code(one.case),
               "is_booked": one.state == State.BOOKED, **kwargs}
        )  # fmt: skip


class MyStep(StepView):
    permission = rules.OWN
    queryset = staticmethod(own)
    layout = "my.html"
    object: Appointment

    def check(self) -> None:
        rules.can_be_changed(self.object, timezone.now())

    def get_success_url(self) -> str:
        return reverse("appointments:my_one", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class MyChange(MyStep):
    title = _("改期")
    form_class = forms.TimeForm
    action = staticmethod(actions.change)
    button = pgettext_lazy("appointment", "改期")
    done = _("已经改好。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "free": hours.free(self.object.service, timezone.now())}


class MyCancel(MyStep):
    title = _("取消预约")
    action = staticmethod(actions.cancel)
    button = _("取消预约")
    done = _("已经取消，位置让给了别人。")
    danger = True
