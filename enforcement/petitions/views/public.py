"""Anybody: report without an account, see by number and code how it stands, rate the answer, ask for a review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from disclosure.board.views.followed import Acted, Followed
from disclosure.board.views.posted import Posted
from enforcement.petitions import actions, queries, rules
from enforcement.petitions.forms import public as forms
from enforcement.petitions.models import Petition
from enforcement.petitions.states import CASE, DOORS, ELSEWHERE
from enforcement.petitions.views.words import next_of
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.queries import query_code
from envportal.documents.enums import LetterKind
from envportal.documents.letters.paper import paper
from envportal.documents.views import served
from envportal.refusals import Refused
from envportal.web.views.address import address_of
from envportal.web.views.frame import Frame, home_bureau
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from envportal.cases.models import Case
    from envportal.web.forms import AskForm

# Where whoever must not be seen here goes with one click.
AWAY = {"elsewhere": ELSEWHERE}


class Report(Posted):
    """举报和信访: what was typed comes back with every mistake; number and code at once."""

    permission = "petition.report"
    template_name, receipt_template = "petitions/report.html", "petitions/receipt.html"
    form_class = forms.ReportForm
    title = _l("举报和信访")
    button = _l("提交")
    heading = _l("已经收到")
    file_field = "photo_1"
    extra = {**AWAY}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}

    def take_in(self, form: forms.ReportForm, key: str) -> Petition:
        bureau, at = form.cleaned_data["bureau"], timezone.now()
        return actions.report(bureau, form.as_told(), key=key, address=address_of(self.request), at=at)

    def by_key(self, key: str) -> Petition | None:
        return queries.by_key(key)

    def told(self, made: Petition, key: str) -> dict[str, Any]:  # noqa: ARG002
        return {"petition": made, "case": made.case, "code": query_code(made.case), "next": next_of(made)}


class Follow(Followed):
    """查举报信访办理: how it stands, for whoever holds number and code."""

    permission = "progress.view"
    template_name = "petitions/follow.html"
    title = _l("查举报信访办理")
    extra = {**AWAY}
    kind, home = CASE, "/report/progress/"

    def found(self, case: Case) -> Petition:
        return Petition.objects.select_related("case__bureau", "case__section").get(pk=case.pk)

    def shown(self, one: Petition, form: AskForm) -> dict[str, Any]:
        known = {"no": form.cleaned_data["no"], "code": form.cleaned_data["code"]}
        answers, last = queries.answers(one), queries.last_answer(one)
        merged = one.merged_into
        return {
            **known, "found": one, "case": one.case, "next": next_of(one), "answers": answers,
            "reviews": queries.reviews(one),
            "door": reverse(DOORS[one.door]) if one.door in DOORS else "",
            "letters": list(one.case.letters.exclude(kind=LetterKind.PETITION_TRANSFER).order_by("pk")),
            "merged": merged is not None,
            "rate": forms.RateForm(initial=known) if last is not None and not last.satisfied else None,
            "added": list(one.additions.order_by("pk")), "add": self.add_form(one, known),
            "ask_review": forms.AskReviewForm(initial=known) if self.may_ask(one) else None,
        }  # fmt: skip

    def add_form(self, petition: Petition, known: dict[str, Any]) -> forms.AddForm | None:
        try:
            rules.takes_more(petition)
        except Refused:
            return None
        return forms.AddForm(initial={**known, "key": uuid4()})

    def may_ask(self, petition: Petition) -> bool:
        if not rules.possible("ask_review", petition):
            return False
        until = actions.until(petition, actions.stage_of(petition))
        return until is not None and timezone.localdate() <= until


class Fetch(Follow):
    """A letter to whoever reported, by number and code: its PDF, or its words until that is printed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return HttpResponseRedirect(Frame(request).local(self.home))

    def show(self, case: Case, form: AskForm) -> HttpResponseBase:
        shown = self.shown(self.found(case), form)
        letter = next((one for one in shown["letters"] if str(one.pk) == self.request.POST.get("letter", "")), None)
        if letter is None:
            raise Http404(_("没有这份文书。"))
        if not letter.path:
            return self.answer(form, paper=paper(letter), **shown)
        return not_kept(served(letter, f"{letter.title} {letter.number}.pdf"))  # type: ignore[arg-type]


class Act(Acted, Follow):
    """Something the reporter does by number and code."""


class Rate(Act):
    permission = "petition.report"
    form_name, form_class = "rate", forms.RateForm
    done = _l("谢谢，您的评价已经记下。")

    def act(self, one: Petition, told: dict[str, Any]) -> None:
        actions.rate(one.pk, at=timezone.now(), **told)


class Add(Act):
    permission = "petition.report"
    form_name, form_class = "add", forms.AddForm
    done = _l("补充的内容已经收到，并告诉了经办人。")

    def act(self, one: Petition, told: dict[str, Any]) -> None:
        photos = [told[name] for name in forms.PHOTOS if told.get(name) is not None]
        key = str(told.get("key") or uuid4())
        actions.add(one, text=told["text"], photos=photos, key=key, address=address_of(self.request), at=timezone.now())


class AskReview(Act):
    permission = "petition.report"
    form_name, form_class = "ask_review", forms.AskReviewForm
    done = _l("申请已经登记。")

    def act(self, one: Petition, told: dict[str, Any]) -> None:
        actions.ask_review(one.pk, by=None, at=timezone.now(), **told)
