"""Approve or notice the visits of a confirmed plan: choose, confirm, and read what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enforcement.planning import forms, queries
from enforcement.planning.actions import bulk
from enforcement.planning.views.plans import visible
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from enforcement.inspections.visiting import Visit
    from enforcement.planning.models import Plan


class OfAll(StepView):
    """One step on many visits; the answer is the page itself, with a line for each."""

    form_class = forms.BulkForm
    template_name = "planning/bulk.html"
    verb = ""

    @cached_property
    def object(self) -> Plan:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    @cached_property
    def visits(self) -> QuerySet[Visit]:
        return queries.made_of(self.object, self.request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_form_kwargs(self) -> dict[str, Any]:
        waiting = queries.waiting_for(self.verb, self.visits)
        return {**super().get_form_kwargs(), "visits": self.visits, "waiting": waiting, "verb": self.verb}

    def form_valid(self, form: Any) -> HttpResponse:
        came = bulk.each(self.verb, by=self.request.user, at=timezone.now(), key=self.key, **form.cleaned_data)  # type: ignore[arg-type]
        # What still waits, and no longer what was typed.
        fresh = self.form_class(visits=self.visits, waiting=queries.waiting_for(self.verb, self.visits), verb=self.verb)
        return self.render_to_response(self.get_context_data(form=fresh, came=came))

    def get_cancel_url(self) -> str:
        return reverse("planning:plan", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**{"caption": str(self.object), "back": self.get_cancel_url(), **kwargs})
        came = context.get("came", [])
        return {**context, "done_count": sum(not one.refused for one in came), "left": context["form"].has_waiting}


class ApproveAll(OfAll):
    permission = "visit.approve"
    verb = "approve"
    title = _("批量批准检查")
    intro = _("每一次检查单独批准；自己排定的、自己参加的不能批准，会写明原因。")
    button = _("批准选定的检查")


class NoticeAll(OfAll):
    permission = "visit.notice"
    verb = "notice"
    title = _("批量通知企业")
    intro = _("每一次检查单独通知：文书和消息各一份；依法不事先通知的不在这里。")
    button = _("通知选定的企业")
