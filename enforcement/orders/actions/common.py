"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty
from enforcement.orders.rules import tables
from enforcement.orders.states import ORDER, PENALTY, SEALING
from envportal.accounts.queries import own_people
from envportal.audit import log
from envportal.cases.models import Case, CaseLink
from envportal.documents import letters
from envportal.documents.actions import take_number
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from enforcement.orders.models import Order, Sealing
    from envportal.accounts.models import Enterprise, User
    from envportal.documents.models import Letter

# The series of the case numbers.
SERIES = {ORDER: "改案", PENALTY: "罚案", SEALING: "封案"}


def open_case(
    kind: str, title: str, *, enterprise: Enterprise | None, source: Case | None, by: User, at: datetime, why: str = ""
) -> Case:
    """A case of this room, held by who opens it, with its number and its link to what it came from.

    A branch punishes in its own name (生态环境法典第53条): the case is its bureau's.
    """
    on, bureau = timezone.localdate(at), by.bureau
    if bureau is None:
        raise NotPossible(_("由执法人员立案和起草。"))
    case = Case.objects.create(
        kind=kind, title=title[:200], bureau=bureau, section=by.section, holder=by, enterprise=enterprise,
        project=source.project if source is not None else None, number=take_number(bureau, SERIES[kind], on.year),
        opened_on=on, created_at=at,
    )  # fmt: skip
    if source is not None:
        CaseLink.objects.create(source=source, target=case, why=why or kind)
    return case


def link(source: Case, target: Case, why: str) -> None:
    CaseLink.objects.get_or_create(source=source, target=target, why=why)


def note(
    row: Order | Penalty | Sealing, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object
) -> None:
    log.record(
        row.case, name, by=by, at=at, key=key or None, facts={name: _plain(value) for name, value in facts.items()}
    )


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (str, int, bool, list, dict)) else str(value)


def issue(row: Order | Penalty | Sealing, kind: str, *, by: User, at: datetime, **fields: object) -> Letter:
    """A letter to the enterprise of the case, or to the person it is about; how it arrives is recorded when it has."""
    if isinstance(row, Penalty) and row.person:
        fields["addressee"] = row.person
    return letters.issue(row.case, kind, to=row.case.enterprise, fields=fields, by=by, at=at)


def close_case(case: Case, on: date) -> None:
    case.closed_on = on
    case.save(update_fields=["closed_on"])


def tell_enterprise(row: Order | Penalty | Sealing, template: str, *, at: datetime, **context: object) -> None:
    enterprise = row.case.enterprise
    if enterprise is not None:
        tell(row, template, own_people(enterprise), at=at, link=row.case.address("my"), **context)


def tell(row: Order | Penalty | Sealing, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    address = {"link": row.case.at_desk, "row": row}
    outbox.post(row.case, template, to=to, context={**address, **context}, at=at)


def notice_of(penalty: Penalty) -> Letter:
    """The notice that stands; the rule asked for it."""
    assert penalty.notice is not None  # noqa: S101
    return penalty.notice


def name_of(violation: str) -> str:
    return tables.violations().get(violation, violation)
