"""The desk: every order with its limit, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.monitoring import actions, forms, queries, rules
from envportal.audit import log
from envportal.cases.queries import visible_to
from envportal.deadlines import clocks
from envportal.web.views import Column, ListPage, Page, StepView, VerbStep
from envportal.web.views.frame import Frame

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from enforcement.monitoring.models import Monitoring
    from envportal.cases.models import Case
    from envportal.deadlines.models import Clock
    from envportal.web.forms import Form

WORDS: dict[str, str | _StrPromise] = {
    "sample": pgettext_lazy("verb", "登记采样"),
    "report": pgettext_lazy("verb", "登记监测报告"),
    "accept": pgettext_lazy("verb", "审核通过，作为证据"),
    "send_back": pgettext_lazy("verb", "退回更正报告"),
    "reject": pgettext_lazy("verb", "不作为证据"),
    "cancel": pgettext_lazy("verb", "取消监测"),
    "leave": pgettext_lazy("verb", "超标但不责令改正"),
}
EVENTS = {
    "monitoring_ordered": _("下达监测任务"),
    "sample_taken": _("采样"),
    "monitoring_reported": _("出具报告"),
    "monitoring_sampled": _("退回更正报告"),
    "monitoring_accepted": _("审核通过，可以作为证据"),
    "monitoring_rejected": _("不作为证据"),
    "monitoring_cancelled": _("取消"),
    "monitoring_followed": _("已责令改正"),
    "monitoring_left": _("超标但不责令改正"),
    "letter_served": _("送达"),
    "letter_not_served": _("没有送达"),
    "letter_service_corrected": _("更正送达登记"),
    "yellow_card_opened": _("黄牌"),
    "red_card_opened": _("红牌"),
}


def visible(request: HttpRequest) -> QuerySet[Monitoring]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def running(monitoring: Monitoring) -> Clock | None:
    """What has to be done next by a day: the report, or the order to correct what it found."""
    return next(iter(monitoring.case.running), None)  # type: ignore[attr-defined]


def due_on(monitoring: Monitoring) -> date | None:
    clock = running(monitoring)
    return clock.due_on if clock else None


class Orders(ListPage):
    """Monitoring of the bureau, the open ones first."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "monitoring/list.html"
    title = _("监测")
    file_name = "monitoring"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    empty_sentence = _("没有符合条件的监测。")
    empty_more = _("在要用监测结果的案件上下达监测任务；完成以后，结果在那件案件上作为证据。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(
            _("企业"), lambda row: row.case.enterprise.name if row.case.enterprise else "", "case__enterprise__name"
        ),
        Column(_("监测地点"), "place", "place"),
        Column(_("用途"), "get_reason_display", "reason"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("最后一天"), due_on),
        Column(_("报告编号"), "report_number", "report_number"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            clock = running(row)
            left = (clock.due_on - today).days if clock else 0
            listed.append({"row": row, "clock": clock, "left": left, "late": left < 0})
        return {**context, "listed": listed}


class OrderPage(Page):
    """One order: what was asked, taken, found; what may be done."""

    permission = rules.VIEW
    template_name = "monitoring/order.html"

    @cached_property
    def monitoring(self) -> Monitoring:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.monitoring.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.monitoring, timezone.localdate()
        names = rules.available(self.request.user, one, today)  # type: ignore[arg-type]
        events = [event for event in reversed(log.history(one.case)) if event.name in EVENTS]
        return super().get_context_data(
            one=one, case=one.case, faces=clocks.faces(one.case, today), parameters=list(one.parameters.order_by("pk")),
            samples=list(one.samples.order_by("taken_at", "pk")), found=list(map(rules.Found, queries.results(one))),
            source=queries.source_of(one),
            letters=list(one.case.letters.select_related("case").prefetch_related("services").order_by("pk")),
            cards=list(one.case.cards.select_related("clock").order_by("opened_at")),
            timeline=[
                {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统"),
                 "small": event.facts.get("why") or event.facts.get("code") or event.facts.get("number", "")}
                for event in events
            ],
            steps=[{"url": reverse(f"monitoring:{name}", args=[one.pk]), "word": WORDS[name]} for name in names],
            **kwargs,
        )  # fmt: skip


# STEPS ------------------------------------------------------------------------------
def sources(request: HttpRequest) -> QuerySet[Case]:
    return visible_to(request.user, timezone.localdate(), rules.ASK).filter(opened_on__isnull=False)


class Ask(StepView):
    """For the case whose key is in the address."""

    permission = rules.ASK
    queryset = staticmethod(sources)
    form_class = forms.AskForm
    action = staticmethod(actions.ask)
    title = _("下达监测任务")
    intro = _("报告审核通过以后，在这件案件上作为证据；超标的，三个工作日内责令改正。")
    button = pgettext_lazy("verb", "下达")
    done = _("监测任务已下达。")

    def get_success_url(self) -> str:
        return (
            reverse("monitoring:order", args=[self.result.pk])
            if hasattr(self, "result")
            else reverse("monitoring:list")
        )

    def get_cancel_url(self) -> str:
        return Frame(self.request).local(self.object.at_desk) or reverse("monitoring:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.title, **kwargs})


class Step(VerbStep):
    """A step on one order; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    object: Monitoring
    require = staticmethod(rules.require)
    words = WORDS
    page = "monitoring:order"


class TakeSample(Step):
    permission = rules.WORK
    verb = "sample"
    form_class = forms.SampleForm
    action = staticmethod(actions.sample)
    intro = _("一个样品登记一次；两人以上采样，请企业人员在场并签名。")


class Report(Step):
    permission = rules.WORK
    verb = "report"
    form_class = forms.ReportForm
    action = staticmethod(actions.report)

    def get_form_kwargs(self) -> dict[str, Any]:
        of = self.object
        told = {"samples": list(of.samples.order_by("pk")), "parameters": list(of.parameters.order_by("pk"))}
        return {**super().get_form_kwargs(), **told}


class InSight(Step):
    """Who judges has the results in sight."""

    permission = rules.JUDGE
    template_name = "monitoring/judge.html"
    form_class: type[Form] = forms.WhyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(found=list(map(rules.Found, queries.results(self.object))), **kwargs)


class Judged(InSight):
    action = staticmethod(actions.judge)

    def act(self, **typed: Any) -> Any:
        return super().act(verb=self.verb, **typed)


class Accept(Judged):
    verb = "accept"
    form_class = forms.AcceptForm
    intro = _("核对两人采样、资质认定、每个项目都有结果。通过以后结果告知企业，在要用它的案件上作为证据。")


class SendBack(Judged):
    verb = "send_back"


class Reject(Judged):
    verb = "reject"
    danger = True


class Cancel(Step):
    permission = rules.ASK
    verb = "cancel"
    form_class = forms.WhyForm
    action = staticmethod(actions.cancel)
    danger = True


class Leave(InSight):
    verb = "leave"
    action = staticmethod(actions.leave)
