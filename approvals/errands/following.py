"""The door of this room: who has an errand now, since when, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from approvals.errands.models import Errand
from approvals.errands.states import ABOVE, State
from envportal.cases.enums import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.utils.functional import _StrPromise

# What the bureau above does next.
NEXT: Final[dict[str, str | _StrPromise]] = {
    State.SENT: _l("上级收件"), State.RECEIVED: _l("上级受理"), State.ACCEPTED: _l("上级决定"),
}  # fmt: skip


def standings(cases: Iterable[int]) -> dict[int, Standing]:
    """Of the errands among these cases that are not over."""
    found = Errand.objects.filter(pk__in=list(cases), case__closed_on=None)
    found = found.select_related("case__holder", "case__section", "case__enterprise")
    return {one.pk: _standing(one) for one in found.prefetch_related("packages", "news", "items")}


def _standing(errand: Errand) -> Standing:
    since = _since(errand)
    if errand.state in ABOVE:
        step = str(NEXT[errand.state])
        return Standing("third_parties", errand.superior_name, since, step, errand.superior_due_on)
    number = len(errand.packages.all()) + 1
    wanted = [item for item in errand.items.all() if item.round == number]
    if errand.state != State.ASKED and any(item.document_id is None for item in wanted):
        return Standing("applicant", errand.owner.name, since, _("交上级要的材料"))
    who = errand.case.holder.name if errand.case.holder else str(errand.case.section or errand.case.bureau)
    return Standing("bureau", who, since, _("承接代报") if errand.state == State.ASKED else _("备齐材料上报"))


def _since(errand: Errand) -> date:
    """The last day something was sent up or came down; before that, the day it was asked for."""
    sent = [timezone.localdate(one.sent_at) for one in errand.packages.all()]
    return max([timezone.localdate(errand.asked_at), *sent, *(one.on for one in errand.news.all())])
