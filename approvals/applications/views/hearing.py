"""The steps of a hearing, for the applicant and for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, queries, rules
from approvals.applications.forms import hearing as forms
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.models import HearingRequest
from approvals.applications.queries import hearing as reads
from approvals.applications.states import Asker
from approvals.applications.views.common import Step
from approvals.applications.views.steps import CaseStep
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from approvals.applications.models import Hearing


class AskedTooLate(Refused):
    """The request was kept, and refused for coming too late."""


class MyStep(Step):
    """A step on one's own application."""

    layout = "my.html"

    def get_success_url(self) -> str:
        return reverse("applications:mine_case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class AskHearing(MyStep):
    permission = "hearing.request"
    verb = "ask_hearing"
    action = staticmethod(actions.ask_hearing)
    template_name = "applications/ask_hearing.html"
    form_class = forms.AskHearingForm
    title = _l("申请听证")
    button = pgettext_lazy("verb", "申请听证")
    done = _l("听证申请已收到。在听证笔录签字以前，不会作出决定。")

    def act(self, **typed: Any) -> Any:
        application = super().act(**typed)
        last = application.hearing_requests.order_by("-pk").first()
        if last is not None and last.refused_why:
            raise AskedTooLate(last.refused_why, "行政许可法第47条")
        return application

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        right = queries.hearing_right(self.object, timezone.localdate())
        return super().get_context_data(**{"right": right, "application": self.object, **kwargs})


class WithdrawHearing(MyStep):
    permission = "hearing.request"
    verb = "withdraw_hearing"
    action = staticmethod(actions.withdraw_hearing)
    form_class = ReasonForm
    title = _l("撤回听证申请")
    intro = _l("没有别人申请听证的，听证不再举行，时限从明天起恢复计算。")
    button = _l("撤回听证申请")
    danger = True
    done = _l("听证申请已撤回。")


class RecordHearingRequest(CaseStep):
    permission = "hearing.record"
    verb = "record_hearing_request"
    action = staticmethod(actions.record_hearing_request)
    form_class = forms.RecordHearingRequestForm
    button = pgettext_lazy("verb", "登记")

    def get_intro(self) -> str:
        """Until when each side may ask; a later request is recorded too, and refused with its reason."""
        untils = [reads.request_until(self.object, asker) for asker in (Asker.APPLICANT, Asker.INTERESTED)]
        words = [days.brief(until) if until else _("还没有起算") for until in untils]
        return _(
            "申请人可以申请到：%(applicant)s；利害关系人可以申请到：%(interested)s。逾期的也要登记，系统写明理由，不予组织。"
        ) % {"applicant": words[0], "interested": words[1]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"intro": self.get_intro(), **kwargs})

    def get_done(self) -> object:
        last = self.result.hearing_requests.order_by("-pk").first()
        if last is not None and last.refused_why:
            return _("已登记：%(why)s告知书已出具，请送达本人。") % {"why": last.refused_why}
        return _("听证申请已登记，等科室负责人决定组织听证。")


class RecordHearingWithdrawal(CaseStep):
    permission = "hearing.record"
    verb = "record_hearing_withdrawal"
    action = staticmethod(actions.record_hearing_withdrawal)
    form_class = forms.RecordWithdrawalForm
    intro = _l("凭本人的书面意思表示登记。没有别人申请听证的，听证不再举行，时限从明天起恢复计算。")
    button = _l("登记撤回")
    danger = True
    done = _l("已登记撤回听证申请。")

    def get_form_kwargs(self) -> dict[str, Any]:
        hearing = queries.running_hearing(self.object)
        found = reads.standing_requests(hearing) if hearing else HearingRequest.objects.none()
        return {**super().get_form_kwargs(), "requests": found}


class HearingStep(CaseStep):
    """A step on the hearing that runs, which is shown above the form."""

    template_name = "applications/hearing_step.html"

    @property
    def hearing(self) -> Hearing | None:
        return queries.running_hearing(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"hearing": self.hearing, **kwargs})


class ConfirmHearing(HearingStep):
    permission = "clock.confirm_pause"
    verb = "confirm_hearing"
    action = staticmethod(actions.confirm_hearing)
    form_class = forms.ConfirmHearingForm
    intro = _l(
        "出具特殊环节告知书，写明听证需要多少天；送达以后，从申请之日的次日起，法定时限和承诺时限都停（行政许可法第45条）。"
    )
    button = _l("决定组织听证，出具告知书")
    done = _l("特殊环节告知书已出具，等经办人通知听证的时间和地点。")

    def get_initial(self) -> dict[str, Any]:
        """Up to the last day the law gives for the hearing, and a week for the transcript to be signed."""
        hearing, due = self.hearing, clocks.due_on(self.object.case, Matter.HEARING)
        return {"planned_days": (due - hearing.asked_on).days + 7} if hearing and due else {}


class ArrangeHearing(HearingStep):
    permission = "review.start_expert_hearing"
    verb = "arrange_hearing"
    action = staticmethod(actions.arrange_hearing)
    form_class = forms.ArrangeHearingForm
    button = _l("出具听证通知书")
    done = _l("听证通知书已出具，纸质的请尽快送达并登记；公开举行的，听证公告等待发布。")

    def get_intro(self) -> str:
        """The days that are left between the seven working days before and the twenty after."""
        first = reads.earliest_hearing(self.object, timezone.localdate())
        due = clocks.due_on(self.object.case, Matter.HEARING)
        words = {"first": days.brief(first), "due": days.brief(due) if due else "—"}
        return (
            _("今天通知，最早可以定在 %(first)s（提前 7 个工作日）；最迟 %(due)s（申请之日起 20 个工作日内）。") % words
        )

    def get_initial(self) -> dict[str, Any]:
        hearing = self.hearing
        if hearing is None or hearing.held_on is None:
            return {}
        return {name: getattr(hearing, name) for name in ("held_on", "held_at", "place", "chair", "closed_why")}

    def get_form_kwargs(self) -> dict[str, Any]:
        chairs = reads.possible_chairs(self.object.case.bureau)
        fit = [person.pk for person in chairs if rules.could_chair(person, self.object)]
        return {**super().get_form_kwargs(), "chairs": chairs.filter(pk__in=fit)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"intro": self.get_intro(), **kwargs})


class FileTranscript(HearingStep):
    permission = "review.start_expert_hearing"
    verb = "file_transcript"
    action = staticmethod(actions.file_transcript)
    form_class = forms.TranscriptForm
    intro = _l("笔录由听证参加人确认无误后签字或者盖章；登记以后由您根据笔录提出或者维持审查意见。")
    button = _l("登记笔录，恢复计时")
    done = _l("听证笔录已登记，签字次日起恢复计时。请根据笔录提出或者维持审查意见。")

    def get_initial(self) -> dict[str, Any]:
        return {"signed_on": self.hearing.held_on} if self.hearing else {}


class ConfirmOpinion(CaseStep):
    permission = "review.write_opinion"
    verb = "confirm_opinion"
    action = staticmethod(actions.confirm_opinion)
    template_name = "applications/sign.html"
    form_class = forms.ConfirmOpinionForm
    intro = _l(
        "结论、批准条件和理由不变，写明听证意见是否采纳和理由，成为新的一版。另有结论的，请局领导退回审查，重新提出。"
    )
    button = _l("维持审查意见")
    done = _l("已根据听证笔录维持审查意见。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"proposal": queries.standing_proposal(self.object), "held": queries.held_hearing(self.object)}
        return super().get_context_data(**{**shown, **kwargs})
