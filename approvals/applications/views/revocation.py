"""The end of an approval, step by step: for the section, the leader and the enterprise."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions, guards, rules
from approvals.applications.enums import Heard
from approvals.applications.forms import revocation as forms
from approvals.applications.queries import hearing as hearings
from approvals.applications.queries import revocations as reads
from approvals.applications.views.common import Step
from approvals.applications.views.hearing import MyStep
from approvals.applications.views.steps import CaseStep
from envportal.refusals import Refused

if TYPE_CHECKING:
    from approvals.applications.models import Revocation
    from approvals.applications.queries.revocations import Row


class Asked(Step):
    """A step that is asked whether there is anything to do before its form is shown."""

    @abstractmethod
    def check(self) -> None:
        """Raise with the reason where there is not."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the case with the reason; whose step it is not, is told so as ever."""
        if rules.may(self.verb, request.user, self.object, timezone.localdate()):  # type: ignore[arg-type]
            try:
                self.check()
            except Refused as refused:
                messages.warning(request, str(refused.sentence))
                return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)


class ProposeRevocation(Asked, CaseStep):
    permission = "approval.propose_end"
    verb = "propose_revocation"
    action = staticmethod(actions.propose_revocation)
    form_class = forms.ProposeRevocationForm
    intro = _(
        "先书面告知建设单位，听取陈述申辩，依法可以要求听证；期满以后由局领导决定。提出以后，批准在决定以前仍然有效。"
    )
    button = _("提出，并告知建设单位")
    danger = True
    done = _("已提出：告知书已出具，局领导已收到通知。")

    def check(self) -> None:
        """One proposal waits at a time."""
        actions.none_waits(self.object)


class OnRevocation(Asked):
    """What waits for a decision stands above the form."""

    @property
    def waits(self) -> Revocation | None:
        return guards.open_revocation(self.object)

    def row(self) -> Row | None:
        rows = reads.revocations(self.object, timezone.localdate())
        return next((row for row in rows if row.revocation.is_open), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"application": self.object, "case": self.object.case, "row": self.row()}
        return super().get_context_data(**{**told, **kwargs})

    def check(self) -> None:
        """The step may be this person's; whether anything waits is asked here."""
        guards.the_revocation(self.object)


class RecordAnswer(OnRevocation, CaseStep):
    template_name = "applications/revocation_step.html"
    permission = "approval.propose_end"
    verb = "record_answer"
    action = staticmethod(actions.record_answer)
    form_class = forms.RecordAnswerForm
    button = pgettext_lazy("verb", "登记")
    done = _("陈述申辩已登记，局领导已收到通知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        waits = self.waits
        return {**super().get_form_kwargs(), "heard": waits.basis.heard if waits else Heard.HEARING}


class FileRevocationHearing(OnRevocation, CaseStep):
    template_name = "applications/revocation_step.html"
    permission = "approval.propose_end"
    verb = "file_revocation_hearing"
    action = staticmethod(actions.file_revocation_hearing)
    form_class = forms.RevocationHearingForm
    button = _("登记听证笔录")
    done = _("听证笔录已登记，局领导已收到通知。")

    def get_form_kwargs(self) -> dict[str, Any]:
        chairs = hearings.possible_chairs(self.object.case.bureau)
        fit = [person.pk for person in chairs if rules.could_chair(person, self.object)]
        return {**super().get_form_kwargs(), "chairs": chairs.filter(pk__in=fit)}


class EndApproval(OnRevocation, CaseStep):
    template_name = "applications/revocation_step.html"
    permission = "approval.end"
    verb = "end_approval"
    action = staticmethod(actions.end_approval)
    form_class = forms.EndApprovalForm
    danger = True
    button = _("签发终止批准决定")
    done = _("批准已终止：决定书已编号，占用的总量已收回，公告等待发布。")

    def check(self) -> None:
        revocation = guards.the_revocation(self.object)
        rules.another_decides(self.request.user, revocation)  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        waits = self.waits
        way, answered = (waits.basis.way, bool(waits.answered_on)) if waits else ("", False)
        return {**super().get_form_kwargs(), "way": way, "answered": answered}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"not_yet": self.not_yet(), **kwargs})

    def not_yet(self) -> str:
        """Why the decision cannot be signed today."""
        waits = self.waits
        if waits is None:
            return ""
        try:
            guards.enterprise_heard(waits, timezone.localdate())
        except Refused as refused:
            return str(refused.sentence)
        return ""


class DropRevocation(OnRevocation, CaseStep):
    template_name = "applications/revocation_step.html"
    permission = "approval.end"
    verb = "drop_revocation"
    action = staticmethod(actions.drop_revocation)
    form_class = forms.DropForm
    intro = _("批准继续有效，建设单位和提出的人会收到理由。")
    button = pgettext_lazy("verb", "不终止")
    done = _("已决定不终止，批准继续有效。")

    def get_form_kwargs(self) -> dict[str, Any]:
        waits = self.waits
        return {**super().get_form_kwargs(), "is_bound": bool(waits and waits.basis.is_bound)}


class AnswerRevocation(OnRevocation, MyStep):
    template_name = "applications/revocation_step.html"
    permission = "approval.answer"
    verb = "answer_revocation"
    action = staticmethod(actions.answer_revocation)
    form_class = forms.AnswerForm
    title = _("陈述和申辩")
    button = _("提出陈述申辩")
    done = _("陈述申辩已收到。要求听证的，举行听证以前不会作出决定。")

    def get_form_kwargs(self) -> dict[str, Any]:
        waits = self.waits
        return {**super().get_form_kwargs(), "heard": waits.basis.heard if waits else Heard.HEARING}


class GiveUpApproval(MyStep):
    permission = "approval.answer"
    verb = "give_up_approval"
    action = staticmethod(actions.give_up_approval)
    form_class = forms.GiveUpForm
    title = _("放弃批准，申请注销")
    intro = _("局领导决定注销以前，批准仍然有效。注销不收费。")
    button = _("申请注销批准")
    danger = True
    done = _("申请已收到，局领导决定后，决定书在“文书”里。")

    def act(self, **typed: Any) -> Any:
        typed.pop("sure", None)
        return super().act(**typed)
