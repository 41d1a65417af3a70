"""The desk: what waits for a visit, asked for by hand or for duties that fall due; planned into visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, forms, queries, rules
from enforcement.inspections.states import DemandState
from envportal.audit import log
from envportal.duties import register
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.inspections.models import Demand
    from envportal.accounts.models import Bureau, User


# Not visited yet.
WAITS = frozenset({DemandState.ASKED, DemandState.PLANNED})


def bureau_of(request: HttpRequest) -> Bureau | None:
    return request.user.bureau  # type: ignore[union-attr]


def of_bureau(request: HttpRequest) -> QuerySet[Demand]:
    """The bureau's; what is unannounced is kept from whoever is tied to the enterprise."""
    near = queries.near(request.user, timezone.localdate())  # type: ignore[arg-type]
    return queries.demands_of(bureau_of(request)).exclude(unannounced=True, enterprise__in=near)


class Demands(ListPage):
    """Every demand of the bureau, the most urgent first."""

    permission = rules.ASK
    queryset = staticmethod(of_bureau)
    template_name = "inspections/demands.html"
    title = _("检查需求")
    file_name = "demands"
    form_class = forms.FindDemand
    counted = _("共 %(n)s 项")
    empty_sentence = _("没有检查需求。")
    empty_more = _("提出以后，由执法科室合并成一次检查；一家企业能合并的只去一次。")
    columns = (
        Column(_("企业"), lambda row: row.enterprise.name, "enterprise__name"),
        Column(_("事由"), "get_purpose_display", "purpose"),
        Column(_("检查什么"), "what"),
        Column(_("提出科室"), lambda row: row.section or "", "section__name"),
        Column(_("最早"), "earliest", "earliest"),
        Column(_("最晚"), "latest", "latest"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("检查"), lambda row: row.visit.case.number if row.visit else ""),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        context = super().get_context_data(**kwargs)
        listed = [
            {"row": row, "left": (row.latest - today).days, "is_open": row.state == DemandState.ASKED,
             "late": row.state == DemandState.ASKED and row.latest < today,
             "is_over": row.state in WAITS and row.duty is not None and row.duty.state not in register.UNDONE}
            for row in context["rows"]
        ]  # fmt: skip
        waiting = queries.duties_without_demand(bureau_of(self.request), today).count()
        late = of_bureau(self.request).filter(state=DemandState.ASKED, latest__lt=today).count()
        plans = self.request.may(rules.PLAN)  # type: ignore[attr-defined]
        return {**context, "listed": listed, "waiting": waiting, "plans": plans, "late": late}


class Fresh(StepView):
    """What begins something."""

    permission = rules.ASK
    object = None
    layout = "desk.html"

    def act(self, **typed: Any) -> Any:
        return type(self).action(by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_success_url(self) -> str:
        return reverse("inspections:demands")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Ask(Fresh):
    form_class = forms.AskForm
    title = _("提出检查需求")
    intro = _("写明检查什么、在哪几天之间。执法科室把同一家企业的需求合并成一次检查。")
    button = pgettext_lazy("verb", "提出")
    done = _("检查需求已提出。")

    def get_form_kwargs(self) -> dict[str, Any]:
        bureau = bureau_of(self.request)
        lists = queries.lists_on(bureau, timezone.localdate())
        return {**super().get_form_kwargs(), "enterprises": queries.enterprises_for(bureau), "lists": lists}

    def act(self, **typed: Any) -> Any:
        return actions.ask(actions.Wish(**typed), by=self.request.user, at=timezone.now(), key=self.key)  # type: ignore[arg-type]


class AskDuties(Fresh):
    form_class = forms.DutiesForm
    action = staticmethod(actions.ask_for_duties)
    title = _("为到期任务提出检查需求")
    intro = _("30 天内到期或者已经逾期的回访、抽查和复查，勾选后一次提出。复查依法不事先通知。")
    button = pgettext_lazy("verb", "提出")
    done = _("所选任务已提出检查需求。")

    def get_form_kwargs(self) -> dict[str, Any]:
        duties = queries.duties_without_demand(bureau_of(self.request), timezone.localdate())
        chosen = {"duties": [one.pk for one in duties]}
        return {**super().get_form_kwargs(), "duties": duties, "initial": chosen}


class OfDemand(StepView):
    """A step on one demand."""

    queryset = staticmethod(of_bureau)
    layout = "desk.html"
    object: Demand

    def check(self) -> None:
        rules.may(self.request.user, self.permission, self.object.bureau)  # type: ignore[arg-type]
        rules.is_asked(self.object)

    @property
    def who(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def get_success_url(self) -> str:
        return reverse("inspections:demands")

    def get_cancel_url(self) -> str:
        return reverse("inspections:demands")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})


class Withdraw(OfDemand):
    permission = rules.ASK
    form_class = forms.ReasonForm
    action = staticmethod(actions.withdraw)
    title = _("撤回检查需求")
    button = pgettext_lazy("verb", "撤回")
    done = _("检查需求已撤回。")

    def check(self) -> None:
        super().check()
        rules.may_withdraw(self.who, self.object)


class Extend(OfDemand):
    """Past its last day it would be in no plan: another day, for a reason."""

    permission = rules.PLAN
    form_class = forms.ExtendForm
    action = staticmethod(actions.extend)
    title = _("延后检查需求")
    button = pgettext_lazy("verb", "延后")
    done = _("最晚日期已延后。")


class Plan(OfDemand):
    """What the enterprise's demands have in common is offered; a second person approves."""

    permission = rules.PLAN
    form_class = forms.PlanForm
    title = _("排定检查")
    intro = _("勾选这次一并办理的需求，选至少两名有执法证的人员。排定以后由另一位负责人批准。")
    button = pgettext_lazy("verb", "排定")
    done = _("检查已排定，等待批准。")

    @cached_property
    def together(self) -> QuerySet[Demand]:
        rows = queries.demands_of(self.object.bureau).filter(state=DemandState.ASKED)
        return rows.filter(enterprise=self.object.enterprise_id, unannounced=self.object.unannounced)

    def get_form_kwargs(self) -> dict[str, Any]:
        drawn = [one.pk for one in self.object.drawn.order_by("name", "pk")]
        return {
            **super().get_form_kwargs(), "demands": self.together, "people": queries.inspectors(self.object.bureau),
            "initial": {"demands": [one.pk for one in self.together], "lead": drawn[0] if drawn else self.who.pk,
                        "people": drawn},
        }  # fmt: skip

    def act(self, **typed: Any) -> Any:
        return actions.plan_visit(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        planned = log.already(self.key)
        return reverse("inspections:visit", args=[planned.case_id]) if planned else reverse("inspections:demands")
