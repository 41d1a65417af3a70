"""Who wants an enterprise visited says so; what waits is planned together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import queries, rules
from enforcement.inspections.guards import NotPossible
from enforcement.inspections.models import Demand
from enforcement.inspections.states import DemandState, Purpose
from envportal.audit import log
from envportal.duties import register
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from enforcement.inspections.models import CheckList
    from envportal.accounts.models import Enterprise, User
    from envportal.duties.models import Duty

# An overdue duty is still asked for: within two weeks from today.
OVERDUE = timedelta(days=14)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to have looked at, between which days, and what the inspectors must know."""

    enterprise: Enterprise
    purpose: str
    what: str
    earliest: date
    latest: date
    skills: Sequence[str] = ()
    minutes: int = 60
    unannounced: bool = False
    lawful_reason: str = ""
    duty: Duty | None = None
    check_list: CheckList | None = None
    # Whom a lot drew to see it.
    drawn: Sequence[User] = ()


@transaction.atomic
def ask(wish: Wish, *, by: User, at: datetime, key: str = "") -> Demand:
    """提出检查需求: without a list of its own it gets the one for its purpose."""
    if event := log.already(key):
        return Demand.objects.get(pk=int(str(event.facts["demand"])))
    today = timezone.localdate(at)
    rules.may(by, rules.ASK)
    rules.is_known_here(by, wish.enterprise)
    rules.has_days(wish.earliest, wish.latest, today)
    rules.has_lawful_reason(wish.lawful_reason, unannounced=wish.unannounced)
    if wish.duty is not None and wish.duty.state not in register.UNDONE:
        raise NotPossible(_("这项任务已经结束，不用再检查。"))
    return _ask(wish, by=by, at=at, key=key)


def _ask(wish: Wish, *, by: User, at: datetime, key: str = "") -> Demand:
    bureau = by.bureau
    assert bureau is not None  # noqa: S101  the rule has asked
    if wish.duty is not None and queries.open_demand(wish.duty) is not None:
        raise NotPossible(_("这项任务已经有人提出检查需求。"))
    demand = Demand.objects.create(
        bureau=bureau, section=by.section, enterprise=wish.enterprise, purpose=wish.purpose, what=wish.what,
        skills=",".join(sorted(set(wish.skills))), earliest=wish.earliest, latest=wish.latest, minutes=wish.minutes,
        unannounced=wish.unannounced, lawful_reason=wish.lawful_reason if wish.unannounced else "", duty=wish.duty,
        check_list=wish.check_list or queries.list_for(bureau, wish.purpose, timezone.localdate(at)),
        asked_by=by, asked_at=at,
    )  # fmt: skip
    demand.drawn.set(wish.drawn)
    facts = {"demand": demand.pk, "enterprise": wish.enterprise.name, "purpose": wish.purpose, "latest": wish.latest}
    log.record(None, "visit_asked", by=by, at=at, key=key or None, facts=facts)
    return demand


@transaction.atomic
def ask_for_duties(duties: Sequence[int], *, by: User, at: datetime, key: str = "") -> list[Demand]:
    """Return visits, spot checks and re-inspections that fall due become demands, many at once."""
    if log.already(key):
        return []
    rules.may(by, rules.ASK)
    today = timezone.localdate(at)
    found = queries.duties_without_demand(by.bureau, today).filter(pk__in=duties)
    demands = [_ask(_of_duty(duty, today), by=by, at=at) for duty in found]
    log.record(None, "duties_asked", by=by, at=at, key=key or None, facts={"demands": [one.pk for one in demands]})
    return demands


def _of_duty(duty: Duty, today: date) -> Wish:
    """A re-inspection is unannounced by law: 按日连续处罚办法第10条 has it looked at 以暗查方式."""
    purpose = queries.OF_DUTY[duty.kind]  # type: ignore[index]
    latest = max(duty.due_on or today, today)
    is_covert = purpose == Purpose.RE_INSPECTION
    assert duty.enterprise is not None  # noqa: S101  the query has asked
    return Wish(
        enterprise=duty.enterprise, purpose=purpose, what="\n".join(filter(None, (duty.title, duty.text)))[:1000],
        earliest=today, latest=latest if duty.due_on and duty.due_on > today else today + OVERDUE, duty=duty,
        unannounced=is_covert, lawful_reason=queries.COVERT if is_covert else "",
    )  # fmt: skip


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Demand:
    """撤回: nobody needs to go any more, for a reason."""
    rows = Demand.objects.select_for_update(of=("self",)).select_related("bureau", "enterprise", "asked_by")
    demand = rows.get(pk=pk)
    if log.already(key):
        return demand
    rules.may_withdraw(by, demand)
    rules.is_asked(demand)
    demand.state, demand.withdrawn_why = DemandState.WITHDRAWN, reason
    demand.save(update_fields=["state", "withdrawn_why"])
    facts = {"demand": demand.pk, "reason": reason}
    log.record(None, "visit_demand_withdrawn", by=by, at=at, key=key or None, facts=facts)
    if demand.asked_by_id != by.pk:
        context = {"demand": demand, "reason": reason, "link": "/desk/demands/"}
        outbox.post(None, "visit_demand_withdrawn", to=[demand.asked_by], context=context, at=at)
    return demand


@transaction.atomic
def extend(pk: int, *, latest: date, reason: str, by: User, at: datetime, key: str = "") -> Demand:
    """延后: what nobody saw in time is seen later, for a reason; whoever was drawn for it stays drawn."""
    demand = Demand.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    if log.already(key):
        return demand
    rules.may(by, rules.PLAN, demand.bureau)
    rules.is_asked(demand)
    rules.has_days(max(demand.earliest, demand.latest), latest, timezone.localdate(at))
    before, demand.latest = demand.latest, latest
    demand.save(update_fields=["latest"])
    facts = {"demand": demand.pk, "before": before, "latest": latest, "reason": reason}
    log.record(None, "visit_demand_extended", by=by, at=at, key=key or None, facts=facts)
    return demand
