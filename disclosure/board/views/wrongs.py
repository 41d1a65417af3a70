"""此公示有误: the reader's short form, and the editor's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.board import actions, rules
from disclosure.board.forms import AnswerWrongForm, WrongForm
from disclosure.board.models import WrongReport
from disclosure.board.queries import notices as queries
from envportal.refusals import Refused
from envportal.web.views import FormPage, StepView

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.board.models import Notice


class SayWrong(FormPage):
    """Anybody, without an account; nothing is kept in the reader's browser but the mark against forged forms."""

    permission = "public.view"
    layout = "public.html"
    form_class = WrongForm
    title = _("此公示有误")
    button = _("告诉本局")
    intro = _(
        "写错了、漏了、公开了不该公开的，都可以说。5 个工作日内答复，登在这份公示的页面上；您写的和联系方式都不公开。"
    )

    @cached_property
    def notice(self) -> Notice:
        found = queries.on_board().filter(import_key=None, public_id=self.kwargs["public_id"])
        return get_object_or_404(found)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            wrong = actions.say_wrong(self.notice.pk, **form.cleaned_data, at=timezone.now())
        except Refused as refused:
            return self.render_to_response(self.get_context_data(form=form, refused=refused), status=409)
        return HttpResponseRedirect(f"{self.request.path}?due={wrong.due_on.isoformat()}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"caption": self.notice.title, "notice": self.notice, "received": "due" in self.request.GET}
        return super().get_context_data(**{**told, **kwargs})

    def get_template_names(self) -> list[str]:
        return ["board/said_wrong.html"] if "due" in self.request.GET else [self.template_name]

    def get_cancel_url(self) -> str:
        return reverse("board:notice", args=[self.kwargs["public_id"]])


def of_my_bureau(request: HttpRequest) -> QuerySet[WrongReport]:
    bureau = getattr(request.user, "bureau_id", None)
    return WrongReport.objects.filter(notice__bureau=bureau, notice__bureau__isnull=False).select_related("notice")


class AnswerWrong(StepView):
    permission = "board.draft"
    queryset = staticmethod(of_my_bureau)
    rule = staticmethod(rules.require_answer_wrong)
    action = staticmethod(actions.answer_wrong)
    form_class = AnswerWrongForm
    template_name = "board/answer_wrong.html"
    title = _("答复“此公示有误”")
    button = _("答复")
    done = _("已答复，登在公示的页面上。")
    success_url = reverse_lazy("board:queue")

    def get_cancel_url(self) -> str:
        return str(self.success_url)
