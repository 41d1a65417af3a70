"""首问登记: whoever was asked at the window, by telephone or by 12345 writes it down and owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.questions import actions
from approvals.questions.forms import desk as forms
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from approvals.questions.views.desk import visible
from approvals.questions.views.words import next_of
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.http import HttpResponse

    from approvals.questions.models import Question


class Register(StepView):
    """The same order twice leads to the first."""

    permission = rules.REGISTER
    object = None
    form_class = forms.RegisterForm
    title = _l("登记咨询")
    intro = _l("您就是首问责任人：负责到答复，或者移交给同事并等对方接受。能当面答的，登记后马上答复。")
    button = pgettext_lazy("verb", "登记")
    done = _l("已登记，由您负责。请把编号和查询码告诉咨询人。")

    def act(self, **typed: Any) -> Any:
        return actions.register(actions.Asked(**typed), by=self.request.user, at=timezone.now(), key=self.key)  # type: ignore[arg-type]

    def form_valid(self, form: Any) -> HttpResponse:
        before = queries.by_order(form.cleaned_data["order_number"])
        if before is not None and before.key != self.key:
            return self.again(before)
        return super().form_valid(form)

    def again(self, before: Question) -> HttpResponse:
        ours = visible(self.request).filter(pk=before.pk).exists()
        words = _("这张工单已经登记为 %(number)s，没有重复登记。") % {"number": before.case.number}
        messages.info(self.request, words)
        return HttpResponseRedirect(
            reverse("questions:question", args=[before.pk]) if ours else reverse("questions:list")
        )

    def get_success_url(self) -> str:
        made = getattr(self, "result", None) or queries.by_key(self.key)
        return reverse("questions:receipt", args=[made.pk]) if made else reverse("questions:list")

    def get_cancel_url(self) -> str:
        return reverse("questions:list")


class Receipt(Page):
    """Number and code to read out or to print, for whoever registered it, on that day."""

    permission = rules.REGISTER
    template_name = "questions/desk_receipt.html"
    title = _l("咨询回执")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        registered = log.already(one.key)
        fresh = timezone.localdate(one.case.created_at) == timezone.localdate()
        if registered is None or registered.actor_id != self.request.user.pk or not fresh:
            raise Http404(_("查询码只在登记当天、由登记的人看到。"))
        return super().get_context_data(one=one, case=one.case, code=query_code(one.case), next=next_of(one), **kwargs)
