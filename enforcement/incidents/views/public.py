"""What anybody reads and sends without an account: a report, what became of it, how many there were a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import board
from enforcement.incidents import actions, forms, queries
from enforcement.incidents.models import Incident
from enforcement.incidents.states import KIND
from envportal.accounts.queries import receiving_bureaus
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.refusals import Refused
from envportal.web.views import FormPage, Page
from envportal.web.views.address import address_of
from envportal.web.views.bars import bars
from envportal.web.views.frame import home_bureau
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse


# Nothing is done in anybody's name, and the form carries a signed question of its own: there is nothing to forge.
@method_decorator(csrf_exempt, name="dispatch")
class Report(FormPage):
    """报告突发环境事件: the telephone first; the answer is the receipt, and sending it again shows the same."""

    permission = "incident.report"
    template_name = "incidents/report.html"
    layout = "public.html"
    form_class = forms.PublicForm
    title = _l("报告突发环境事件")
    button = _l("提交报告")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return not_kept(super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return not_kept(super().post(request, *args, **kwargs))

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"at": timezone.now(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}
        return {**super().get_form_kwargs(), **more}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        assert isinstance(form, forms.PublicForm)  # noqa: S101  form_class says so
        try:
            made = self.take_in(form)
        except IntegrityError:  # two clicks at once: the other one wrote the key first
            event = log.already(form.question.key)
            if event is None:
                raise
            made = Incident.objects.select_related("case").get(pk=event.case_id)
        except Refused as refused:
            status = 429 if isinstance(refused, board.TooManyPosts) else 409
            return self.render_to_response(self.get_context_data(form=form, refused=refused), status=status)
        self.template_name = "incidents/receipt.html"
        context = {"incident": made, "code": query_code(made.case), "title": _("报告已收到"), "step_form": False}
        return self.render_to_response(Page.get_context_data(self, layout=self.layout, phone=self.phone(), **context))

    def take_in(self, form: forms.PublicForm) -> Incident:
        return actions.report_publicly(
            form.cleaned_data["bureau"], key=form.question.key, address=address_of(self.request), at=timezone.now(),
            caller=form.caller(), **form.heard(),
        )  # fmt: skip

    def phone(self) -> str:
        return queries.duty_desk(home_bureau())

    def get_cancel_url(self) -> str:
        return reverse("board:incidents")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"phone": self.phone(), **kwargs})


# Posted because a code in an address would stay in logs; it changes nothing and needs no cookie.
@method_decorator(csrf_exempt, name="dispatch")
class Progress(Page):
    """What became of a report, for whoever holds its number and code."""

    permission = "progress.view"
    template_name = "incidents/progress.html"
    title = _l("查报告处理")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = forms.AskForm(initial={"no": request.GET.get("no", "")[:60]})
        return not_kept(self.render_to_response(self.get_context_data(form=form)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = forms.AskForm(request.POST)
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        try:
            case = board.ask(number, code, address=address_of(request), at=timezone.now())
        except Refused as refused:
            return self.answer(form, str(refused), 429)
        if case is None or case.kind != KIND:
            return self.answer(form, _("没有找到。请核对编号和查询码，两样都在提交后的那一页上。"), 404)
        found = Incident.objects.select_related("case").get(pk=case.pk)
        shown = {"found": found, "notice": board.current(case, board.Kind.INCIDENT)}
        return not_kept(self.render_to_response(self.get_context_data(form=form, **shown)))

    def answer(self, form: BaseForm, sentence: str, status: int) -> HttpResponse:
        form.add_error(None, sentence)
        return not_kept(self.render_to_response(self.get_context_data(form=form), status=status))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(step_form=True, **kwargs)


class Years(Page):
    """历年起数: of what stands on the board, by year, level and cause; and each of them."""

    permission = "public.view"
    template_name = "incidents/years.html"
    title = _l("历年突发环境事件")
    LISTED = 100

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.told()
        years = queries.years(rows)
        dated = [one for one in years if one.year]
        drawn = [
            {**bar, "year": one.year, "n": one.n}
            for bar, one in zip(bars([one.n for one in dated]), dated, strict=True)
        ]
        listed, more = rows[: self.LISTED], len(rows) > self.LISTED
        return super().get_context_data(years=years[::-1], bars=drawn, listed=listed, more=more, **kwargs)
