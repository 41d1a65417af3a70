"""What the verbs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.aftercare import queries
from approvals.aftercare.models import Aftercare
from approvals.aftercare.rules.duties import UNSET
from envportal.accounts.enums import Role
from envportal.accounts.queries import people_of, staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.documents import actions as documents
from envportal.duties import register
from envportal.messaging import outbox
from envportal.workdays.terms import due

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document
    from envportal.duties.models import Duty

EVIDENCE = "aftercare"


def hold(pk: int) -> Aftercare:
    """Lock the approval's case, then its aftercare's: the order in which an approval and its end take them."""
    origin = Aftercare.objects.values_list("origin", flat=True).get(pk=pk)
    if origin is not None:
        lock(Case, origin)
    return lock(Aftercare, pk)


def months_after(bureau: Bureau, on: date, amount: int) -> date:
    """So many months later, on the next working day where that is a day of rest."""
    return due(clocks.calendar_of(bureau.pk), on, amount, "month")


def planned(bureau: Bureau, name: str, on: date) -> int:
    """So many months, as the bureau has set, or as one plans that has set nothing."""
    plan = queries.plan_on(bureau, on)
    return getattr(plan, name) if plan is not None else UNSET[name]


def note(care: Aftercare, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    """Write the event; what a drafting unit does names whom it acts for."""
    for_other = by is not None and not by.is_staff_member and by.enterprise_id != care.owner.pk
    acting_for = care.owner.name if for_other else ""
    log.record(care.case, name, by=by, at=at, key=key or None, facts=facts, acting_for=acting_for)


def tell_owner(care: Aftercare, template: str, *, at: datetime, **context: object) -> None:
    people = people_of(care.owner, timezone.localdate(at))
    told = {"care": care, "link": f"/my/aftercare/{care.pk}/", **context}
    outbox.post(care.case, template, to=people, context=told, at=at)


def tell_bureau(care: Aftercare, template: str, *, at: datetime, **context: object) -> None:
    """Who holds it; the heads of its section where nobody does."""
    case = care.case
    heads = staff_with(case.bureau, Role.SECTION_HEAD, case.section)
    told = {"care": care, "link": f"/desk/aftercare/{care.pk}/", **context}
    outbox.post(case, template, to=[case.holder] if case.holder else heads, context=told, at=at)


def take_in(care: Aftercare, file: UploadedFile[bytes] | None, *, by: User, at: datetime) -> Document | None:
    """Read a file before anything is locked; its row is written by `enter` inside the transaction."""
    if file is None:
        return None
    return documents.take_in(file, case=care.case, owner=care.owner, kind=EVIDENCE, by=by, at=at)


def enter(taken: Document | None) -> Document | None:
    return documents.enter(taken) if taken is not None else None


def undone(care: Aftercare, kind: str, phase: int = 0) -> Duty | None:
    """The duty of a kind, of one phase where it has one, that is still to be done."""
    rows = register.of(care.case).filter(kind=kind, state__in=register.UNDONE)
    return rows.filter(key__endswith=f"-p{phase}").first() if phase else rows.first()
