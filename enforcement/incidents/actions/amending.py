"""更正发现时间: a slip in the minute the hours run from is put right by somebody else, and everything counts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.incidents import queries, rules
from enforcement.incidents.actions.common import note, tell
from enforcement.incidents.actions.grading import look_again
from enforcement.incidents.models import Incident
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def correct_time(pk: int, *, discovered_at: datetime, why: str, by: User, at: datetime, key: str = "") -> Incident:
    """By another than who typed it, for a reason; the first round and its clock run from the minute it was."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("correct_time", by, incident, timezone.localdate(at))
    typed = next(event for event in log.history(incident.case) if event.name == "incident_reported")
    rules.a_second_person(by, typed.actor_id, _("登记接报的人不能自己更正时间，请另一位负责人更正。"), rules.SIGN)
    rules.fits_what_followed(incident, discovered_at, at)
    before, incident.discovered_at = incident.discovered_at, discovered_at
    incident.save()
    first = incident.rounds.all()[0]
    clock = queries.clock_of(first)
    first.since = discovered_at
    first.save(update_fields=["since"])
    if clock is not None:
        clocks.restart(clock, since=discovered_at, reason=why, by=by, at=at)
    look_again(incident, before)
    facts = {"before": before.isoformat(), "after": discovered_at.isoformat(), "why": why}
    note(incident, "incident_time_corrected", by=by, at=at, key=key, **facts)
    people = {one for one in (incident.case.holder, typed.actor) if one is not None and one.pk != by.pk}
    tell(incident, "incident_time_corrected", people, at=at, before=before, why=why)
    return incident
