"""The counter's day: who comes, who waits, whose turn it is; and one appointment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.appointments import actions, rules
from approvals.appointments.forms import booking as forms
from approvals.appointments.queries import hours, visits
from approvals.appointments.states import State
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.web.views import Column, ListPage, Page, StepView
from envportal.workdays.calendar import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.appointments.models import Appointment, Service

WORDS: dict[str, str | _StrPromise] = {
    "arrive": pgettext_lazy("appointment", "登记到达"),
    "serve": pgettext_lazy("appointment", "叫号办理"),
    "miss": pgettext_lazy("appointment", "没有来"),
    "cancel": pgettext_lazy("appointment", "取消"),
}
EVENTS = {
    "appointment_booked": _l("预约"),
    "appointment_changed": _l("改期"),
    "appointment_cancelled": _l("取消"),
    "appointment_arrived": _l("登记到达"),
    "appointment_walked_in": _l("现场取号"),
    "appointment_served": _l("叫号办理"),
    "appointment_missed": _l("没有来"),
    "appointment_reminded": _l("提醒"),
    "appointment_displaced": _l("告知窗口不办公"),
}


def visible(request: HttpRequest) -> QuerySet[Appointment]:
    return visits.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def day_of(request: HttpRequest) -> date:
    """The day that was asked for; today where none was, or none the calendar knows."""
    try:
        day = date.fromisoformat(request.GET.get("day", "")[:10])
    except ValueError:
        return timezone.localdate()
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else timezone.localdate()


def of_day(request: HttpRequest) -> QuerySet[Appointment]:
    return visible(request).filter(day=day_of(request))


class Today(ListPage):
    """今日名单: in order of the hour, with who waits now and whom somebody should ring up."""

    permission = rules.KEEP
    queryset = staticmethod(of_day)
    template_name = "appointments/today.html"
    title = _l("窗口预约")
    file_name = "appointments"
    take_away = "export.case_list"
    per_page = 100
    counted = _l("共 %(n)s 人")
    empty_sentence = _l("这一天还没有人预约。")
    empty_more = _l("没有预约的，在这里取号。")
    columns = (
        Column(_l("时间"), lambda row: f"{row.slot.starts:%H:%M}" if row.slot else "", "slot__starts"),
        Column(_l("号"), lambda row: row.ticket or "", "ticket"),
        Column(_l("姓名"), lambda row: row.visitor.name, "visitor__name"),
        Column(_l("事项"), lambda row: row.service.name, "service__name"),
        Column(_l("窗口"), lambda row: row.slot.counter.name if row.slot else "", "slot__counter__name"),
        Column(_l("状态"), "get_state_display", "state"),
        Column(_l("编号"), lambda row: row.case.number, "case__number"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, user, now = super().get_context_data(**kwargs), self.request.user, timezone.now()
        day, today, bureau = day_of(self.request), timezone.localdate(), user.bureau  # type: ignore[union-attr]
        listed = [{"row": row, "verbs": verbs(row, now)} for row in context["rows"]]
        is_today = day == today
        return {
            **context, "listed": listed, "day": day, "before": day - timedelta(days=1),
            "after": day + timedelta(days=1), "is_today": is_today,
            "waiting": visits.waiting(bureau, day) if is_today else [],  # type: ignore[arg-type]
            "left_over": list(visits.left_over(bureau, today)[:20]) if is_today else [],  # type: ignore[arg-type]
            "to_call": list(visits.to_call(bureau, today)[:20]) if is_today else [],  # type: ignore[arg-type]
            "services": list(hours.services(bureau)), "step_key": str(uuid4()),
            "sets": self.request.may(rules.SET),  # type: ignore[attr-defined]
        }  # fmt: skip


def verbs(one: Appointment, now: Any) -> list[dict[str, object]]:
    """What can be done with one now; the page is for those who may, and each step asks again."""
    return [
        {"url": reverse(f"appointments:{name}", args=[one.pk]), "word": WORDS[name], "name": name, "key": str(uuid4())}
        for name in rules.VERBS
        if not rules.against(name, one, now)
    ]


class OnePage(Page):
    """One appointment: who comes when, and where the clerk goes on."""

    permission = rules.VIEW
    template_name = "appointments/appointment.html"

    @cached_property
    def one(self) -> Appointment:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.one.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, now = self.one, timezone.now()
        names = rules.available(self.request.user, one, now)  # type: ignore[arg-type]
        steps = [{"url": reverse(f"appointments:{name}", args=[one.pk]), "word": WORDS[name]} for name in names]
        events = [event for event in reversed(log.history(one.case)) if event.name in EVENTS]
        told = [
            {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统或者预约的人"),
             "small": event.facts.get("day", event.facts.get("ticket", ""))}
            for event in events
        ]  # fmt: skip
        keeps = self.request.may(rules.KEEP)  # type: ignore[attr-defined]
        return super().get_context_data(
            one=one, case=one.case, steps=steps, timeline=told, goes_on=keeps and one.state == State.SERVED, **kwargs
        )


class Receipt(Page):
    """Number, code and the number of the day, to be printed for who stands here."""

    permission = rules.KEEP
    template_name = "appointments/desk_receipt.html"
    title = _l("预约回执")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        return super().get_context_data(one=one, case=one.case, code=query_code(one.case), **kwargs)


class Made(StepView):
    """What the clerk makes ends with the receipt."""

    permission = rules.KEEP

    def get_success_url(self) -> str:
        made = getattr(self, "result", None) or visits.by_key(self.key)
        return reverse("appointments:receipt", args=[made.pk]) if made else reverse("appointments:today")

    def get_cancel_url(self) -> str:
        return reverse("appointments:today")


class WalkIn(Made):
    object = None
    form_class = forms.WalkInForm
    title = _l("现场取号")
    button = _l("取号")
    done = _l("已取号。")

    def get_form_kwargs(self) -> dict[str, Any]:
        services = hours.services(self.request.user.bureau)  # type: ignore[union-attr]
        return {**super().get_form_kwargs(), "services": services}

    def act(self, **typed: Any) -> Any:
        who = actions.Who(typed["name"], typed["phone"])
        return actions.walk_in(typed["service"], who, by=self.request.user, at=timezone.now(), key=self.key)  # type: ignore[arg-type]


def of_bureau(request: HttpRequest) -> QuerySet[Service]:
    return hours.services(request.user.bureau)  # type: ignore[union-attr]


class BookFor(Made):
    """电话预约: for who rings up."""

    queryset = staticmethod(of_bureau)
    form_class = forms.BookForm
    intro = _l("把编号、查询码和要带的东西告诉对方。")
    button = _l("预约")
    done = _l("已经约好。")
    object: Service

    def get_title(self) -> Any:
        return self.object.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "free": hours.free(self.object, timezone.now())}

    def act(self, **typed: Any) -> Any:
        who = actions.Who(typed["name"], typed["phone"])
        return actions.book_for(
            self.object, typed["piece"], who, by=self.request.user, at=timezone.now(), key=self.key  # type: ignore[arg-type]
        )  # fmt: skip


class Step(StepView):
    """A verb on one; from the list it is one click."""

    permission = rules.KEEP
    queryset = staticmethod(visible)
    verb = ""
    object: Appointment

    def check(self) -> None:
        rules.require(self.verb, self.request.user, self.object, timezone.now())  # type: ignore[arg-type]

    def get_title(self) -> Any:
        return WORDS[self.verb]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"caption": f"{self.object.case.number} {self.object.visitor.name}", "button": WORDS[self.verb]}
        return super().get_context_data(**{**told, **kwargs})

    def get_success_url(self) -> str:
        return f"{reverse('appointments:today')}?day={self.object.day}"

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Arrive(Step):
    verb = "arrive"
    action = staticmethod(actions.arrive)
    done = _l("已登记到达。")


class Serve(Step):
    verb = "serve"
    action = staticmethod(actions.serve)
    done = _l("请办理。")

    def get_success_url(self) -> str:
        return reverse("appointments:one", args=[self.object.pk])


class Miss(Step):
    verb = "miss"
    action = staticmethod(actions.miss)
    done = _l("已登记没有来。")


class Cancel(Step):
    verb = "cancel"
    action = staticmethod(actions.cancel_for)
    danger = True
    done = _l("已取消。")
