"""The steps of a revision: asked for and judged at the desk, answered by the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, guards, queries
from approvals.applications.forms import revisions as forms
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.queries import revisions as reads
from approvals.applications.states import FileKind
from approvals.applications.views.hearing import MyStep
from approvals.applications.views.steps import CaseStep

if TYPE_CHECKING:
    from collections.abc import Callable


class AskRevision(CaseStep):
    permission = "review.write_opinion"
    verb = "ask_revision"
    action = staticmethod(actions.ask_revision)
    form_class = forms.AskRevisionForm
    intro = _(
        "申请人提交修改后的全文，作为新版本；旧版本保留，两个版本都能下载、对照。法定时限照常计算；本局承诺规定修改时间不计入的，承诺时限从明天起暂停，到申请人提交为止。"
    )
    button = _("请申请人修改")
    done = _("已请申请人修改，提交以后会通知您。")

    def get_form_kwargs(self) -> dict[str, Any]:
        steps = reads.filed_steps(self.object)
        return {**super().get_form_kwargs(), "steps": steps, "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        return {"points": "\n".join(reads.points_to_ask(self.object))}


class JudgeRevision(CaseStep):
    permission = "review.write_opinion"
    verb = "judge_revision"
    action = staticmethod(actions.judge_revision)
    template_name = "applications/judge_revision.html"
    form_class = forms.JudgeRevisionForm
    intro = _("逐条认定。没有解决的，可以再请申请人修改一次，也可以写进批准条件。")
    button = _("认定")
    done = _("已认定，申请人已收到通知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        revision = guards.open_revision(self.object)
        return {**super().get_form_kwargs(), "points": list(revision.points.all()) if revision else []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"revision": guards.open_revision(self.object), **kwargs})


class CallOffRevision(CaseStep):
    permission = "review.write_opinion"
    verb = "call_off_revision"
    action = staticmethod(actions.call_off_revision)
    form_class = ReasonForm
    intro = _("不再需要修改，或者申请人一直没有提交的，写明理由取消。已经提交的，逐条认定，不能取消。")
    button = _("取消修改")
    danger = True
    done = _("已取消。")


class AnswerRevision(MyStep):
    permission = "application.supplement"
    verb = "answer_revision"
    action: Callable[..., object] = staticmethod(actions.answer_revision)
    template_name = "applications/answer_revision.html"
    form_class = forms.AnswerRevisionForm
    title = _("提交修改后的文件")
    intro = _("上传修改后的全文和公开本，逐条写明怎么改的、在第几页。没有改的也写明理由。")
    button = pgettext_lazy("verb", "提交")
    done = _("修改后的文件已提交，经办人已收到通知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        revision = guards.open_revision(self.object)
        points = list(revision.points.all()) if revision else []
        has_public = queries.files(self.object, FileKind.PUBLIC).exists()
        return {**super().get_form_kwargs(), "points": points, "has_public": has_public}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"revision": guards.open_revision(self.object), **kwargs})
