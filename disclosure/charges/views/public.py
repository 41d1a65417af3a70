"""Nothing is charged: said, counted, and complained about without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import board
from disclosure.board.views.posted import Posted
from disclosure.charges import actions, queries
from disclosure.charges.enums import CASE
from disclosure.charges.forms import ComplainForm
from disclosure.charges.models import Complaint
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.queries import query_code
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.refusals import Refused
from envportal.web.forms import AskForm
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class About(Page):
    """The law, what to do when somebody charges, and how many did."""

    permission = "public.view"
    template_name = "charges/about.html"
    title = _l("审批不收费")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(figures=queries.figures(), **kwargs)


class Complain(Posted):
    permission = "charge.report"
    template_name, receipt_template = "charges/complain.html", "charges/receipt.html"
    form_class = ComplainForm
    title = _l("投诉收费")
    button = _l("提交投诉")
    heading = _l("投诉已收到")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}

    def get_initial(self) -> dict[str, Any]:
        return {"about": self.request.GET.get("about", "")[:200]}

    def take_in(self, form: ComplainForm, key: str) -> Complaint:
        at, bureau = timezone.now(), form.cleaned_data["bureau"]
        return actions.report(bureau, key=key, address=address_of(self.request), at=at, **form.told())

    def by_key(self, key: str) -> Complaint | None:
        return queries.by_key(key)

    def told(self, made: Complaint, key: str) -> dict[str, Any]:  # noqa: ARG002
        due_on = clocks.due_on(made.case, Matter.SUPERVISION_COMPLAINT)
        return {"complaint": made, "case": made.case, "code": query_code(made.case), "due_on": due_on}

    def get_cancel_url(self) -> str:
        return reverse("charges:about")


# Posted because a code in an address would stay in logs; it changes nothing and needs no cookie.
@method_decorator(csrf_exempt, name="dispatch")
class Follow(Page):
    """What the supervisor found, for whoever holds number and code."""

    permission = "progress.view"
    template_name = "charges/follow.html"
    title = _l("查收费投诉")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return self.answer(AskForm(initial={"no": request.GET.get("no", "")[:60]}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = AskForm(request.POST)
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        try:
            case = board.ask(number, code, address=address_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.answer(form, status=429)
        if case is None or case.kind != CASE:
            form.add_error(None, _("没有找到。请核对编号和查询码，两样都在提交后的那一页上。"))
            return self.answer(form, status=404)
        found = Complaint.objects.select_related("case__bureau").get(pk=case.pk)
        return self.answer(form, found=found, due_on=clocks.due_on(case, Matter.SUPERVISION_COMPLAINT))

    def answer(self, form: AskForm, *, status: int = 200, **shown: Any) -> HttpResponse:
        context = self.get_context_data(form=form, step_form=True, **shown)
        return not_kept(self.render_to_response(context, status=status))
