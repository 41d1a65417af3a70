"""The bureau's plan, what was drawn by it (for everybody), and completion checks of former years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.aftercare import actions, forms, queries, rules
from approvals.aftercare.models import Plan
from approvals.aftercare.rules.duties import UNSET
from approvals.aftercare.rules.regimes import REGIMES
from approvals.aftercare.states import Facility
from envportal.accounts.models import Enterprise
from envportal.audit import log
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.aftercare.models import CompletionCheck


class Plans(Page):
    """What is planned after every approval, since when."""

    permission = rules.PLAN
    template_name = "aftercare/plans.html"
    title = _("批后监管的安排")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(queries.plans(self.request.user.bureau))  # type: ignore[union-attr]
        return super().get_context_data(plans=rows, unset=UNSET, **kwargs)


class SetPlan(StepView):
    permission = rules.PLAN
    object = None
    layout = "desk.html"
    form_class = forms.PlanForm
    action = staticmethod(actions.set_plan)
    title = _("设定批后监管的安排")
    intro = _("法律没有规定回访的期限和抽查的比例，由本局自定；已经开始的事项不变。抽取用的字串登记后马上公开。")
    button = pgettext_lazy("verb", "设定")
    done = _("已设定。")

    def check(self) -> None:
        rules.may_plan(self.request.user)  # type: ignore[arg-type]

    def act(self, **typed: Any) -> Any:
        return actions.set_plan(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("aftercare:plans")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Draws(ListPage):
    """Who was drawn and who was not: everybody may compute it again."""

    permission = "aftercare.read"
    layout = "public.html"
    template_name = "aftercare/draws.html"
    title = _("自主验收抽查的抽取")
    file_name = "acceptance-draws"
    counted = _("共 %(n)s 次抽取")
    empty_sentence = _("还没有抽取过。")
    empty_more = _("建设单位填报全国验收平台以后抽取。")
    columns = (
        Column(_("抽取日期"), "on", "on"),
        Column(_("项目"), lambda row: row.phase.aftercare.case.title),
        Column(_("计算用的字串"), "text"),
        Column(_("算出的数"), "figure", "figure"),
        Column(_("比例"), lambda row: row.plan.share),
        Column(_("结果"), lambda row: _("抽中") if row.is_drawn else _("没有抽中"), "is_drawn"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Any]:  # noqa: ARG004  the same for everybody
        return queries.draws()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = Plan.objects.select_related("bureau").order_by("bureau__name", "-valid_from", "pk")
        return super().get_context_data(plans=list(plans), **kwargs)


class CompletionChecks(ListPage):
    """Completion checks of the years in which they were the bureau's."""

    permission = rules.LIST
    template_name = "aftercare/completion.html"
    title = _("历史上的竣工环保验收")
    file_name = "completion-checks"
    take_away = "export.case_list"
    counted = _("共 %(n)s 件")
    empty_sentence = _("还没有登记过。")
    empty_more = _("由本局验收的年份里作出的验收决定，可以登记在这里。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目"), lambda row: row.case.title, "case__title"),
        Column(_("建设单位"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("验收的设施"), "get_facility_display", "facility"),
        Column(_("收到日期"), "received_on", "received_on"),
        Column(_("最后一天"), "due_on", "due_on"),
        Column(_("决定日期"), "decided_on", "decided_on"),
        Column(_("结论"), "get_outcome_display", "outcome"),
        Column(_("文号"), "document_number", "document_number"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[CompletionCheck]:
        return queries.completion_checks(request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regimes = [{"facility": Facility(name).label, "regime": one} for name, one in REGIMES.items()]
        return super().get_context_data(
            regimes=regimes, records=self.request.may(rules.RECORD), **kwargs  # type: ignore[attr-defined]
        )  # fmt: skip


class OfFormerYears(StepView):
    """Something from the bureau's papers is entered: it has no case yet."""

    object = None
    layout = "desk.html"
    button = pgettext_lazy("verb", "登记")
    done = _("已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Enterprise.objects.filter(bureau=self.request.user.bureau_id)  # type: ignore[union-attr]
        return {**super().get_form_kwargs(), "enterprises": mine.order_by("name", "pk")}

    def act(self, **typed: Any) -> Any:
        return type(self).action(by=self.request.user, at=timezone.now(), key=self.key, **typed)

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Adopt(OfFormerYears):
    permission = rules.RECORD
    form_class = forms.AdoptForm
    action: Callable[..., Any] = staticmethod(actions.adopt)
    title = _("登记以前的批准")
    intro = _("本门户以前批准的项目，照批复登记；五年期限、验收和回访从批准日期起算。")

    def check(self) -> None:
        rules.may_adopt(self.request.user)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        begun = log.already(self.key)
        return reverse("aftercare:case", args=[begun.case_id]) if begun else reverse("aftercare:list")


class RecordCompletion(OfFormerYears):
    permission = rules.CHECK
    form_class = forms.CompletionForm
    action: Callable[..., Any] = staticmethod(actions.record_completion)
    title = _("登记历史上的竣工环保验收")
    intro = _("照当年的验收文件登记；期限按收到那天的规定算。今天竣工的项目由建设单位自主验收，不在这里办。")

    def get_success_url(self) -> str:
        return reverse("aftercare:completion")
