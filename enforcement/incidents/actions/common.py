"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.incidents import queries
from enforcement.incidents.models import Recipient, Round
from envportal.accounts.queries import own_people
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enforcement.incidents.models import Incident
    from enforcement.incidents.rules import Track
    from envportal.accounts.models import User


def open_round(incident: Incident, track: Track, *, since: datetime, by: User | None, at: datetime) -> Round:
    """Begin reporting by a limit: its hours run from a minute, and each recipient waits to be told."""
    last = incident.rounds.order_by("number").last()
    begun = Round.objects.create(
        incident=incident, number=last.number + 1 if last else 1, level=incident.level, matter=track.matter,
        is_precaution=track.is_precaution, since=since,
    )  # fmt: skip
    Recipient.objects.bulk_create(Recipient(round=begun, who=who) for who in track.who)
    if last is not None and last.matter != track.matter:
        stop(incident, last.matter, by=by, at=since)
    day = timezone.localdate(since)
    clocks.start(incident.case, track.matter, variant="", on=day, since=since, by=by, at=at)
    return begun


def stop(incident: Incident, matter: str, *, by: User | None, at: datetime) -> None:
    if clocks.open_clock(incident.case, matter) is not None:
        clocks.stop(incident.case, matter, on=timezone.localdate(at), by=by, at=at)


def shut(incident: Incident, at: datetime) -> None:
    incident.case.closed_on = timezone.localdate(at)
    incident.case.save(update_fields=["closed_on"])


def note(incident: Incident, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    log.record(incident.case, name, by=by, at=at, key=key or None, facts=facts)


def tell(incident: Incident, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    told = {"incident": incident, "link": incident.case.at_desk, **context}
    outbox.post(incident.case, template, to=to, context=told, at=at)


def wake(incident: Incident, template: str, *, by: User | None, at: datetime) -> None:
    """Tell whom the roster of the day names first, then everybody else on call; but for who did it."""
    bureau, done = incident.case.bureau, {by.pk} if by else set()
    first = [one for one in queries.called_first(bureau, timezone.localdate(at)) if one.pk not in done]
    done |= {one.pk for one in first}
    rest = [one for one in queries.on_call(bureau) if one.pk not in done]
    last = queries.last_round(incident)
    due = clocks.open_clock(incident.case, last.matter)
    for people, is_rostered in ((first, True), (rest, False)):
        told = {"due_at": due.due_at if due else None, "round": last, "is_rostered": is_rostered}
        tell(incident, template, people, at=at, **told)


def tell_enterprise(incident: Incident, template: str, *, at: datetime) -> None:
    if incident.case.enterprise is not None:
        tell(incident, template, own_people(incident.case.enterprise), at=at, link=incident.case.address("my"))
