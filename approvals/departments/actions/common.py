"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.audit import log
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.departments.models import Consultation
    from envportal.accounts.models import User


def note(one: Consultation, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    about = {"consultation": one.pk, "to": one.department.name}
    log.record(one.case, name, by=by, at=at, key=key or None, facts=about | facts)


def tell_department(one: Consultation, template: str, *, at: datetime) -> None:
    person = one.department.person
    if person is not None:
        context = {"consultation": one, "link": f"/desk/consultations/{one.pk}/"}
        outbox.post(one.case, template, to=[person], context=context, at=at)
