"""Anybody: ask without an account, read what may help already, see the answer by number and code, rate, ask back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from approvals.questions import actions
from approvals.questions.forms import public as forms
from approvals.questions.models import Question
from approvals.questions.queries import likeness
from approvals.questions.queries import questions as queries
from approvals.questions.rules import questions as rules
from approvals.questions.states import CASE, State
from approvals.questions.views.words import next_of
from disclosure.board.views.followed import Acted, Followed
from disclosure.board.views.posted import Posted
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.queries import query_code
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpResponse

    from envportal.cases.models import Case
    from envportal.web.forms import AskForm


class Ask(Posted):
    """网上咨询; what may answer it already is shown once before it is sent."""

    permission = rules.ASK
    template_name, receipt_template = "questions/ask.html", "questions/receipt.html"
    form_class = forms.AskForm
    title = pgettext_lazy("ask", "咨询")
    button = _l("提交咨询")
    heading = _l("已经收到")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        typed = form.cleaned_data
        helps = likeness.articles_like(typed["what"], typed["bureau"])
        if helps and not self.request.POST.get("looked"):
            return self.render_to_response(self.get_context_data(form=form, helps=helps))
        return super().form_valid(form)

    def take_in(self, form: forms.AskForm, key: str) -> Question:
        bureau, at = form.cleaned_data["bureau"], timezone.now()
        return actions.ask(bureau, form.asked(), key=key, address=address_of(self.request), at=at)

    def by_key(self, key: str) -> Question | None:
        return queries.by_key(key)

    def told(self, made: Question, key: str) -> dict[str, Any]:  # noqa: ARG002
        return {"question": made, "case": made.case, "code": query_code(made.case), "next": next_of(made)}


class Follow(Followed):
    """查咨询: how it stands and what was answered, for whoever holds number and code."""

    permission = "progress.view"
    template_name = "questions/follow.html"
    title = _l("查咨询的答复")
    kind, home = CASE, "/ask/progress/"

    def found(self, case: Case) -> Question:
        return Question.objects.select_related("case__bureau", "case__section").get(pk=case.pk)

    def shown(self, one: Question, form: AskForm) -> dict[str, Any]:
        known = {"no": form.cleaned_data["no"], "code": form.cleaned_data["code"]}
        answers = queries.answers(one)
        is_answered = one.state == State.ANSWERED
        is_rated = bool(answers) and answers[-1].score is not None
        return {
            **known, "found": one, "case": one.case, "next": next_of(one), "answers": answers,
            "rate": forms.RateForm(initial=known) if is_answered and not is_rated else None,
            "again": forms.AgainForm(initial=known) if is_answered and not one.again else None,
        }  # fmt: skip


class Rate(Acted, Follow):
    permission = rules.ASK
    form_name, form_class = "rate", forms.RateForm
    done = _l("谢谢，您的评价已经记下。")

    def act(self, one: Question, told: dict[str, Any]) -> None:
        actions.rate(one.pk, at=timezone.now(), **told)


class AskBack(Acted, Follow):
    permission = rules.ASK
    form_name, form_class = "again", forms.AgainForm
    done = _l("追问已经交给原来负责的人。")

    def act(self, one: Question, told: dict[str, Any]) -> None:
        actions.ask_back(one.pk, at=timezone.now(), **told)
