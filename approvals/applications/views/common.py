"""What the steps of both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from approvals.applications import queries, rules
from envportal.refusals import Refused
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from approvals.applications.models import Application


def visible(request: HttpRequest) -> QuerySet[Application]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate()).filter(discarded_at=None)  # type: ignore[arg-type]


class Side:
    """Whose pages these are: where their addresses lie, and in which frame they stand."""

    side = "applications"
    layout = "my.html"

    def address(self, name: str, *args: object) -> str:
        """A page of the same side."""
        return reverse(f"{self.side}:{name}", args=args)


class Step(StepView):
    """A step on an application; `verb` is its row in `rules.VERBS`."""

    verb = ""
    queryset = staticmethod(visible)
    object: Application

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or, where the step is not possible now, the case with the reason."""
        try:
            rules.require(self.verb, request.user, self.object, timezone.localdate())  # type: ignore[arg-type]
        except Refused as refused:
            messages.warning(request, str(refused.sentence))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)
