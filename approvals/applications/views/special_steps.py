"""The steps of an expert review and of a technical assessment: asked for, confirmed, answered, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from approvals.applications import actions, queries
from approvals.applications.forms import staff as forms
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.views.steps import CaseStep
from approvals.experts import panel
from approvals.experts.views.case import MakeDraw
from envportal.deadlines.enums import Ground
from envportal.web.forms import Form

if TYPE_CHECKING:
    from envportal.accounts.models import Enterprise


class Commission(CaseStep):
    permission = "review.start_expert_hearing"
    intro = _("由科室负责人确认后出具特殊环节告知书；送达次日起停表。在此之前时限照常计算。")
    button = _("提请确认")
    done = _("已提请科室负责人确认，确认前时限照常计算。")


class CommissionExpertReview(Commission):
    verb = "commission_expert_review"
    action = staticmethod(actions.commission_expert_review)
    form_class = forms.ExpertReviewForm

    def get_initial(self) -> dict[str, Any]:
        """Whom the draw seated, where one was made."""
        return {"experts": panel.names(self.object.case)}


class CommissionAssessment(Commission):
    verb = "commission_assessment"
    action = staticmethod(actions.commission_assessment)
    form_class = forms.AssessmentForm


class ConfirmExpertReview(CaseStep):
    permission = "clock.confirm_pause"
    verb = "confirm_expert_review"
    action = staticmethod(actions.confirm_expert_review)
    form_class = Form
    template_name = "applications/confirm_special_step.html"
    button = _("确认并出具告知书")
    done = _("特殊环节告知书已出具；送达次日起停表。")
    ground = Ground.EXPERT_REVIEW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"step": queries.running_step(self.object, self.ground), **kwargs})


class ConfirmAssessment(ConfirmExpertReview):
    verb = "confirm_assessment"
    action = staticmethod(actions.confirm_assessment)
    ground = Ground.TECHNICAL_ASSESSMENT


class FileAnswer(CaseStep):
    permission = "review.start_expert_hearing"
    intro = _("登记之日是最后一个不计入的日子，次日起时限恢复。")


class FileExpertOpinion(FileAnswer):
    verb = "file_expert_opinion"
    action = staticmethod(actions.file_expert_opinion)
    form_class = forms.ExpertOpinionForm
    button = _("登记意见，恢复计时")
    done = _("专家意见已登记，次日起恢复计时。")

    def get_initial(self) -> dict[str, Any]:
        """What the panel wrote together, where it did."""
        step = queries.running_step(self.object, Ground.EXPERT_REVIEW)
        return {"opinion": panel.joint_opinion(self.object.case, since=step.commissioned_at if step else None)}


class FileAssessment(FileAnswer):
    verb = "file_assessment"
    action = staticmethod(actions.file_assessment)
    form_class = forms.AssessmentReportForm
    button = _("登记报告，恢复计时")
    done = _("技术评估报告已登记，次日起恢复计时。")


class CallOffExpertReview(CaseStep):
    permission = "clock.confirm_pause"
    verb = "call_off_expert_review"
    action = staticmethod(actions.call_off_expert_review)
    form_class = ReasonForm
    intro = _("不同意进行专家评审，或者专家无法提出意见的，写明理由取消。已经停表的，从明天起恢复计时。")
    button = _("取消专家评审")
    danger = True
    done = _("专家评审已取消；停表的从明天起恢复计时。")


class CallOffAssessment(CallOffExpertReview):
    verb = "call_off_assessment"
    action = staticmethod(actions.call_off_assessment)
    intro = _("不同意进行技术评估，或者评估单位不能提出报告的，写明理由取消。已经停表的，从明天起恢复计时。")
    button = _("取消技术评估")
    done = _("技术评估已取消；停表的从明天起恢复计时。")


class DrawExperts(MakeDraw):
    """Who drafted the document is concerned, too: its people do not judge their own work."""

    def against(self) -> list[Enterprise]:
        application = queries.with_case().filter(pk=self.object.pk).first()
        unit = application.consultant if application else None
        return [unit] if unit else []
