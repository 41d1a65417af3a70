"""Anybody: report without an account, see by number and code how it stands, rate the answer, ask for a review."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import board
from disclosure.board.guards import TooManyPosts
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
from envportal.web.forms import AskForm
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import Frame, home_bureau
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

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


# Posted because a code in an address would stay in logs; it needs no cookie, so there is nothing to forge.
@method_decorator(csrf_exempt, name="dispatch")
class Follow(Page):
    """查举报信访办理: how it stands, for whoever holds number and code."""

    permission = "progress.view"
    template_name = "petitions/follow.html"
    title = _l("查举报信访办理")
    extra = {**AWAY}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = AskForm(initial={"no": request.GET.get("no", "")[:60]})
        return self.answer(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ARG002
        form = AskForm(request.POST)
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        try:
            case = board.ask(number, code, address=address_of(request), at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.answer(form, status=429)
        if case is None:
            form.add_error(None, _("没有找到。请核对编号和查询码，两样都在提交后的那一页上。"))
            return self.answer(form, status=404)
        if case.kind != CASE:  # an application: the page of applications answers the same question
            return HttpResponseRedirect(Frame(request).local("/progress/"), preserve_request=True)
        return self.show(Petition.objects.select_related("case__bureau", "case__section").get(pk=case.pk), form)

    def show(self, petition: Petition, form: AskForm) -> HttpResponseBase:
        return self.answer(form, **self.shown(petition, form))

    def shown(self, petition: Petition, form: AskForm) -> dict[str, Any]:
        known = {"no": form.cleaned_data["no"], "code": form.cleaned_data["code"]}
        answers, last = queries.answers(petition), queries.last_answer(petition)
        merged = petition.merged_into
        return {
            **known, "found": petition, "case": petition.case, "next": next_of(petition), "answers": answers,
            "reviews": queries.reviews(petition),
            "door": reverse(DOORS[petition.door]) if petition.door in DOORS else "",
            "letters": list(petition.case.letters.exclude(kind=LetterKind.PETITION_TRANSFER).order_by("pk")),
            "merged": merged is not None,
            "rate": forms.RateForm(initial=known) if last is not None and not last.satisfied else None,
            "added": list(petition.additions.order_by("pk")), "add": self.add_form(petition, known),
            "ask_review": forms.AskReviewForm(initial=known) if self.may_ask(petition) else None,
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

    def answer(self, form: AskForm, *, status: int = 200, **shown: Any) -> HttpResponse:
        context = self.get_context_data(form=form, step_form=True, **shown)
        return not_kept(self.render_to_response(context, status=status))


class Fetch(Follow):
    """A letter to whoever reported, by number and code: its PDF, or its words until that is printed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return HttpResponseRedirect(Frame(request).local("/report/progress/"))

    def show(self, petition: Petition, form: AskForm) -> HttpResponseBase:
        shown = self.shown(petition, form)
        letter = next((one for one in shown["letters"] if str(one.pk) == self.request.POST.get("letter", "")), None)
        if letter is None:
            raise Http404(_("没有这份文书。"))
        if not letter.path:
            return self.answer(form, paper=paper(letter), **shown)
        return not_kept(served(letter, f"{letter.title} {letter.number}.pdf"))  # type: ignore[arg-type]


class Act(Follow):
    """Something whoever holds number and code does; the page as it stands afterwards answers."""

    form_name = ""
    form_class: type[forms.OfReceipt]
    done: object = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return HttpResponseRedirect(Frame(request).local("/report/progress/"))

    def show(self, petition: Petition, form: AskForm) -> HttpResponse:
        typed = self.form_class(self.request.POST, self.request.FILES)
        if not typed.is_valid():
            shown = {**self.shown(petition, form), self.form_name: typed}
            return self.answer(form, status=422, wrong=typed, **shown)
        told = {name: value for name, value in typed.cleaned_data.items() if name not in {"no", "code"}}
        try:
            self.act(petition, told)
        except Refused as refused:
            shown = self.shown(petition, form)
            if shown[self.form_name] is not None:  # still open: what was typed stays
                shown[self.form_name] = typed
            status = 429 if isinstance(refused, TooManyPosts) else 409
            return self.answer(form, status=status, refused=refused, **shown)
        petition = Petition.objects.select_related("case__bureau", "case__section").get(pk=petition.pk)
        return self.answer(form, done=self.done, **self.shown(petition, form))

    @abstractmethod
    def act(self, petition: Petition, told: dict[str, Any]) -> None:
        """Do it; what stands against it is refused in a sentence."""


class Rate(Act):
    permission = "petition.report"
    form_name, form_class = "rate", forms.RateForm
    done = _l("谢谢，您的评价已经记下。")

    def act(self, petition: Petition, told: dict[str, Any]) -> None:
        actions.rate(petition.pk, at=timezone.now(), **told)


class Add(Act):
    permission = "petition.report"
    form_name, form_class = "add", forms.AddForm
    done = _l("补充的内容已经收到，并告诉了经办人。")

    def act(self, petition: Petition, told: dict[str, Any]) -> None:
        photos = [told[name] for name in forms.PHOTOS if told.get(name) is not None]
        key = str(told.get("key") or uuid4())
        actions.add(
            petition, text=told["text"], photos=photos, key=key, address=address_of(self.request), at=timezone.now()
        )


class AskReview(Act):
    permission = "petition.report"
    form_name, form_class = "ask_review", forms.AskReviewForm
    done = _l("申请已经登记。")

    def act(self, petition: Petition, told: dict[str, Any]) -> None:
        actions.ask_review(petition.pk, by=None, at=timezone.now(), **told)
