"""Take in what bureaus published elsewhere before: under their names, once, and nobody's act here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import rules
from disclosure.board.actions.addresses import new_address
from disclosure.board.models import UNDATED, Notice
from disclosure.board.queries import notices as queries
from disclosure.board.queries.search import index
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from disclosure.board.rules import Finding
    from envportal.accounts.models import User

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Past:
    """A notice as a bureau published it, its dates mended where they could be; `wording` is what was printed."""

    key: str
    kind: str
    publisher: str
    source: str
    title: str
    owner: str = ""
    place: str = ""
    document_kind: str = ""
    document_number: str = ""
    published_on: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    wording: tuple[tuple[str, str], ...] = ()


def suspicions(past: Past, *, at: datetime) -> list[Finding]:
    """What looks like a person's data in a notice that is not taken in yet."""
    return rules.findings(_notice(past, at))


def known(keys: Iterable[str]) -> set[str]:
    """Which of these were taken in before."""
    there = Notice.objects.filter(import_key__in=list(keys)).values_list("import_key", flat=True)
    return {key for key in there if key}


@transaction.atomic
def take_in(pasts: Collection[Past], *, at: datetime) -> set[str]:
    """Put former notices on the board in three statements; the keys of those that were not there before.

    No clock starts, no window opens, nothing goes into the record of a case. Raises PersonalData.
    """
    there = known(past.key for past in pasts)
    new = {past.key: past for past in pasts if past.key not in there}
    notices = [_notice(past, at) for past in new.values()]
    for notice in notices:
        rules.refuse_personal_data(notice)
        notice.search = index(notice)
        notice.publish()
    # Another import may bring the same row at the same moment: the unique key leaves one.
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if notices:
        queries.turn_edition()
    return set(new)


@transaction.atomic
def take_off(import_key: str, *, reason: str, by: User, at: datetime, key: str | None = None) -> Notice:
    """Take one of them off again: the reason stays at its address, and no later import brings it back.

    Who may is for the room to say that took it in: the board does not know whose table it was.
    """
    notice = Notice.objects.select_for_update().get(import_key=import_key)
    if log.already(key):
        return notice
    rules.require_reason(reason)
    rules.require_standing(notice)
    notice.withdraw()
    notice.withdrawn_by, notice.withdrawn_at, notice.withdrawal_reason = by, at, reason.strip()
    notice.save()
    facts = {"notice": notice.public_id, "reason": notice.withdrawal_reason}
    log.record(None, "history_withdrawn", by=by, at=at, facts=facts, key=key)
    queries.turn_edition()
    return notice


def _notice(past: Past, at: datetime) -> Notice:
    return Notice(
        public_id=new_address(), import_key=past.key, kind=past.kind, publisher_name=past.publisher,
        source=past.source, title=past.title, owner_name=past.owner, place=past.place,
        document_kind=past.document_kind, document_number=past.document_number,
        opens_on=past.opens_on, closes_on=past.closes_on, published_at=_midnight(past.published_on),
        facts=[list(pair) for pair in past.facts], wording=[list(pair) for pair in past.wording],
        submitted_at=at, imported_at=at,
    )  # fmt: skip


def _midnight(day: date | None) -> datetime:
    return UNDATED if day is None else timezone.make_aware(datetime.combine(day, time.min))
