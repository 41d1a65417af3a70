"""What a bureau sets: services, counters, hours, days off, and its own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.appointments import actions, rules
from approvals.appointments.forms import setting as forms
from approvals.appointments.models import BookingRule, ClosedDay, Counter, Service
from approvals.appointments.queries import hours
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau


class Settings(Page):
    permission = rules.KEEP
    template_name = "appointments/settings.html"
    title = _("窗口、时间和规则")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau, today = self.request.user.bureau, timezone.localdate()  # type: ignore[union-attr]
        counters = Counter.objects.filter(bureau=bureau).prefetch_related("services", "openings").order_by("pk")
        closed = ClosedDay.objects.filter(bureau=bureau, day__gte=today).select_related("counter")
        return super().get_context_data(
            services=list(Service.objects.filter(bureau=bureau).order_by("pk")), counters=list(counters),
            closed=list(closed.order_by("day")),
            terms=hours.rule_on(bureau, today),  # type: ignore[arg-type]
            rules=list(BookingRule.objects.filter(bureau=bureau).order_by("-valid_from")),
            sets=self.request.may(rules.SET), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


class Set(StepView):
    permission = rules.SET
    object = None
    button = _("保存")
    done = _("已保存。")

    @property
    def bureau(self) -> Bureau:
        return self.request.user.bureau  # type: ignore[union-attr,return-value]

    def act(self, **typed: Any) -> Any:
        return type(self).action(by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("appointments:settings")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class SetService(Set):
    title = _("设定事项")
    form_class = forms.ServiceForm
    action = staticmethod(actions.set_service)


class SetCounter(Set):
    title = _("设定窗口")
    form_class = forms.CounterForm
    action = staticmethod(actions.set_counter)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "services": Service.objects.filter(bureau=self.bureau).order_by("pk")}


class WithCounters(Set):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "counters": Counter.objects.filter(bureau=self.bureau).order_by("pk")}


class SetHours(WithCounters):
    title = _("设定开放时间")
    intro = _("每个工作日都开放，包括调休上班的周六、周日；节假日自动不开放。同一钟点开始的旧时间到前一天为止。")
    form_class = forms.HoursForm
    action = staticmethod(actions.set_hours)


class CloseDay(WithCounters):
    title = _("登记不办公的一天")
    intro = _("已经预约那一天的，马上告知并可以另选时间；没有账号的列在今天的名单上，请打电话告诉。")
    form_class = forms.CloseForm
    action = staticmethod(actions.close_day)


class SetRule(Set):
    title = _("设定本局预约规则")
    form_class = forms.RuleForm
    action = staticmethod(actions.set_rule)
