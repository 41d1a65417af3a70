"""查意见处理: what became of it, for whoever holds number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt

from disclosure.board.enums import Kind
from disclosure.board.queries.notices import current
from disclosure.participation import actions
from envportal.refusals import Refused
from envportal.web.forms import AskForm
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from disclosure.participation.models import Submission


# Posted because a code in an address would stay in logs; it changes nothing and needs no cookie.
@method_decorator(csrf_exempt, name="dispatch")
class Ask(Page):
    permission = "progress.view"
    template_name = "participation/ask.html"
    title = _l("查意见处理")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = AskForm(initial={"no": request.GET.get("no", "")[:60]})
        return not_kept(self.render_to_response(self.get_context_data(form=form)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = AskForm(request.POST)
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        try:
            found = actions.ask(number, code, address=address_of(request), at=timezone.now())
        except Refused as refused:
            return self.answer(form, str(refused), 429)
        if found is None:
            return self.answer(form, _("没有找到。请核对回执编号和查询码，两样都在提交后的那一页上。"), 404)
        return not_kept(self.render_to_response(self.get_context_data(form=form, **self.shown(found))))

    def answer(self, form: AskForm, sentence: str, status: int) -> HttpResponse:
        form.add_error(None, sentence)
        return not_kept(self.render_to_response(self.get_context_data(form=form), status=status))

    def shown(self, found: Submission) -> dict[str, Any]:
        decision = current(found.case, Kind.DECISION) if found.case else None
        reply = getattr(found, "reply", None)
        released = reply if reply is not None and reply.released_at is not None else None
        return {
            "found": found, "topic": found.topic if found.topic and found.topic.disposition else None,
            "decision": decision, "reply": released, "today": timezone.localdate(),
        }  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(step_form=True, **kwargs)
