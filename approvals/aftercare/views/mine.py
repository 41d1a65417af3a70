"""The enterprise's pages: its approvals, what it reports of each, what it declares and asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.aftercare import actions, forms, rules
from approvals.aftercare.views.common import Act, CarePage, Correct, OnStep, mine
from envportal.duties import register
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.duties.models import Duty


class Mine(ListPage):
    """My approvals and what comes next of each."""

    permission = rules.LIST
    queryset = staticmethod(mine)
    layout = "my.html"
    template_name = "aftercare/mine.html"
    title = _("批后：建设和验收")
    file_name = "aftercare"
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目"), lambda row: row.case.title, "case__title"),
        Column(_("批复文号"), "document_number", "document_number"),
        Column(_("批准日期"), "decided_on", "decided_on"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("最近的最后一天"), "next_due"),
    )


class MyCase(CarePage):
    """One approval: what was reported, what is to be done, what may be reported next."""

    queryset = staticmethod(mine)


class MyAct(Act):
    permission = rules.REPORT
    queryset = staticmethod(mine)
    layout = "my.html"
    page = "my_case"


class Report(OnStep, MyAct):
    verb = "report"
    form_class = forms.StepForm
    action: Callable[..., object] = staticmethod(actions.report)
    intro = _("写明日期；后面的期限从这一天起算。写错了可以更正，原来的留在记录里。")
    done = _("已报告。")


class MyCorrect(Correct, MyAct):
    verb = "report"
    form_class = forms.CorrectForm
    action: Callable[..., object] = staticmethod(actions.correct)
    done = _("已更正，后面的期限重新计算。")


class Lengthen(MyAct):
    verb = "lengthen"
    form_class = forms.LongerForm
    action: Callable[..., object] = staticmethod(actions.lengthen)
    title = _("说明验收需要更长时间")
    intro = _("从竣工起一般不超过 3 个月；环保设施需要调试或者整改的，可以适当延期，最长不超过 12 个月。")
    done = _("已说明，期限已改。")

    def act(self, **typed: Any) -> Any:
        return super().act(phase=self.kwargs["phase"], **typed)


class Split(MyAct):
    verb = "split"
    form_class = forms.PhaseForm
    action: Callable[..., object] = staticmethod(actions.split)
    title = _("分期验收：增加一期")
    intro = _("分期建设、分期投入使用的，环保设施分期验收；每一期有自己的期限。")
    done = _("已增加一期。")


class DeclareChange(MyAct):
    verb = "declare_change"
    form_class = forms.ChangeForm
    action: Callable[..., object] = staticmethod(actions.declare_change)
    title = _("申报变动")
    intro = _("变动以前申报。本局认定是否属于重大变动；属于的，重新报批以前不得建设变动的部分。")
    button = pgettext_lazy("verb", "申报")
    done = _("已申报，等本局认定。")


class NameNew(MyAct):
    verb = "name_new"
    form_class = forms.NewNumberForm
    action: Callable[..., object] = staticmethod(actions.name_new)
    title = _("写明重新报批的申请")
    intro = _("先在“我的申请”里提出新的申请，再把编号写在这里，两件放在一起看。")
    done = _("已写明。")

    def act(self, **typed: Any) -> Any:
        return super().act(change=self.kwargs["change"], **typed)


class AskReExamination(MyAct):
    verb = "ask_re_examination"
    form_class = forms.AskForm
    action: Callable[..., object] = staticmethod(actions.ask_re_examination)
    title = _("提出重新审核")
    intro = _("批准后超过五年才开工的，开工以前把环评文件报原审批部门重新审核；本局十日内书面答复。不收费。")
    done = _("已提出，本局十日内书面答复。")


class ReportDuty(MyAct):
    verb = "report_duty"
    form_class = forms.DutyForm
    action: Callable[..., object] = staticmethod(actions.report_duty)
    intro = _("写明怎样做到的，可以附上材料；本局核实。")
    done = _("已报告，等本局核实。")

    @cached_property
    def duty(self) -> Duty:
        return get_object_or_404(register.of(self.object.case), pk=self.kwargs["duty"], kind=register.Kind.CONDITION)

    def get_title(self) -> Any:
        return self.duty.title

    def get_intro(self) -> object:
        return self.duty.text or self.intro

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "button": _("报告完成")})

    def act(self, **typed: Any) -> Any:
        return super().act(duty=self.duty.pk, **typed)
