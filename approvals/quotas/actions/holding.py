"""Holding quota for a case: reserved, committed, given back. The case is locked; no permission, no log here."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.quotas import queries
from approvals.quotas.actions.posting import Draft, lock_books, post
from approvals.quotas.guards import BASIS, NotCovered
from approvals.quotas.models import Account, plain
from approvals.quotas.models.fields import LEAST
from approvals.quotas.states import OF_A_CASE, AccountKind, EntryKind
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from approvals.quotas.models import Book, Entry
    from approvals.quotas.queries import Row
    from envportal.accounts.models import User
    from envportal.cases.models import Case

NOUGHT = Decimal(0)


def hold(
    case: Case, rows: Sequence[Row], *, by: User | None, at: datetime, kind: str = AccountKind.AVAILABLE,
    most: Decimal | None = None,
) -> list[Entry]:  # fmt: skip
    """Reserve what these needs lack, as far as the accounts of `kind` reach, each `most`; by the ratio of its book."""
    wanted = [row for row in rows if row.lack]
    lock_books(row.need.book_id for row in wanted)
    accounts = queries.own_accounts_of(row.need.book_id for row in wanted)
    drafts = [_draft(case, row, accounts[row.need.book_id], kind, most) for row in wanted]
    return post([draft for draft in drafts if draft], by=by, at=at, on=timezone.localdate(at))


def replace(case: Case, row: Row, source: Account, *, by: User | None, at: datetime) -> list[Entry]:
    """Reserve what a need lacks out of one verified reduction, as far as it reaches."""
    book = row.need.book
    lock_books([book, source.book_id])
    source.refresh_from_db()
    accounts = {**queries.own_accounts(book), AccountKind.SUPPLY: source}
    draft = _draft(case, row, accounts, AccountKind.SUPPLY)
    return post([draft] if draft else [], by=by, at=at, on=timezone.localdate(at))


def _draft(
    case: Case, row: Row, accounts: Mapping[str, Account], kind: str, most: Decimal | None = None
) -> Draft | None:
    """One tonne for the case takes as many from its source as the rule says; what is over is retired for good."""
    source, ratio = accounts[kind], queries.ratio_for(row.need, kind)
    lack = row.lack if most is None else min(row.lack, most)
    amount = min(lack, (source.balance / ratio.times).quantize(LEAST, ROUND_DOWN))
    if amount <= NOUGHT:
        return None
    taken = (amount * ratio.times).quantize(LEAST, ROUND_UP)
    moves = {
        source: -taken,
        of_case(case, row, AccountKind.RESERVED): amount,
        accounts[AccountKind.RETIRED]: taken - amount,
        **across(source, accounts[AccountKind.MOVED], taken),
    }
    # What is held one to one out of what is there replaces nothing, and needs no rule of replacement.
    told = {"ratio": ratio.times, "rule": ratio.cited} if kind == AccountKind.SUPPLY or taken != amount else {}
    return Draft(EntryKind.RESERVE, moves, {"case": case, **told})


def across(source: Account, moved: Account, amount: Decimal) -> dict[Account, Decimal]:
    """What goes out of the book of `source` and comes into that of `moved`; nothing where they are one."""
    if source.book_id == moved.book_id:
        return {}
    return {queries.own_accounts(source.book_id)[AccountKind.MOVED]: amount, moved: -amount}


def of_case(case: Case, row: Row, kind: str) -> Account:
    """The case is locked, so nobody else makes it meanwhile."""
    return row.accounts.get(kind) or Account.objects.create(case=case, book=row.need.book, kind=kind)


def settle(case: Case, *, by: User | None, at: datetime) -> list[Entry]:
    """What is reserved becomes committed. Raises NotCovered while a need lacks anything."""
    rows = queries.rows_of(case)
    lock_books(row.need.book_id for row in rows)
    for row in rows:
        covered(row)
    drafts = [
        Draft(
            EntryKind.COMMIT,
            {
                of_case(case, row, AccountKind.RESERVED): -row.reserved,
                of_case(case, row, AccountKind.COMMITTED): row.reserved,
            },
            {"case": case},
        )
        for row in rows
        if row.reserved
    ]
    return post(drafts, by=by, at=at, on=timezone.localdate(at))


def covered(row: Row) -> None:
    """Raise NotCovered where less is held than needed."""
    if row.lack:
        words = {
            "pollutant": row.need.book.get_pollutant_display(), "area": row.need.book.area.name,
            "need": plain(row.need.tonnes), "held": plain(row.need.tonnes - row.lack), "lack": plain(row.lack),
        }  # fmt: skip
        raise NotCovered(
            _("%(area)s%(pollutant)s总量指标不足：需要 %(need)s 吨，已预留 %(held)s 吨，还差 %(lack)s 吨。") % words,
            BASIS,
        )


def assessed(case: Case, stated: Mapping[str, Decimal], on: date) -> None:
    """Raise NotCovered where something is stated and under control, and the case has no need of it yet."""
    for pollutant, tonnes in queries.unassessed(case, stated, on).items():
        words = {"pollutant": Pollutant(pollutant).label, "stated": plain(tonnes)}
        sentence = _("%(pollutant)s已纳入总量管理：本件申报排放 %(stated)s 吨，还没有核定需要的指标。")
        raise NotCovered(sentence % words, BASIS)


def lock_all(case: Case, also: Book) -> None:
    """Every book that freeing and holding anew may touch, at once: one after the other they would be out of order."""
    mine = {row.need.book_id for row in queries.rows_of(case)}
    lock_books({*mine, *_books_of(queries.standing_entries(case)), also.pk})


def _books_of(entries: Iterable[Entry]) -> set[int]:
    return {posting.account.book_id for entry in entries for posting in entry.postings.all()}


def free(
    case: Case, *, reason: str, by: User | None, at: datetime, document: str = "", book: Book | None = None
) -> list[Entry]:
    """Take back all that was moved for a case, in one book or in all, each entry by its mirror."""
    entries = [one for one in queries.standing_entries(case) if book is None or _is_in(one, book)]
    if not entries:
        return []
    lock_books(_books_of(entries))
    drafts = [_mirror(entry, {"case": case, "reason": reason, "document": document}) for entry in entries]
    return post(drafts, by=by, at=at, on=timezone.localdate(at))


def _is_in(entry: Entry, book: Book) -> bool:
    mine = [one for one in entry.postings.all() if one.account.kind in OF_A_CASE]
    return any(one.account.book_id == book.pk for one in mine)


def _mirror(entry: Entry, facts: Mapping[str, object]) -> Draft:
    moves: defaultdict[Account, Decimal] = defaultdict(Decimal)
    for posting in entry.postings.all():
        moves[posting.account] -= posting.tonnes
    return Draft(EntryKind.RELEASE, moves, {**facts, "reverses": entry})
