"""削减替代: what a rule demands of a case, and what is held otherwise giving way to a verified reduction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from approvals.quotas import queries
from approvals.quotas.actions import holding
from approvals.quotas.guards import NotEnough, NothingToDo
from approvals.quotas.models import Account, Demand, Entry
from approvals.quotas.states import AccountKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from approvals.quotas.queries import Row
    from envportal.accounts.models import User
    from envportal.cases.models import Case


SWAPPED = "改由减排量替代"  # kept in the ledger, so never in the language of who looks


def demand(case: Case, asked: Mapping[str, tuple[Decimal, str]]) -> None:
    """What the access rules ask of a case, pollutant → how many times over, by which rule; the case is locked."""
    read_to = Entry.objects.filter(case=case).aggregate(newest=Max("pk"))["newest"] or 0
    Demand.objects.filter(case=case).exclude(pollutant__in=list(asked)).delete()
    for pollutant, (times, rule) in asked.items():
        told = {"times": times, "rule": rule[:120], "read_to": read_to}
        Demand.objects.update_or_create(case=case, pollutant=pollutant, defaults=told)


def bind(case: Case, supply: Account, *, by: User, at: datetime) -> None:
    """What the case lacks of a pollutant comes out of one reduction.

    Where a rule demands it, what is held out of what is available gives way, too. The case is locked.
    """
    pollutant = supply.book.pollutant
    row = _row(case, pollutant)
    short = pollutant in queries.unreplaced(case)
    if row is None or not (row.lack or short):
        raise NothingToDo(_("本件不缺这种污染物的指标。"))
    before = _given(case, pollutant)
    if short and row.reserved:
        _swap(case, row, supply, by=by, at=at)
    else:
        holding.replace(case, row, supply, by=by, at=at)
    if _given(case, pollutant) <= before:
        raise NotEnough(_("这一项减排量已经用完。"))


def _swap(case: Case, row: Row, supply: Account, *, by: User, at: datetime) -> None:
    """Freed and held anew: first by the reductions bound before, then by this one, the rest from where it was.

    What is available gives way first; what a leader drew from the pool stays, as far as it is still lacking.
    """
    book = row.need.book
    holding.lock_all(case, supply.book)
    bound = [one.account for one in queries.backings(case) if one.account.kind == AccountKind.SUPPLY]
    mine = [one for one in bound if one.book.pollutant == book.pollutant]
    drawn = queries.held_out_of(case, book, AccountKind.POOL)
    holding.free(case, book=book, reason=SWAPPED, by=by, at=at)
    for source in dict.fromkeys([*mine, supply]):
        row = _again(case, book.pollutant)
        if row.lack:
            holding.replace(case, row, source, by=by, at=at)
    if drawn:
        row = _again(case, book.pollutant)
        holding.hold(case, [row], by=by, at=at, kind=AccountKind.POOL, most=drawn)
    holding.hold(case, [_again(case, book.pollutant)], by=by, at=at)


def _row(case: Case, pollutant: str) -> Row | None:
    return next((row for row in queries.rows_of(case) if row.need.book.pollutant == pollutant), None)


def _again(case: Case, pollutant: str) -> Row:
    return next(row for row in queries.rows_of(case) if row.need.book.pollutant == pollutant)


def _given(case: Case, pollutant: str) -> Decimal:
    return queries.replacements([case])[case.pk][pollutant].given
