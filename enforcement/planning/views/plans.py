"""Plans at the desk: what a period came to, and the steps of the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import visiting
from enforcement.planning import actions, forms, queries, rules
from enforcement.planning.enums import PlanState
from enforcement.planning.views.common import Fresh, own
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.planning.models import Plan, PlannedVisit

TONES = {PlanState.CONFIRMED: "done", PlanState.DROPPED: "idle", PlanState.FAILED: "late", PlanState.DRAFT: "soon"}


def visible(request: HttpRequest) -> QuerySet[Plan]:
    return queries.plans(request.user.bureau)  # type: ignore[union-attr]


class Plans(ListPage):
    """Every plan, the newest first."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "planning/plans.html"
    title = _("联合检查计划")
    file_name = "inspection-plans"
    counted = _("共 %(n)s 份计划")
    empty_sentence = _("还没有排过计划。")
    empty_more = _("各科室先提出检查需求，再在这里排成最少次数的检查。")
    columns = (
        Column(_("从"), "first", "first"),
        Column(_("到"), "last", "last"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("检查需求"), "demands"),
        Column(_("检查次数"), "now"),
        Column(_("不可能少于"), "bound"),
        Column(_("提出人"), lambda row: row.asked_by.name),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau = own(self)
        waiting = visiting.demands_open(bureau).count() if bureau else 0
        may = self.request.may(rules.PLAN)  # type: ignore[attr-defined]
        return super().get_context_data(waiting=waiting, plans=may, **kwargs)


class NewPlan(Fresh):
    permission = rules.PLAN
    form_class = forms.PeriodForm
    action = staticmethod(actions.ask_plan)
    there = "planning:plans"
    title = _("排一份检查计划")
    intro = _(
        "系统把这段时间里待排定的需求合并成最少次数、最少人员的检查：每次至少两名持证人员，专长齐全，须回避的不去，"
        "不超过公布的年度次数。排好的是草案，您可以改，确认以后才生效。"
    )
    button = pgettext_lazy("verb", "开始排")
    done = _("已提交，正在计算，一般不到一分钟。")

    def get_success_url(self) -> str:
        plan = getattr(self, "result", None)
        return reverse("planning:plan", args=[plan.pk]) if plan else reverse("planning:plans")


class PlanPage(Page):
    """One plan: what it saves, its visits by day, what was left and why."""

    permission = rules.VIEW
    template_name = "planning/plan.html"
    title = _("检查计划")

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, user, today = self.plan, self.request.user, timezone.localdate()
        visits = list(queries.planned(plan).exclude(queries.hidden_visits(user, today)))  # type: ignore[arg-type]
        near = queries.near(user, today)  # type: ignore[arg-type]
        left = list(queries.left(plan).exclude(demand__unannounced=True, demand__enterprise__in=near))
        placed = sum(len(row.demands.all()) for row in visits)
        people = {(one.user_id, row.day) for row in visits for one in row.people.all()}
        changes = plan.state == PlanState.DRAFT and self.request.may(rules.PLAN)  # type: ignore[attr-defined]
        made = queries.made_of(plan, user, today)  # type: ignore[arg-type]
        may = self.request.may  # type: ignore[attr-defined]
        return super().get_context_data(
            approves=may("visit.approve") and queries.waiting_for("approve", made).exists(),
            notices=may("visit.notice") and queries.waiting_for("notice", made).exists(),
            plan=plan, tone=TONES.get(PlanState(plan.state), ""), visits=visits, left=left, placed=placed,
            saved=placed - len(visits), people_days=len(people), changes=changes, over=len(visits) - plan.bound,
            # The bound on visits is one of plans that serve all of this and leave no more.
            bounds=len(left) == plan.left_bound and placed + len(left) == plan.demands,
            is_computing=plan.state in {PlanState.ASKED, PlanState.COMPUTING},
            drops=self.request.may(rules.PLAN) and plan.state not in {PlanState.CONFIRMED, PlanState.DROPPED},  # type: ignore[attr-defined]
            **kwargs,
        )  # fmt: skip


# STEPS ------------------------------------------------------------------------------------
class OfPlan(StepView):
    permission = rules.PLAN
    queryset = staticmethod(visible)
    object: Plan
    verb = ""

    def check(self) -> None:
        rules.may(self.request.user, rules.PLAN, self.object.bureau)  # type: ignore[arg-type]
        rules.can(self.verb, self.object)

    def get_success_url(self) -> str:
        return reverse("planning:plan", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Confirm(OfPlan):
    verb = "confirm"
    action = staticmethod(actions.confirm)
    title = _("确认检查计划")
    intro = _("每一次检查各立一件，等另一位负责人批准，再通知企业。确认以后不能再整体改。")
    button = pgettext_lazy("verb", "确认计划")
    done = _("计划已确认，检查已排定；日期、人员已经不合适的没有排，列在“没有排上的需求”里。")


class Drop(OfPlan):
    verb = "drop"
    action = staticmethod(actions.drop)
    title = _("放弃检查计划")
    intro = _("需求仍然待排定，可以再排一份。")
    button = pgettext_lazy("verb", "放弃这份计划")
    done = _("计划已放弃。")
    danger = True


class OfVisit(StepView):
    """A step on one visit of a draft."""

    permission = rules.PLAN
    queryset = staticmethod(lambda request: queries.planned_at(request.user, timezone.localdate()))
    rule = staticmethod(rules.may_change)
    object: PlannedVisit

    def get_success_url(self) -> str:
        return reverse("planning:plan", args=[self.object.plan_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.enterprise.name, **kwargs})


class Move(OfVisit):
    form_class = forms.MoveForm
    action = staticmethod(actions.move)
    title = _("改检查日期")
    button = pgettext_lazy("verb", "改日期")
    done = _("日期已改。")

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.object.day, "begins_at": f"{self.object.begins_at:%H:%M}"}


class Restaff(OfVisit):
    form_class = forms.TeamForm
    action = staticmethod(actions.restaff)
    title = _("换检查人员")
    button = pgettext_lazy("verb", "换人")
    done = _("人员已换。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "inspectors": visiting.inspectors(own(self))}

    def get_initial(self) -> dict[str, Any]:
        rows = list(self.object.people.all())
        return {"people": [one.user_id for one in rows], "lead": next((one.user_id for one in rows), None)}


class Split(OfVisit):
    form_class = forms.SplitForm
    action = staticmethod(actions.split)
    title = _("拆出单独的检查")
    intro = _("能合并的检查单独进行要有理由；理由随检查留存，并计入台账。")
    button = pgettext_lazy("verb", "拆开")
    done = _("已拆成两次检查。")

    def get_form_kwargs(self) -> dict[str, Any]:
        demands = visiting.Demand.objects.filter(planned_as__planned=self.object).select_related("enterprise")
        return {**super().get_form_kwargs(), "demands": demands.order_by("pk")}

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.object.day, "begins_at": f"{self.object.begins_at:%H:%M}"}


class Explain(OfVisit):
    form_class = forms.WhyForm
    action = staticmethod(actions.explain)
    title = _("说明单独检查的理由")
    button = pgettext_lazy("verb", "保存理由")
    done = _("理由已保存。")

    def get_initial(self) -> dict[str, Any]:
        return {"why": self.object.apart_why}
