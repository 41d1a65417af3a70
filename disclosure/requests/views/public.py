"""What anybody opens without an account: how to ask, the form, the answer by number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from disclosure.board.views.anonymous import Anonymous
from disclosure.board.views.posted import Posted
from disclosure.requests import actions
from disclosure.requests.forms.public import RequestForm, SupplementForm
from disclosure.requests.queries import report
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import steps
from disclosure.requests.states import OPEN, State
from envportal.accounts.queries import receiving_bureaus
from envportal.cases.queries import code_of_form
from envportal.deadlines import clocks
from envportal.documents.letters.paper import paper
from envportal.documents.views import served
from envportal.refusals import Refused
from envportal.web.forms import AskForm
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import home_bureau
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from disclosure.requests.models import Request
    from envportal.documents.models import Letter


class About(Anonymous, Page):
    """依申请公开: how to ask, how long it takes, the years in figures."""

    permission = "public.view"
    template_name = "requests/about.html"
    title = _l("政府信息依申请公开")

    def also(self) -> tuple[object, ...]:
        now = report.year(self.today.year, self.today)
        return tuple(line.figures for line in now.lines)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = report.year(self.today.year, self.today)
        return super().get_context_data(now=now, years=report.years(self.today), **kwargs)


class New(Posted):
    """申请公开 without an account."""

    permission = "request.send"
    template_name, receipt_template = "requests/new.html", "requests/receipt.html"
    form_class = RequestForm
    title = _l("申请公开政府信息")
    button = _l("提交申请")
    heading = _l("申请已提交")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureaus": receiving_bureaus(), "bureau": home_bureau()}

    def take_in(self, form: RequestForm, key: str) -> Request:
        bureau, address = form.cleaned_data["bureau"], address_of(self.request)
        return actions.send(bureau, form.typed(), key=key, address=address, at=timezone.now())

    def by_key(self, key: str) -> Request | None:
        return queries.by_key(key)

    def told(self, made: Request, key: str) -> dict[str, Any]:
        return {"one": made, "case": made.case, "code": code_of_form(key)}

    def get_cancel_url(self) -> str:
        return "/requests/"


# Posted because a code in an address would stay in logs; nothing is done in anybody's name but the code holder's.
@method_decorator(csrf_exempt, name="dispatch")
class ByCode(Page):
    """What opens with number and code."""

    permission = "request.follow"
    template_name = "requests/follow.html"
    title = _l("查信息公开申请")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = AskForm(initial={"no": request.GET.get("no", "")[:60]})
        return not_kept(self.render_to_response(self.get_context_data(form=form)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ARG002
        form = AskForm(request.POST)
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        try:
            found = actions.find(number, code, address=address_of(request), at=timezone.now())
        except Refused as refused:
            return self.refuse(form, str(refused), 429)
        if found is None:
            return self.refuse(form, _("没有找到。请核对登记编号和查询码，两样都在提交后的那一页上。"), 404)
        return self.opened(form, found)

    def opened(self, form: AskForm, found: Request) -> HttpResponseBase:
        return self.page(form, found)

    def refuse(self, form: AskForm, sentence: str, status: int) -> HttpResponse:
        form.add_error(None, sentence)
        return not_kept(self.render_to_response(self.get_context_data(form=form), status=status))

    def page(self, form: AskForm, found: Request, status: int = 200, **more: Any) -> HttpResponse:
        told = {"form": form, "no": found.case.number, "code": form.cleaned_data.get("code", ""), **more}
        return not_kept(self.render_to_response(self.get_context_data(**{**shown(found), **told}), status=status))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(step_form=True, **kwargs)


def shown(found: Request) -> dict[str, Any]:
    """How it stands, for who asked; nothing of themselves is shown to them, the page may be open on a counter."""
    clock = queries.reply_clock(found)
    explains = hasattr(found, "explaining") and found.explaining.came_on is None and found.state in OPEN
    answer = getattr(found, "answer_given", None)
    letters = queries.letters_to_applicant(found)
    return {
        "found": found, "case": found.case, "clock": clock if found.state in OPEN else None,
        "waits": any(one.sent_on and steps.is_waiting(one, timezone.localdate()) for one in found.consultations.all()),
        "letters": letters,
        # To read a letter is to be served: who only asks how it stands is not.
        "paper": paper(letters[-1]) if letters and letters[-1].served_on else None,
        "answer": answer if found.state in {State.ANSWERED, State.ENDED} else None,
        "supplements": SupplementForm() if found.state == State.CLARIFYING or explains else None,
        "is_open": found.state in OPEN, "today": timezone.localdate(),
        "extension": getattr(found, "extension", None), "clarification": getattr(found, "clarification", None),
        "asks_until": clocks.due_on(found.case, clocks.Matter.INFORMATION_CONFIRM),
    }  # fmt: skip


class Follow(ByCode):
    """办理进度."""


class Supplement(ByCode):
    """补正 or 说明理由, by the code holder."""

    def opened(self, form: AskForm, found: Request) -> HttpResponseBase:
        typed = SupplementForm(self.request.POST)
        if not typed.is_valid():
            return self.page(form, found, 422, typed=typed)
        try:
            actions.supplement(found.pk, text=typed.cleaned_data["text"], at=timezone.now())
        except Refused as refused:
            return self.page(form, again(found), 409, refused=refused)
        return self.page(form, again(found), done=_("已收到您补充的内容。"))


class Withdraw(ByCode):
    """撤回, by the code holder."""

    def opened(self, form: AskForm, found: Request) -> HttpResponseBase:
        try:
            actions.withdraw(found.pk, by=None, at=timezone.now())
        except Refused as refused:
            return self.page(form, again(found), 409, refused=refused)
        return self.page(form, again(found), done=_("申请已撤回。"))


def again(found: Request) -> Request:
    """The same as it stands now; what was read before the step would still say what was."""
    fresh = queries.by_number(found.case.number or "")
    assert fresh is not None  # noqa: S101  it was there a moment ago
    return fresh


class FetchLetter(ByCode):
    """A letter, or the file that came with the answer, by the code."""

    def opened(self, form: AskForm, found: Request) -> HttpResponseBase:
        pk = self.request.POST.get("letter", "")
        answer = getattr(found, "answer_given", None)
        if pk == "file" and answer is not None and answer.document is not None and found.state == State.ANSWERED:
            return not_kept(served(answer.document))  # type: ignore[arg-type]
        letter = next((one for one in queries.letters_to_applicant(found) if str(one.pk) == pk), None)
        if letter is None:
            raise Http404(_("没有这份文书。"))
        actions.fetched(found.pk, letter=letter.pk, at=timezone.now())
        return self.pdf(form, found, letter)

    def pdf(self, form: AskForm, found: Request, letter: Letter) -> HttpResponseBase:
        if not letter.path:
            return self.page(form, found, refused=Refused(_("文书的 PDF 正在生成，请过一会儿再下载；内容在下面。")),
                             paper=paper(letter))  # fmt: skip
        return not_kept(served(letter, f"{letter.title} {letter.number}.pdf"))  # type: ignore[arg-type]
