"""The clerk: what came by telephone, letter, visit, message or from 12345."""

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

from enforcement.petitions import actions, queries, rules
from enforcement.petitions.forms import desk as forms
from enforcement.petitions.views.desk import visible
from enforcement.petitions.views.words import next_of
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.web.views import Page, StepView

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enforcement.petitions.models import Petition


class Register(StepView):
    """窗口登记; the same order twice leads to the first."""

    permission = rules.REGISTER
    object = None
    form_class = forms.RegisterForm
    title = _l("登记来电、来信、来访和 12345 工单")
    intro = _l("姓名和联系方式单独封存，登记以后您也看不到；内容里不要写是谁反映的。")
    button = pgettext_lazy("verb", "登记")
    done = _l("已登记。请把编号和查询码告诉反映人。")

    def get_initial(self) -> dict[str, Any]:
        return {"received_at": timezone.localtime().strftime("%Y-%m-%d %H:%M")}

    def act(self, **typed: Any) -> Any:
        form = self.get_form()
        form.is_valid()
        way = {name: typed[name] for name in ("channel", "order_number", "received_at")}
        told = form.told(form.photos())  # type: ignore[attr-defined]
        return actions.register(told, **way, by=self.request.user, at=timezone.now(), key=self.key)  # type: ignore[arg-type]

    def form_valid(self, form: Any) -> HttpResponse:
        before = queries.by_order(form.cleaned_data["order_number"])
        if before is not None:
            return self.again(before)
        return super().form_valid(form)

    def again(self, before: Petition) -> HttpResponse:
        from_us = visible(self.request).filter(pk=before.pk).exists()
        words = _("这张工单已经登记为 %(number)s，没有重复登记。") % {"number": before.case.number}
        messages.info(self.request, words)
        return HttpResponseRedirect(
            reverse("petitions:petition", args=[before.pk]) if from_us else reverse("petitions:list")
        )

    def get_success_url(self) -> str:
        if not hasattr(self, "result"):
            return reverse("petitions:list")
        return reverse("petitions:receipt", args=[self.result.pk])

    def get_cancel_url(self) -> str:
        return reverse("petitions:list")


class Receipt(Page):
    """Number and code to read out or to print, for whoever registered it, on that day."""

    permission = rules.REGISTER
    template_name = "petitions/desk_receipt.html"
    title = _l("登记回执")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        petition = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        registered = log.already(petition.key)
        fresh = timezone.localdate(petition.case.created_at) == timezone.localdate()
        if registered is None or registered.actor_id != self.request.user.pk or not fresh:
            raise Http404(_("查询码只在登记当天、由登记的人看到。"))
        return super().get_context_data(
            one=petition, case=petition.case, code=query_code(petition.case), next=next_of(petition), **kwargs
        )
