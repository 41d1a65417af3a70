"""核实定级: by the table, again when it changes; or found to be no incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from enforcement.incidents import queries, rules
from enforcement.incidents.actions.common import note, open_round, shut, stop, tell_enterprise, wake
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import Incident
from enforcement.incidents.states import Source
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from envportal.accounts.models import Enterprise, User


class Verified(TypedDict):
    """What is known of it when it is graded; None where nobody knows yet."""

    level: str
    level_why: NotRequired[str]
    place: NotRequired[str]
    division: NotRequired[str]
    pollutants: NotRequired[str]
    occurred_at: NotRequired[datetime | None]
    sensitive: NotRequired[Sequence[str]]
    deaths: NotRequired[int | None]
    poisoned: NotRequired[int | None]
    evacuated: NotRequired[int | None]
    loss: NotRequired[Decimal | None]
    water_cut: NotRequired[str]
    # None takes off again who was entered by mistake; left out it stays.
    enterprise: NotRequired[Enterprise | None]


@transaction.atomic
def grade(
    pk: int, *, by: User, at: datetime, key: str = "", **known: Unpack[Verified]
) -> Incident:  # fmt: skip
    """Grade it, or grade it anew; a change of level begins reporting anew from this minute."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("grade", by, incident, timezone.localdate(at))
    before, enterprise = incident.level, known.pop("enterprise", incident.case.enterprise)
    for name, value in known.items():
        setattr(incident, name, value)
    incident.sensitive = list(incident.sensitive)
    if incident.occurred_at is not None and incident.occurred_at > incident.discovered_at:
        raise NotPossible(_("发生时间晚于发现的时间，请核对。"))
    figures = {name: getattr(incident, name) for name in rules.FIGURES}
    rules.fits(incident.level, figures, before, incident.level_why)
    incident.grade()
    incident.save()
    _hold(incident, enterprise, by)
    _report_anew(incident, by=by, at=at)
    facts = {"level": incident.level, "before": before, "why": incident.level_why, "sensitive": incident.sensitive}
    note(incident, "incident_graded", by=by, at=at, key=key, **facts)
    look_again(incident)
    return incident


def look_again(incident: Incident, *before: datetime) -> None:
    """It counts against a nil return of its days, or no more."""
    known = (incident.discovered_at, incident.occurred_at, *before)
    moments = [moment for moment in known if moment is not None]
    board.look_again("incident", incident.case.bureau, [timezone.localdate(moment) for moment in moments])


def _hold(incident: Incident, enterprise: Enterprise | None, by: User) -> None:
    """Who grades an incident nobody holds yet holds it; whose it is may have come to light."""
    case = incident.case
    case.holder = case.holder or by
    # Who reported its own goes on reading it.
    case.enterprise = enterprise or (case.enterprise if incident.source == Source.ENTERPRISE else None)
    case.title = f"{incident.place}突发环境事件"[:200]
    case.save(update_fields=["holder", "enterprise", "title"])


def _report_anew(incident: Incident, *, by: User, at: datetime) -> None:
    last = queries.last_round(incident)
    track = rules.track(incident.level, incident.sensitive, at_province=rules.at_province(incident))
    if rules.begins_anew(last, track, incident.level):
        open_round(incident, track, since=at, by=by, at=at)
        wake(incident, "incident_regraded", by=by, at=at)
    elif last.level != incident.level or last.is_precaution != track.is_precaution:
        last.level, last.is_precaution = incident.level, track.is_precaution
        last.save(update_fields=["level", "is_precaution"])


@transaction.atomic
def dismiss(pk: int, *, why: str, is_hoax: bool, by: User, at: datetime, key: str = "") -> Incident:
    """经核实不是突发环境事件: nobody has to be told any more, and what waited for the public is taken back."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("dismiss", by, incident, timezone.localdate(at))
    rules.a_second_person(by, incident.case.holder_id, _("经办本件的人不能自己撤销，请另一位负责人核准。"), rules.CLOSE)
    if board.current(incident.case, board.Kind.INCIDENT) is not None:
        raise NotPossible(_("本件已经公开，先在公示栏撤回并说明原因。"))
    incident.dismiss()
    incident.closed_by, incident.closed_why, incident.is_hoax = by, why, is_hoax
    incident.save()
    stop(incident, queries.last_round(incident).matter, by=by, at=at)
    board.take_back(incident.case, reason=why, by=by, at=at, kind=board.Kind.INCIDENT)
    shut(incident, at)
    look_again(incident)
    note(incident, "incident_dismissed", by=by, at=at, key=key, why=why, hoax=is_hoax)
    tell_enterprise(incident, "incident_ended", at=at)
    return incident
