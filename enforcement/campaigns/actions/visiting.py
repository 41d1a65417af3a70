"""提出检查需求: a visit to the enterprise of a target, which the inspectors plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.campaigns import rules
from enforcement.campaigns.actions.common import locked, note
from enforcement.campaigns.guards import NotPossible
from enforcement.campaigns.models import Visiting
from enforcement.inspections import visiting
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def ask_visit(
    pk: int, *, what: str, earliest: date, latest: date, by: User, at: datetime, key: str = ""
) -> visiting.Demand:  # fmt: skip
    """It counts for the cap of the year, as a campaign does; its state is read back on the target."""
    target = locked(pk)
    if event := log.already(key):
        return visiting.Demand.objects.get(pk=event.facts["demand"])
    rules.require_target("ask_visit", by, target, timezone.localdate(at))
    if target.visitings.filter(demand__in=visiting.demands_open(target.campaign.case.bureau)).exists():
        raise NotPossible(_("这个对象已有一项检查需求在等安排。"))
    assert target.enterprise is not None  # noqa: S101  the rule has asked
    wish = visiting.Wish(
        enterprise=target.enterprise, purpose=visiting.Purpose.CAMPAIGN, what=what, earliest=earliest, latest=latest
    )
    demand = visiting.ask(wish, by=by, at=at)
    Visiting.objects.create(target=target, demand=demand, by=by, at=at)
    note(target, "target_visit_asked", by=by, at=at, key=key, demand=demand.pk, latest=latest, why=what)
    return demand
