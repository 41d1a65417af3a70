"""The steps of the desk: one POST, one rule, one action each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.incidents import actions, forms, queries, rules
from enforcement.incidents.states import ReportKind, Stage
from enforcement.incidents.views import words
from enforcement.incidents.views.desk import visible
from envportal.web.views import StepView, VerbStep

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from enforcement.incidents.models import Incident, Report
    from envportal.accounts.models import User


class TakeCall(StepView):
    """接报登记: what was heard by telephone, before anything else is known."""

    permission = rules.RECEIVE
    object = None
    template_name = "incidents/call.html"
    form_class = forms.CallForm
    title = _("接报登记")
    intro = _("先记下在哪里、发生了什么，其余的可以以后补。登记后马上通知值班的执法人员和局领导。")
    button = pgettext_lazy("verb", "登记接报")
    done = _("已登记，时限从接报时起算。")

    def get_initial(self) -> dict[str, Any]:
        return {"discovered_at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = getattr(self.request.user, "bureau", None)
        return super().get_context_data(on_call=queries.roster(own, timezone.localdate()), **kwargs)

    def act(self, **typed: Any) -> Any:
        return actions.take_call(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        made = getattr(self, "result", None)
        return reverse("incidents:one", args=[made.pk]) if made else reverse("incidents:list")

    def get_cancel_url(self) -> str:
        return reverse("incidents:list")


class Step(VerbStep):
    """A step on one incident; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    object: Incident
    require = staticmethod(rules.require)
    words = words.VERBS
    page = "incidents:one"


class Tell(Step):
    permission = rules.HANDLE
    verb = "tell"
    template_name = "incidents/tell.html"
    form_class = forms.TellForm
    action = staticmethod(actions.tell)

    def get_initial(self) -> dict[str, Any]:
        return {"told_at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        *earlier, last = self.object.rounds.all()
        open_ones = [one for one in last.recipients.all() if one.told_at is None or one.written_at is None]
        before = [one for of in earlier for one in of.recipients.all() if one.told_at is None]
        return {**super().get_form_kwargs(), "recipients": open_ones, "before": before}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(now=words.now_of(self.object, timezone.now()), **kwargs)


class Grade(Step):
    permission = rules.GRADE
    verb = "grade"
    template_name = "incidents/grade.html"
    form_class = forms.GradeForm
    action = staticmethod(actions.grade)
    done = _("已定级。")

    def get_initial(self) -> dict[str, Any]:
        one = self.object
        names = ("place", "division", "pollutants", "sensitive", "level", "level_why", "occurred_at", *rules.FIGURES)
        known = {name: getattr(one, name) for name in names}
        if one.is_in_reporters_words:
            known["place"] = ""
        return {**known, "uscc": one.case.enterprise.uscc if one.case.enterprise else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(table=table(), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        said = self.object.place if self.object.is_in_reporters_words else ""
        return {**super().get_form_kwargs(), "said_place": said}


def table() -> list[dict[str, Any]]:
    """The table of levels to be read beside the form, a line a measure."""
    return [
        {"name": label, "cells": [one for one in rules.thresholds() if one.measure == measure]}
        for measure, label in (
            ("deaths", _("死亡人数")), ("poisoned", _("中毒或者重伤人数")), ("evacuated", _("疏散、转移人数")),
            ("loss", _("直接经济损失（元）")),
        )
    ]  # fmt: skip


class Note(Step):
    permission = rules.HANDLE
    verb = "note"
    form_class = forms.NoteForm
    action = staticmethod(actions.note_measure)

    def get_initial(self) -> dict[str, Any]:
        return {"taken_at": timezone.now()}


class Write(Step):
    """The kind of report stands in the address."""

    permission = rules.HANDLE
    verb = "write"
    form_class = forms.WriteForm
    action = staticmethod(actions.write)
    intro = _("能填的已经从案件里带来，请核对；还不知道的写“正在核实”，以后写续报。签发人是另一位负责人。")
    done = _("报告已拟好，待签发。")

    @property
    def kind(self) -> ReportKind:
        try:
            return ReportKind(self.kwargs["kind"])
        except ValueError:
            raise Http404(_("没有这种报告。")) from None

    def get_title(self) -> Any:
        return self.kind.label

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        draft = queries.draft(self.object, self.kind)
        if draft is not None:
            return {**forms.words_of(draft), "draft": draft.pk}
        return dict(forms.first_words(self.object, timezone.now()))

    def act(self, **typed: Any) -> Any:
        return super().act(kind=self.kind.value, **typed)


class Sign(Step):
    permission = rules.SIGN
    verb = "sign"
    template_name = "incidents/sign.html"
    action = staticmethod(actions.sign)
    title = pgettext_lazy("verb", "签发")
    done = _("报告已签发，请登记向谁报告了。")

    @property
    def report(self) -> Report:
        found = self.object.reports.filter(pk=self.kwargs["report"]).select_related("written_by").first()
        if found is None:
            raise Http404(_("没有这份报告，或者已经重新拟写。"))
        return found

    def get_title(self) -> Any:
        return self.title

    def act(self, **typed: Any) -> Any:
        return super().act(report=self.report.pk, **typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.report
        return super().get_context_data(report=report, named=actions.name_of(report), **kwargs)


class Conclude(Step):
    permission = rules.HANDLE
    verb = "conclude"
    form_class = forms.ConcludeForm
    action = staticmethod(actions.conclude)
    intro = _("写明结论以后由另一人审核结案。")
    done = _("结论已写明，待另一人结案。")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in forms.ConcludeForm.base_fields}


class Publish(Step):
    permission = rules.PUBLISH
    verb = "publish"
    form_class = forms.PublishForm
    action = staticmethod(actions.publish)
    done = _("已提交，由信息公开编辑核对发布。")
    intro = _("公众读到的就是这里写的，案件里的其他内容不会公开。报告人的情况一律不写。")

    @property
    def stage(self) -> Stage:
        """As the form was opened with, as far as it is one."""
        posted = self.request.POST.get("stage", "")
        return Stage(posted) if posted in Stage else queries.stage_ahead(self.object)

    def get_title(self) -> Any:
        return _("提交公开：%(stage)s") % {"stage": self.stage.label}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "stage": self.stage, "incident": self.object, "now": timezone.now()}


class SendBack(Step):
    permission = rules.CLOSE
    verb = "send_back"
    form_class = forms.WhyForm
    action = staticmethod(actions.send_back)
    done = _("已退回补充。")


class Close(Step):
    permission = rules.CLOSE
    verb = "close"
    form_class = forms.CloseForm
    template_name = "incidents/close.html"
    action = staticmethod(actions.close)
    done = _("本件已结案。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(one=self.object, owed=rules.owed(self.object), **kwargs)


class Dismiss(Step):
    permission = rules.CLOSE
    verb = "dismiss"
    form_class = forms.DismissForm
    action = staticmethod(actions.dismiss)
    danger = True
    intro = _("经现场核实没有发生突发环境事件的，写明怎样核实的；报告时限同时停止。")
    done = _("已按不是突发环境事件办结。")


class SeeReporter(Step):
    """The answer is shown on this page alone, and kept by nobody on the way."""

    permission = rules.IDENTITY
    template_name = "incidents/reporter.html"
    form_class = forms.WhyForm
    title = _("查看报告人")
    intro = _("报告人的姓名和联系方式单独封存；您的姓名、理由和时间会写进不能修改的日志。")
    button = pgettext_lazy("verb", "写明理由并查看")

    def check(self) -> None:
        rules.may_see_identity(self.request.user, self.object)  # type: ignore[arg-type]

    def get_title(self) -> Any:
        return self.title

    def form_valid(self, form: BaseForm) -> HttpResponse:
        self.check()
        who: User = self.request.user  # type: ignore[assignment]
        seen = actions.see_reporter(self.object.pk, by=who, at=timezone.now(), key=self.key, **form.cleaned_data)
        answer = self.render_to_response(self.get_context_data(form=form, reporter=seen, seen=True))
        answer["Cache-Control"] = "no-store, private"
        return answer
