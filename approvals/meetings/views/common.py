"""What the pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from approvals.meetings import queries, rules
from approvals.meetings.models import AgendaItem
from envportal.accounts.models import Bureau
from envportal.web.views import StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.meetings.models import Meeting


def own_bureau(request: HttpRequest) -> Bureau:
    """The bureau whose meetings these are; whoever has none finds nothing (404)."""
    return get_object_or_404(Bureau, pk=getattr(request.user, "bureau_id", None))


def visible(request: HttpRequest) -> QuerySet[Meeting]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def visible_items(request: HttpRequest) -> QuerySet[AgendaItem]:
    """The items of those meetings, without those from whose case this person is recused."""
    found = AgendaItem.objects.filter(meeting__in=visible(request).order_by().values("pk"))
    return queries.open_to(request.user, found).select_related(  # type: ignore[arg-type]
        "meeting__case__bureau", "meeting__rule", "meeting__chair", "meeting__minute_taker", "case__enterprise",
        "case__project", "case__holder",
    ).prefetch_related("opinions__user", "recusals__user", "readings__user")  # fmt: skip


class MeetingStep(StepView):
    """A step of a meeting; `verb` is its row in `rules.VERBS`."""

    verb = ""
    queryset: Any = staticmethod(visible)
    template_name = "meetings/step.html"

    def check(self) -> None:
        rules.require(self.verb, self.request.user, self.meeting, timezone.localdate())  # type: ignore[arg-type]

    @property
    def meeting(self) -> Meeting:
        return self.object  # type: ignore[no-any-return]

    def get_success_url(self) -> str:
        return reverse("meetings:meeting", args=[self.meeting.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"meeting": self.meeting, **kwargs})
