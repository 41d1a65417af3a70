"""The steps of staff on a case: one verb, one page, one POST."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries, rules
from approvals.applications.forms import staff as forms
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.states import Conclusion
from approvals.applications.views import work
from approvals.applications.views.common import Step
from approvals.applications.views.gate import gate
from approvals.meetings import resolutions
from envportal.web.forms import Form


class CaseStep(Step):
    """A step on a case at the desk."""

    template_name = "applications/case_step.html"
    words = work.VERB_WORDS

    def get_title(self) -> object:
        return self.title or self.words[self.verb]

    def get_success_url(self) -> str:
        return reverse("applications:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = rules.VERBS[self.verb].action if self.verb in rules.VERBS else ""
        given = rules.delegation_for(action, self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]
        return super().get_context_data(
            **{"application": self.object, "case": self.object.case, "acting_for": given, **kwargs}
        )


class Accept(CaseStep):
    permission = "intake.accept"
    verb = "accept"
    action = staticmethod(actions.accept)
    intro = _("受理通知书当即出具，本件转入审批科，受理公示送信息公开编辑发布，承诺时限从今天起算。")
    button = pgettext_lazy("verb", "受理")
    done = _("已受理：通知书已出具，本件已转审批科，公示等待发布。")
    form_class = Form


class CompleteAcceptance(Accept):
    verb = "complete_acceptance"
    action = staticmethod(actions.complete_acceptance)
    intro = _("逾期视为受理的，仍须出具受理通知书并公示公开本；请先看公开本有没有不能公开的内容。")
    button = _("出具并送公示")
    done = _("受理通知书已出具，公示等待发布。")


class Decline(CaseStep):
    permission = "intake.reject"
    verb = "decline"
    action = staticmethod(actions.decline)
    form_class = forms.DeclineForm
    button = pgettext_lazy("verb", "不予受理")
    danger = True
    done = _("文书已出具并告知申请人，不予受理。")


class Take(CaseStep):
    permission = "case.take_over"
    verb = "take"
    action = staticmethod(actions.take)
    intro = _("接收后，移交计时终止；本件的审查由本科室负责。")
    button = pgettext_lazy("verb", "接收")
    done = _("已接收。")


class Assign(CaseStep):
    permission = "case.assign"
    verb = "assign"
    action = staticmethod(actions.assign)
    form_class = forms.AssignForm
    button = _("改派")
    done = _("已改派，双方都会收到通知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "officers": queries.officers(self.object.case.section)}


class Propose(CaseStep):
    permission = "decision.approve_first"
    verb = "propose"
    action = staticmethod(actions.propose)
    form_class = Form
    template_name = "applications/propose.html"
    button = _("提出")

    def get_intro(self) -> object:
        if self.object.procedure.is_noticed:
            return _("拟审批意见送信息公开编辑发布，公示 5 个工作日；同时告知申请人听证权利。")
        return _("登记表不公示，提出后直接送局领导签发。")

    def get_done(self) -> object:
        if self.object.procedure.is_noticed:
            return _("已提出拟审批：公示等待发布，听证告知书已出具。")
        return _("已提出拟审批，等局领导签发。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opinion, found = self.object.opinions.order_by("-version").first(), resolutions.resolution(self.object.case)
        differs = bool(opinion and found and found.approves != (opinion.conclusion == Conclusion.APPROVE))
        return super().get_context_data(**{"opinion": opinion, "resolution": found, "differs": differs, **kwargs})


class Extend(CaseStep):
    permission = "clock.extend"
    verb = "extend"
    action = staticmethod(actions.extend)
    form_class = forms.ExtendForm
    intro = _("只有承诺时限可以延长：届满前、一次、把理由书面送达申请人，且不得超过法定时限。法定时限不能延长。")
    button = _("延长承诺时限")
    done = _("延期告知书已出具；送达申请人之后，承诺时限延长。")


class Sign(CaseStep):
    """Approval or refusal: the gate, the opinion, the signatory's second factor."""

    permission = "decision.sign"
    template_name = "applications/sign.html"
    form_class = forms.SignForm
    conclusion: Conclusion

    def get_form_kwargs(self) -> dict[str, Any]:
        approves = self.conclusion == Conclusion.APPROVE
        return {**super().get_form_kwargs(), "differs": resolutions.differs(self.object.case, approves=approves)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        conditions = gate(self.object, timezone.localdate())
        return super().get_context_data(**{
            "gate": conditions, "shut": any(not item.met for item in conditions),
            "proposal": queries.standing_proposal(self.object), "held": queries.held_hearing(self.object),
            "resolution": resolutions.resolution(self.object.case), **kwargs,
        })  # fmt: skip


class Approve(Sign):
    verb = "approve"
    conclusion = Conclusion.APPROVE
    action = staticmethod(actions.approve)
    button = _("签发批复")
    done = _("已批准：批复已编号，申请人已收到通知，决定公告等待发布。")


class Refuse(Sign):
    verb = "refuse"
    conclusion = Conclusion.REFUSE
    action = staticmethod(actions.refuse)
    button = _("签发不予批准决定")
    danger = True
    done = _("已决定不予批准：决定书已编号，申请人已收到通知，决定公告等待发布。")


class SendBack(CaseStep):
    permission = "decision.sign"
    verb = "send_back"
    action = staticmethod(actions.send_back)
    form_class = ReasonForm
    intro = _("退回后拟审批公示撤回并写明理由，科室重新提出时重新公示。")
    button = pgettext_lazy("verb", "退回审查")
    done = _("已退回审查，经办人已收到通知。")


class ReturnParticipation(CaseStep):
    permission = "review.return_to_intake"
    verb = "return_participation"
    action = staticmethod(actions.return_participation)
    form_class = ReasonForm
    intro = _("公众参与不充分的，退回建设单位补做；本件办结，补做后重新申请。")
    button = _("退回")
    danger = True
    done = _("已退回，告知书已出具。")


class Terminate(CaseStep):
    permission = "decision.end_early"
    verb = "terminate"
    action = staticmethod(actions.terminate)
    form_class = ReasonForm
    intro = _("文件类别不对，或审批事项已不存在的，终止办理并书面告知理由。")
    button = pgettext_lazy("verb", "终止办理")
    danger = True
    done = _("已终止，告知书已出具。")


class Transfer(CaseStep):
    permission = "decision.end_early"
    verb = "transfer"
    action = staticmethod(actions.transfer)
    form_class = forms.TransferForm
    intro = _("应由其他机关审批的，转送并书面告知申请人。")
    button = _("转送")
    danger = True
    done = _("已转送，告知书已出具。")
