"""What the pages share: an object that is not the reader's looks like one that is not there; words of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from envportal.accountability.enums import Happened
from envportal.audit.models import Event
from envportal.refusals import NotYours
from envportal.web.views import StepView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def found(rows: QuerySet[Any], pk: object, action: str) -> Any:
    """The row with a key: 404 for outsiders; staff read a no, and the log hears of it, whether there is one or not."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotYours(_("没有这一件，或者它不由您查看。"), action)
    return row


class Step(StepView):
    """A step on what its reader may see."""

    permission: str
    page = ""

    @cached_property
    def object(self) -> Any:
        return found(self.get_queryset(), self.kwargs["pk"], self.permission)

    def get_success_url(self) -> str:
        return str(self.success_url)

    def get_cancel_url(self) -> str:
        return self.get_success_url()


def items(events: Iterable[Event]) -> list[dict[str, object]]:
    """A timeline, the latest first."""
    words = {str(one): one.label for one in Happened}
    return [
        {
            "at": event.at, "verb": words.get(event.name, event.name), "text": event.actor_name or _("系统（按规则）"),
            "small": event.facts.get("words") or event.facts.get("reason") or "",
        }
        for event in reversed(list(events))
    ]  # fmt: skip


def of_chain(name: str) -> QuerySet[Event]:
    return Event.objects.filter(chain__name=name).order_by("position")
