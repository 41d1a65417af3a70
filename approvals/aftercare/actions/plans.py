"""What a bureau plans after every approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import rules
from approvals.aftercare.guards import NotPossible
from approvals.aftercare.models import Plan
from envportal.accounts.models import Bureau
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def set_plan(*, valid_from: date, by: User, at: datetime, key: str = "", **told: object) -> Plan:
    """From a day to come on: the seed of the draw is known before anything is drawn with it."""
    if event := log.already(key):
        return Plan.objects.get(pk=event.facts["plan"])
    rules.may_plan(by)
    bureau = Bureau.objects.select_for_update(no_key=True).get(staff=by)
    if valid_from <= timezone.localdate(at):
        raise NotPossible(_("从明天或者以后起：抽取用的字串要先公开，才能用来抽取。"))
    if Plan.objects.filter(bureau=bureau, valid_from=valid_from).exists():
        raise NotPossible(_("这一天起的安排已经有了，请换一天。"))
    plan = Plan.objects.create(bureau=bureau, valid_from=valid_from, set_by=by, set_at=at, **told)
    facts = {"plan": plan.pk, "valid_from": valid_from, **{name: str(value) for name, value in told.items()}}
    log.record(None, "aftercare_planned", by=by, at=at, key=key or None, facts=facts)
    return plan
