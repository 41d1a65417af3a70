"""The desk: every plan with its limit, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.zones import actions, forms, queries, rules
from approvals.zones.states import BINDING
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.zones.models import Plan

WORDS: dict[str, str | _StrPromise] = {
    "draft": pgettext_lazy("verb", "现状调查完成，开始编制"),
    "submit": pgettext_lazy("verb", "登记送审"),
    "send_back": pgettext_lazy("verb", "退回修改"),
    "conclude": pgettext_lazy("verb", "登记审查意见"),
    "follow_up": pgettext_lazy("verb", "开始跟踪评价"),
    "confirm": pgettext_lazy("verb", "跟踪评价完成，结论继续有效"),
    "end": pgettext_lazy("verb", "终止"),
}
EVENTS = {
    "zone_plan_begun": _("开始现状调查"),
    "zone_plan_draft": _("开始编制"),
    "zone_plan_submit": _("送审"),
    "zone_plan_send_back": _("退回修改"),
    "zone_plan_concluded": _("出具审查意见"),
    "zone_plan_follow_up": _("开始跟踪评价"),
    "zone_plan_confirm": _("跟踪评价完成"),
    "zone_plan_end": _("终止"),
    "yellow_card_opened": _("黄牌"),
    "red_card_opened": _("红牌"),
}


def visible(request: HttpRequest) -> QuerySet[Plan]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def due_on(plan: Plan) -> date | None:
    """The last day of the step it is in."""
    return next((one.due_on for one in plan.case.own_clocks if one.stopped_on is None), None)  # type: ignore[attr-defined]


class Plans(ListPage):
    """Planning EIAs of the bureau's zones."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "zones/plans.html"
    title = _("开发区规划环评")
    file_name = "zone-plans"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    empty_sentence = _("还没有开发区规划环评。")
    empty_more = _("先登记开发区，再开始现状调查。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("开发区"), lambda row: row.zone.name, "zone__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("本步届满日"), due_on),
        Column(_("审查意见文号"), "opinion_number", "opinion_number"),
        Column(_("审查意见日期"), "opinion_on", "opinion_on"),
        Column(_("规划期末"), "valid_to", "valid_to"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            due = due_on(row)
            over = row.state in BINDING and row.valid_to is not None and row.valid_to < today
            left = (due - today).days if due is not None else 0
            listed.append({"row": row, "due": due, "left": left, "late": left < 0, "over": over})
        return {**context, "listed": listed, "keeps": self.request.may(rules.KEEP)}  # type: ignore[attr-defined]


class PlanPage(Page):
    """One plan: where it stands, what it concluded, what happened, what may be done."""

    permission = rules.VIEW
    template_name = "zones/plan.html"

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.plan.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, today = self.plan, timezone.localdate()
        events = [event for event in reversed(log.history(plan.case)) if event.name in EVENTS]
        names = rules.available(self.request.user, plan, today)  # type: ignore[arg-type]
        return super().get_context_data(
            plan=plan, case=plan.case, faces=clocks.faces(plan.case, today), bans=list(plan.bans.order_by("pk")),
            totals=list(plan.totals.order_by("pollutant")), inside=plan.zone.inside.count(),
            cards=list(plan.case.cards.select_related("clock").order_by("opened_at")),
            timeline=[
                {"at": one.at, "verb": EVENTS[one.name], "text": one.actor_name or _("系统"),
                 "small": one.facts.get("note") or one.facts.get("number", "")}
                for one in events
            ],
            steps=[{"url": step_url(name, plan), "word": WORDS[name]} for name in names], **kwargs,
        )  # fmt: skip


def step_url(name: str, plan: Plan) -> str:
    if name == "conclude":
        return reverse("zones:conclude", args=[plan.pk])
    return reverse("zones:step", args=[plan.pk, name])


# STEPS ------------------------------------------------------------------------------
class Fresh(StepView):
    """What begins something."""

    permission = rules.KEEP
    object = None
    layout = "desk.html"

    def act(self, **typed: Any) -> Any:
        first = [typed.pop("zone")] if "zone" in typed else []
        return type(self).action(*first, by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("zones:plans")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class AddZone(Fresh):
    form_class = forms.ZoneForm
    action = staticmethod(actions.add_zone)
    title = _("登记开发区")
    button = pgettext_lazy("verb", "登记")
    done = _("开发区已登记。")


class Begin(Fresh):
    form_class = forms.BeginForm
    action = staticmethod(actions.begin)
    title = _("开始规划环评")
    intro = _("从现状调查开始；每一步有自己的时限，快到期时提醒。")
    button = pgettext_lazy("verb", "开始现状调查")
    done = _("规划环评已开始。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "zones": queries.zones_of(self.request.user.bureau)}  # type: ignore[union-attr]


class OfPlan(StepView):
    """A step on one plan; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    layout = "desk.html"
    object: Plan
    verb = ""

    def check(self) -> None:
        rules.require(self.get_verb(), self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]

    def get_verb(self) -> str:
        return self.verb

    def get_title(self) -> Any:
        return WORDS[self.get_verb()]

    def get_success_url(self) -> str:
        return reverse("zones:plan", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.case.title, "button": self.get_title(), **kwargs})


class Step(OfPlan):
    permission = rules.VIEW
    form_class = forms.StepForm
    action = staticmethod(actions.step)
    done = _("已登记。")

    def get_verb(self) -> str:
        return str(self.kwargs["verb"])

    def act(self, **typed: Any) -> Any:
        return super().act(verb=self.get_verb(), **typed)


class Conclude(OfPlan):
    permission = rules.CONCLUDE
    verb = "conclude"
    form_class = forms.ConclusionForm
    action = staticmethod(actions.conclude)
    intro = _("登记以后即约束开发区内的项目：负面清单和总量在作出决定时核对。原来的审查意见同时失效。")
    done = _("审查意见已登记。")
