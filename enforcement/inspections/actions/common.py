"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.inspections.models import Visit
from envportal.accounts.queries import has_account
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter


def locked(pk: int) -> Visit:
    """The visit as the last holder left it, its case locked."""
    return lock(Visit, pk)


def note(visit: Visit, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    log.record(visit.case, name, by=by, at=at, key=key or None, facts=facts)


def team(visit: Visit) -> list[User]:
    """Who makes the visit, the lead first."""
    return [one.user for one in visit.people.select_related("user")]


def askers(visit: Visit, by: User) -> list[User]:
    """Who wanted the visit, but for whoever acts."""
    rows = visit.demands.select_related("asked_by").order_by("pk")
    return list({one.asked_by_id: one.asked_by for one in rows if one.asked_by_id != by.pk}.values())


def shown_people(visit: Visit) -> list[str]:
    """The inspectors with the numbers of their certificates, as a letter names them."""
    rows = visit.people.select_related("user")
    return [f"{one.user.name}（执法证号 {one.certificate}）" for one in rows]


def tell(visit: Visit, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    """Message staff; they go on at the visit."""
    link = {"visit": visit, "link": f"/desk/visits/{visit.pk}/"}
    outbox.post(visit.case, template, to=to, context={**link, **context}, at=at)


def tell_enterprise(visit: Visit, template: str, *, at: datetime, **context: object) -> None:
    """Message the enterprise's own people."""
    enterprise = visit.case.enterprise
    people = enterprise.users.filter(is_active=True) if enterprise else []
    tell(visit, template, people, at=at, **{"link": f"/my/visits/{visit.pk}/", **context})


def issue(visit: Visit, kind: str, *, by: User, at: datetime, on: date, **fields: object) -> Letter:
    """A letter to the enterprise, served in the portal where it has an account; else it is handed over on paper."""
    enterprise = visit.case.enterprise
    letter = letters.issue(visit.case, kind, to=enterprise, fields=fields, by=by, at=at)
    if enterprise is not None and has_account(enterprise):
        letter = letters.serve(letter, on=on, by=by, at=at)
    return letter
