"""What somebody sees and does with the number and the code of a receipt, without an account."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import board
from disclosure.board.guards import TooManyPosts
from envportal.refusals import Refused
from envportal.web.forms import AskForm
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import Frame
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from envportal.cases.models import Case
    from envportal.web.forms import OfReceipt


# Posted because a code in an address would stay in logs; it needs no cookie, so there is nothing to forge.
@method_decorator(csrf_exempt, name="dispatch")
class Followed(Page):
    """How a case of one kind stands, for whoever holds number and code; another kind has its own page for that."""

    kind = ""
    # Where number and code are asked for, without the language.
    home = ""

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
        if case.kind != self.kind:
            return HttpResponseRedirect(Frame(request).local("/progress/"), preserve_request=True)
        return self.show(case, form)

    @abstractmethod
    def found(self, case: Case) -> Any:
        """What the case is about, as it stands now."""

    @abstractmethod
    def shown(self, one: Any, form: AskForm) -> dict[str, Any]:
        """What the page shows of it."""

    def show(self, case: Case, form: AskForm) -> HttpResponseBase:
        return self.answer(form, **self.shown(self.found(case), form))

    def answer(self, form: AskForm, *, status: int = 200, **shown: Any) -> HttpResponse:
        context = self.get_context_data(form=form, step_form=True, **shown)
        return not_kept(self.render_to_response(context, status=status))


class Acted(Followed):
    """Something whoever holds number and code does; the page as it stands afterwards answers."""

    form_name = ""
    form_class: type[OfReceipt]
    done: object = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return HttpResponseRedirect(Frame(request).local(self.home))

    def typed(self, one: Any) -> OfReceipt:  # noqa: ARG002
        return self.form_class(self.request.POST, self.request.FILES)

    def show(self, case: Case, form: AskForm) -> HttpResponse:
        one = self.found(case)
        typed = self.typed(one)
        if not typed.is_valid():
            shown = {**self.shown(one, form), self.form_name: typed}
            return self.answer(form, status=422, wrong=typed, **shown)
        told = {name: value for name, value in typed.cleaned_data.items() if name not in {"no", "code"}}
        try:
            self.act(one, told)
        except Refused as refused:
            shown = self.shown(self.found(case), form)
            if shown.get(self.form_name) is not None:  # still open: what was typed stays
                shown[self.form_name] = typed
            return self.answer(form, status=429 if isinstance(refused, TooManyPosts) else 409, refused=refused, **shown)
        return self.answer(form, done=self.done, **self.shown(self.found(case), form))

    @abstractmethod
    def act(self, one: Any, told: dict[str, Any]) -> None:
        """Do it; what stands against it is refused in a sentence."""
