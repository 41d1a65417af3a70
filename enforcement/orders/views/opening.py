"""What begins a case, and the calculator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.orders import actions, rules
from enforcement.orders.forms import opening as forms
from enforcement.orders.rules import discretion, law
from envportal.refusals import Refused
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from enforcement.orders.rules.discretion import Reckoned
    from enforcement.orders.rules.law import Choice


class Fresh(StepView):
    """What opens a case."""

    permission = rules.OPEN_CASE
    object = None
    layout = "desk.html"
    page = ""
    button = pgettext_lazy("verb", "登记")

    def check(self) -> None:
        rules.may_open(self.request.user)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, **typed: Any) -> Any:
        return type(self).action(None, by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse(self.page)

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class NewOrder(Fresh):
    form_class = forms.OrderForm
    action = staticmethod(actions.open_order)
    page = "orders:orders"
    title = _("起草责令改正决定")
    intro = _("由科室负责人或者局领导签发；签发的人不能是起草的人。")
    done = _("已起草，等待签发。")


class NewPenalty(Fresh):
    form_class = forms.PenaltyForm
    action = staticmethod(actions.open_penalty)
    page = "orders:penalties"
    title = _("登记处罚线索")
    intro = _("发现之日起 15 个工作日内决定是否立案；超过追究时效的不能立案。")
    done = _("已登记，等待立案。")

    def act(self, **typed: Any) -> Any:
        if typed["act_until"] is not None:
            rules.on_a_day(typed["act_until"], timezone.localdate())
        return super().act(**typed)


class NewSealing(Fresh):
    form_class = forms.SealingForm
    action = staticmethod(actions.open_sealing)
    page = "orders:sealings"
    title = _("起草查封扣押决定")
    intro = _("两名执法人员实施，局领导批准，三十日；停止排放的提前解除。")
    done = _("已起草，等待批准。")


class Calculator(Page):
    """裁量计算: both laws, which applies and why, and the fine by the table."""

    permission = rules.CALCULATE
    template_name = "orders/calculator.html"
    title = _("裁量计算")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        form = forms.CalculatorForm(asked or None, initial={"decided_on": timezone.localdate()})
        choice = reckoned = refused = None
        if form.is_bound and form.is_valid():
            try:
                choice, reckoned = _reckon(form)
            except Refused as no:
                refused = no
        return super().get_context_data(form=form, choice=choice, reckoned=reckoned, refused=refused, **kwargs)


def _reckon(form: forms.CalculatorForm) -> tuple[Choice, Reckoned]:
    asked = form.cleaned_data
    choice = law.choose(
        asked["violation"], act_on=asked["act_on"], decided_on=asked["decided_on"], is_serious=asked["is_serious"],
        investment=asked["investment"],
    )  # fmt: skip
    return choice, discretion.reckon(choice.chosen.low, choice.chosen.high, form.steps)
