"""The desk: every approval that is followed, one of them, what the bureau records, finds and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.aftercare import actions, forms, queries, rules
from approvals.aftercare.models import Change
from approvals.aftercare.views.common import Act, CarePage, Correct, OnStep
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.aftercare.models import Aftercare


class Listed(ListPage):
    """What this person may see, by what is due first."""

    permission = rules.LIST
    template_name = "aftercare/list.html"
    title = _("批后监管")
    file_name = "aftercare"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    empty_sentence = _("没有符合条件的批后监管。")
    empty_more = _("报告书、报告表批准以后，会自动出现在这里。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目"), lambda row: row.case.title, "case__title"),
        Column(_("建设单位"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("批复文号"), "document_number", "document_number"),
        Column(_("批准日期"), "decided_on", "decided_on"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("最近的最后一天"), "next_due", "next_due"),
        Column(_("没有完成的"), "left", "left"),
        Column(_("等核实的"), "reports", "reports"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Aftercare]:
        return queries.listed(request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = [
            {"row": row, "left": (row.next_due - today).days if row.next_due else None} for row in context["rows"]
        ]
        may = self.request.may  # type: ignore[attr-defined]
        return {**context, "listed": listed, "plans": may(rules.PLAN), "records": may(rules.RECORD)}


class Case(CarePage):
    inside = True


class Record(OnStep):
    permission = rules.RECORD
    verb = "record"
    form_class = forms.StepForm
    action: Callable[..., object] = staticmethod(actions.record)
    intro = _("现场看到的，或者建设单位书面报告的；后面的期限从这一天起算。")
    done = _("已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "inside": True}


class DeskCorrect(Correct):
    permission = rules.RECORD
    verb = "record"
    form_class = forms.CorrectForm
    action: Callable[..., object] = staticmethod(actions.correct)
    done = _("已更正，后面的期限重新计算。")


class Check(Act):
    permission = rules.CHECK
    verb = "check"
    form_class = forms.CheckForm
    action: Callable[..., object] = staticmethod(actions.check)
    title = _("登记“三同时”检查")
    intro = _("符合的，这一环节办结；不符合的，理由告知建设单位，本局另列一项核查，可以转执法。")
    button = pgettext_lazy("verb", "登记")
    done = _("检查已登记。")

    def act(self, **typed: Any) -> Any:
        return super().act(phase=get_object_or_404(self.object.phases, number=self.kwargs["phase"]).number, **typed)


class JudgeChange(Act):
    permission = rules.JUDGE
    verb = "judge_change"
    template_name = "aftercare/judge.html"
    form_class = forms.JudgeForm
    action: Callable[..., object] = staticmethod(actions.judge_change)
    title = _("认定变动")
    button = pgettext_lazy("verb", "认定")
    done = _("已认定，建设单位会收到理由。")

    @cached_property
    def change(self) -> Change:
        return get_object_or_404(Change, aftercare=self.object, pk=self.kwargs["change"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"change": self.change, **kwargs})

    def act(self, **typed: Any) -> Any:
        return super().act(change=self.change.pk, **typed)


class OnReExamination(Act):
    """The answer to what the enterprise filed for re-examination, with that before it."""

    template_name = "aftercare/answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"waiting": queries.waiting_re_examination(self.object), **kwargs})


class ProposeAnswer(OnReExamination):
    permission = rules.JUDGE
    verb = "propose_answer"
    form_class = forms.AnswerForm
    action: Callable[..., object] = staticmethod(actions.propose_answer)
    title = _("拟重新审核答复")
    button = pgettext_lazy("verb", "送签")
    done = _("已送局领导签发。")


class Answer(OnReExamination):
    permission = rules.ANSWER
    verb = "answer"
    form_class = forms.SignForm
    action: Callable[..., object] = staticmethod(actions.answer)
    title = _("签发重新审核答复")
    button = pgettext_lazy("verb", "签发")
    done = _("已签发，答复已出具。")
