"""What an incident calls for in other rooms: a visit, and the cases that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.incidents import rules
from enforcement.incidents.actions.common import note
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import Incident
from enforcement.incidents.states import CALLED_FOR, VISIT_ASKED
from enforcement.inspections import visiting
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import CaseLink

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case


@transaction.atomic
def ask_visit(
    pk: int, *, what: str, earliest: date, latest: date, lawful_reason: str = "", by: User, at: datetime, key: str = ""
) -> visiting.Demand:
    """提出检查需求 for the enterprise concerned; it counts like a complaint, which has to be looked at."""
    incident = lock(Incident, pk)
    if event := log.already(key):
        return visiting.Demand.objects.get(pk=event.facts["demand"])
    rules.require("visit", by, incident, timezone.localdate(at))
    if incident.case.enterprise is None:
        raise NotPossible(_("还没有写明涉事单位，先在核实定级里填它的统一社会信用代码。"))
    demand = visiting.ask(
        visiting.Wish(
            enterprise=incident.case.enterprise, purpose=visiting.Purpose.COMPLAINT, what=what, earliest=earliest,
            latest=latest, unannounced=bool(lawful_reason), lawful_reason=lawful_reason,
        ),
        by=by, at=at,
    )  # fmt: skip
    note(incident, VISIT_ASKED, by=by, at=at, key=key, demand=demand.pk, why=what)
    return demand


@transaction.atomic
def link(pk: int, *, target: Case, by: User, at: datetime, key: str = "") -> CaseLink:
    """关联: an inspection, an order, a penalty case this incident called for."""
    incident = lock(Incident, pk)
    if not log.already(key):
        rules.require("link", by, incident, timezone.localdate(at))
        if target.pk == pk:
            raise NotPossible(_("不能关联本件自己。"))
        note(incident, "incident_linked", by=by, at=at, key=key, to=target.number)
    return CaseLink.objects.get_or_create(source=incident.case, target=target, why=CALLED_FOR)[0]
