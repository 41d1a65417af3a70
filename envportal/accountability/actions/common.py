"""What the verbs share: a record with its case locked, a line in its own chain, a limit by a dated rule."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.accountability import queries
from envportal.accountability.models import Part, Responsibility
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.messaging import outbox
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accountability.enums import Happened
    from envportal.accounts.models import Bureau, User


def locked(pk: int) -> Part:
    """The case row of its record first, then the part as it is now."""
    lock(Responsibility, Part.objects.values_list("responsibility_id", flat=True).get(pk=pk))
    return Part.objects.select_related("responsibility__case__bureau", "person").get(pk=pk)


def require(is_theirs: bool, action: str) -> None:
    """A rule that answers no: the step is another person's."""
    if not is_theirs:
        raise NotYours(_("这一步不由您办理。"), action)


def note(
    record: Responsibility, name: Happened, *, by: User | None, at: datetime, key: str = "", **facts: object
) -> None:
    """Into the record's own chain: the log of the case is read by many, and tells nothing of this."""
    log.record(
        None, str(name), by=by, at=at, key=key or None, chain=queries.chain_name(record),
        facts={"record": record.pk, **facts},
    )  # fmt: skip


def limit(bureau: Bureau, matter: str, on: date) -> date | None:
    """The last day by the rule in force; None where the bureau has none."""
    with suppress(clocks.NoRule):
        return clocks.due_day(bureau, matter, "", on=on)
    return None


def tell(record: Responsibility, template: str, to: Iterable[User | None], *, at: datetime, **context: object) -> None:
    """Inside the bureau, by the portal's own messages, and of no case: only who gets it reads it."""
    said = {"record": record, "link": f"/desk/accountability/{record.pk}/", **context}
    outbox.post(None, template, to=[one for one in to if one is not None], context=said, at=at)
