"""What several verbs do the same way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils import timezone

from enforcement.petitions.models import Petition
from enforcement.petitions.states import FINISHED_IN, TAKEN_UP_IN, Kind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import letters
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# What says whether it is taken up, and what ends with the answer.
BEFORE = (Matter.HOTLINE_ACCEPTANCE, Matter.PETITION_ROUTING, Matter.HOTLINE_TRANSFER)
AFTER = (Matter.HOTLINE_REPLY, Matter.PETITION_REPLY, Matter.HOTLINE_ORDER, Matter.PETITION_SUPERVISED)


def locked(pk: int) -> Petition:
    """The petition as the last holder left it, its case locked."""
    return lock(Petition, pk)


def locked_together(*pks: int) -> list[Petition]:
    """Several, in the one order everybody locks them in; returned as they were named."""
    found = {pk: lock(Petition, pk) for pk in sorted(set(pks))}
    return [found[pk] for pk in pks]


def locked_with_merged(pk: int) -> list[Petition]:
    """A petition, and after it those merged into it, all locked."""
    merged = Petition.objects.filter(merged_into=pk).order_by("received_at", "pk").values_list("pk", flat=True)
    return locked_together(pk, *merged)


def note(petition: Petition, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    told = {name: value for name, value in facts.items() if value not in (None, "")}
    log.record(petition.case, f"petition_{name}", by=by, at=at, key=key or None, facts=told)


def start(petition: Petition, matter: Matter, *, on: date, by: User | None, at: datetime) -> None:
    with suppress(clocks.NoRule):  # before the act was in force, there was no limit to keep
        clocks.start(petition.case, matter, variant="", on=on, by=by, at=at)


def stop(petition: Petition, *matters: Matter, on: date, by: User | None, at: datetime) -> None:
    for matter in matters:
        clocks.stop(petition.case, matter, on=on, by=by, at=at)


def due_on(petition: Petition, *matters: Matter) -> date | None:
    found = [clocks.due_on(petition.case, matter) for matter in matters]
    return next((day for day in found if day is not None), None)


def taken_up_by(petition: Petition) -> date | None:
    return due_on(petition, TAKEN_UP_IN[petition.kind])  # type: ignore[index]


def finished_by(petition: Petition) -> date | None:
    return due_on(petition, FINISHED_IN[petition.kind])  # type: ignore[index]


def close(petition: Petition, on: date) -> None:
    petition.case.closed_on = on
    petition.case.save(update_fields=["closed_on"])


def open_again(petition: Petition) -> None:
    petition.case.closed_on = None
    petition.case.save(update_fields=["closed_on"])


def issue(petition: Petition, kind: str, *, by: User | None, at: datetime, **fields: object) -> Letter:
    """A letter to whoever reported: it names the case and never them; its reader has number and code."""
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    plain = {
        "matter": petition.case.title, "received_on": timezone.localdate(petition.received_at),
        "petition_kind": Kind(petition.kind).label, **told,
    }  # fmt: skip
    return letters.issue(petition.case, kind, to=None, fields=plain, by=by, at=at)


def tell(petition: Petition, template: str, people: Iterable[User], *, at: datetime, **context: object) -> None:
    """Message staff; they go on at the petition. Nothing of what was reported stands in it."""
    link = {"petition": petition, "link": f"/desk/petitions/{petition.pk}/"}
    outbox.post(petition.case, template, to=people, context={**link, **context}, at=at)
