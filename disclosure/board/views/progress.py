"""办理进度: where a case stands, for whoever holds its number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from disclosure.board import actions
from disclosure.board.forms import ProgressForm
from disclosure.board.queries.progress import progress
from disclosure.board.queries.why import why
from disclosure.board.views.words import told
from envportal.cases.enums import place_of
from envportal.refusals import Refused
from envportal.web.views import Page
from envportal.web.views.address import address_of
from envportal.web.views.frame import Frame
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from envportal.cases.models import Case


# The question changes nothing and is asked without a cookie, so there is nothing to forge; it is posted
# because a code in an address would stay in logs and histories.
@method_decorator(csrf_exempt, name="dispatch")
class Progress(Page):
    permission = "progress.view"
    template_name = "board/progress.html"
    title = gettext_lazy("查办理进度")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = ProgressForm(initial={"no": request.GET.get("no", "")[:60]})
        return not_kept(self.render_to_response(self.get_context_data(form=form)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = ProgressForm(request.POST)
        try:
            case = self.ask(form)
        except Refused as refused:
            form.add_error(None, str(refused))
            return not_kept(self.render_to_response(self.get_context_data(form=form), status=429))
        if case is None:
            form.add_error(None, _("没有找到。请核对编号和查询码，两样都印在收件回执上。"))
            return not_kept(self.render_to_response(self.get_context_data(form=form), status=404))
        if (page := place_of(case.kind).progress) != "":  # it is read by the same number and code on a page of its own
            return HttpResponseRedirect(Frame(request).local(page), preserve_request=True)
        if request.POST.get("format") == "json":
            return not_kept(JsonResponse(why(case, timezone.localdate()), json_dumps_params={"ensure_ascii": False}))
        return not_kept(self.render_to_response(self.get_context_data(form=form, **self.shown(case))))

    def ask(self, form: ProgressForm) -> Case | None:
        form.is_valid()
        number, code = (form.cleaned_data.get(name, "") for name in ("no", "code"))
        return actions.ask(number, code, address=address_of(self.request), at=timezone.now())

    def shown(self, case: Case) -> dict[str, Any]:
        today = timezone.localdate()
        found = progress(case, today)
        past = [{"at": event.on, "verb": event.word} for event in reversed(found.course.told)]
        return {"found": found, "case": case, "steps": told(found.steps), "past": past, "today": today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(step_form=True, **kwargs)
