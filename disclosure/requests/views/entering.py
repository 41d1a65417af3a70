"""A request on paper or at the counter, entered by staff; and who asks, seen for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.requests import actions
from disclosure.requests.forms import desk as forms
from disclosure.requests.guards import NamesApplicant
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import steps
from disclosure.requests.views.steps import Step
from envportal.cases import rules as cases
from envportal.cases.queries import code_of_form
from envportal.documents.rules import BadFile
from envportal.documents.views import served
from envportal.refusals import Refused
from envportal.web.views import StepView
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from disclosure.requests.models import Request


class Enter(StepView):
    """代录 what came on paper or at the counter; the answer is the receipt to be handed over."""

    permission = steps.TAKE
    form_class = forms.EnterForm
    title = _("登记收到的申请")
    intro = _("身份和联系方式单独封存：登记以后，要看须写明理由并留痕。")
    button = _("登记")
    template_name = "requests/enter.html"

    @cached_property
    def object(self) -> Any:
        return self.request.user

    def check(self) -> None:
        steps.require_enter(self.request.user)  # type: ignore[arg-type]

    def get_initial(self) -> dict[str, Any]:
        return {"sent_on": timezone.localdate(), "supply": "post"}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, forms.EnterForm)  # noqa: S101  form_class says so
        typed = form.cleaned_data
        try:
            made = actions.enter(
                form.typed(), channel=typed["channel"], sent_on=typed["sent_on"], by=self.request.user,  # type: ignore[arg-type]
                at=timezone.now(), key=self.key,
            )  # fmt: skip
        except BadFile as refused:
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        except Refused as refused:
            return self.refuse(form, refused)
        return self.receipt(made)

    def receipt(self, made: Request) -> HttpResponse:
        self.template_name = "requests/receipt.html"
        told = {"one": made, "case": made.case, "code": code_of_form(made.key), "at_desk": True}
        return not_kept(self.render_to_response(self.get_context_data(form=None, title=_("申请已登记"), **told)))

    def first_result(self) -> HttpResponse:
        found = queries.by_key(self.key)
        return self.receipt(found) if found else super().first_result()

    def get_success_url(self) -> str:
        return reverse("requests:list")

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class SeeApplicant(Step):
    """Shown once, for a reason that stays on the log."""

    permission = steps.IDENTITY
    form_class = forms.SeeForm
    action = staticmethod(actions.see_applicant)
    template_name = "requests/applicant.html"
    intro = _("只为核实身份、联系和送达查看，不得用于别的用途。")
    with_file = False

    def get_title(self) -> Any:
        return _("查看申请人")

    def check(self) -> None:
        cases.require(self.request.user, self.permission, self.object.case, timezone.localdate())

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            applicant = self.act(**form.cleaned_data, with_file=self.with_file)
        except NamesApplicant as refused:
            return self.refuse(form, refused)
        if self.with_file and applicant.document is not None:
            return not_kept(served(applicant.document))  # type: ignore[arg-type]
        told = {"form": form, "applicant": applicant, "seen": True, "reason": form.cleaned_data["reason"]}
        return not_kept(self.render_to_response(self.get_context_data(**told)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "button": _("写入日志并查看")})


class IdentityFile(SeeApplicant):
    """The photograph or PDF of the identity: one more look, one more line in the log."""

    with_file = True
