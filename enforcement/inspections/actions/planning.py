"""Demands become a visit: one day, two people or more, every skill, nobody tied."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import queries, rules
from enforcement.inspections.actions.common import note
from enforcement.inspections.guards import STRICT, NotPossible, NotTogether
from enforcement.inspections.models import Demand, Visit, VisitPerson
from enforcement.inspections.states import DemandState, Skill
from envportal.accounts.models import Enterprise
from envportal.audit import log
from envportal.cases.models import Case
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time

    from envportal.accounts.models import User

SERIES = "执检"
TITLE = "{name}现场检查"


@transaction.atomic
def plan_visit(  # noqa: PLR0913  what, when, who goes, who leads, who says so
    demands: Sequence[Demand], *, day: date, begins_at: time, people: Sequence[User], lead: User, by: User,
    at: datetime, apart_why: str = "", instead_why: str = "", key: str = "",
) -> Visit:  # fmt: skip
    """排定检查: one visit for all these demands; where another one could have served them, `apart_why` says why not."""
    if event := log.already(key):
        return Visit.objects.get(pk=event.case_id)
    rows = _locked(demands)
    rules.go_together(rows)
    rules.may(by, rules.PLAN, rows[0].bureau)
    enterprise = rows[0].enterprise
    rules.in_time(rows, day)
    if day < timezone.localdate(at):
        raise NotPossible(_("检查日期不能早于今天。"))
    wanted = frozenset[Skill]().union(*(one.wants for one in rows))
    rules.still_owed(rows)
    rules.goes_as_drawn(rows, people, instead_why)
    rules.within_cap(rows, day)
    certificates = rules.fit(people, lead, wanted, enterprise, day)
    _stands_apart(rows, apart_why)
    visit = _create(rows, enterprise, instead_why, day=day, begins_at=begins_at, lead=lead, by=by, at=at)
    VisitPerson.objects.bulk_create(
        VisitPerson(visit=visit, user=one, certificate=certificates[one.pk].number, is_lead=one.pk == lead.pk)
        for one in people
    )
    for demand in rows:
        demand.state, demand.visit, demand.apart_why = DemandState.PLANNED, visit, apart_why
        demand.save(update_fields=["state", "visit", "apart_why"])
    facts = {
        "number": visit.case.number, "day": day, "people": [one.name for one in people], "apart_why": apart_why,
        "demands": [one.pk for one in rows], "counts_for_cap": visit.counts_for_cap,
        "instead_why": instead_why,
    }  # fmt: skip
    note(visit, "visit_planned", by=by, at=at, key=key, **facts)
    return visit


def _locked(demands: Sequence[Demand]) -> list[Demand]:
    """The demands, and the enterprise they go to: two people who plan at once both ask its cap, one after the other."""
    wanted = Enterprise.objects.filter(demands__in=[one.pk for one in demands]).distinct().values("pk")
    list(Enterprise.objects.filter(pk__in=wanted).select_for_update().order_by("pk"))
    rows = Demand.objects.filter(pk__in=[one.pk for one in demands]).select_related("bureau", "enterprise", "duty")
    return list(rows.prefetch_related("drawn").select_for_update(of=("self",)).order_by("pk"))


def _stands_apart(rows: Sequence[Demand], why: str) -> None:
    """能联合的不单独检查: a visit of its own, beside one that is planned for the same days, has its reason."""
    first, last = max(one.earliest for one in rows), min(one.latest for one in rows)
    others = queries.might_have_served(rows[0].enterprise, first, last).filter(unannounced=rows[0].unannounced)
    if not why.strip() and others.exists():
        raise NotTogether(_("这几天已经排了去这家企业的检查；不能合并的，写明理由。"), STRICT)


def _create(
    rows: Sequence[Demand],
    enterprise: Enterprise,
    instead_why: str,
    *,
    day: date,
    begins_at: time,
    lead: User,
    by: User,
    at: datetime,
) -> Visit:
    bureau, on = rows[0].bureau, timezone.localdate(at)
    case = Case.objects.create(
        kind=queries.KIND, title=TITLE.format(name=enterprise.name), bureau=bureau,
        section=queries.enforcement_section(bureau) or by.section, holder=lead, enterprise=enterprise,
        number=take_number(bureau, SERIES, on.year), opened_on=on, created_at=at,
    )  # fmt: skip
    unannounced, seed = rows[0].unannounced, secrets.token_hex(16)
    return Visit.objects.create(
        case=case, day=day, begins_at=begins_at, minutes=sum(one.minutes for one in rows), unannounced=unannounced,
        lawful_reason="；".join(dict.fromkeys(one.lawful_reason for one in rows if one.lawful_reason)),
        counts_for_cap=rules.counts(rows), instead_why=instead_why, written_by=by, written_at=at, entry_seed=seed,
        entry_code_hash=queries.hash_of(queries.derived(seed, settings.SECRET_KEY)),
    )  # fmt: skip
