"""The one place where fen move: entries that balance, sides that keep their sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotBalanced, NotPossible
from enforcement.fees.models import Account, Entry, Posting
from enforcement.fees.rules.result import yuan
from enforcement.fees.states import ABOVE, EntryKind, Side

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from envportal.accounts.models import User

MOST = 10**15


def post(
    account: Account, kind: str, moves: Mapping[Side, int], *, on: date, by: User | None, at: datetime, **facts: Any
) -> Entry:
    """Write an entry and move the sides; the case is locked. Raises NotPossible, and then nothing was moved.

    What the database refuses too: debit is credit, and no side crosses nought.
    """
    moves = {side: fen for side, fen in moves.items() if fen}
    if not moves or sum(moves.values()) != 0:
        raise NotBalanced(kind, dict(moves))
    for side, fen in moves.items():
        _move(account, side, fen)
    account.save(update_fields=[str(side.value) for side in moves])
    entry = Entry(account=account, kind=kind, on=on, at=at, by=by, **facts)
    entry.save(force_insert=True)
    Posting.objects.bulk_create(Posting(entry=entry, side=side, fen=fen) for side, fen in moves.items())
    return entry


def _move(account: Account, side: Side, fen: int) -> None:
    stands = getattr(account, side) + fen
    if abs(stands) > MOST or (stands < 0 if side in ABOVE else stands > 0):
        raise NotPossible(
            _("%(side)s只有 %(has)s 元，不够 %(asked)s 元。")
            % {"side": side.label, "has": yuan(abs(getattr(account, side))), "asked": yuan(abs(fen))}
        )
    setattr(account, side, stands)


# EACH MOVEMENT ------------------------------------------------------------------------
def demanded(account: Account, fen: int, **told: Any) -> Entry:
    return post(account, EntryKind.DEMAND, {Side.RECEIVABLE: fen, Side.ASSESSED: -fen}, **told)


def late(account: Account, fen: int, **told: Any) -> Entry:
    return post(account, EntryKind.LATE, {Side.LATE_DUE: fen, Side.LATE_CHARGED: -fen}, **told)


def paid(account: Account, fen: int, **told: Any) -> Entry:
    """The fee first, then the late fee: the order that costs the enterprise least; then what had been written off.

    The rest is to be paid back.
    """
    fee = min(fen, account.receivable)
    late_fee = min(fen - fee, account.late_due)
    recovered = min(fen - fee - late_fee, account.written_off)
    moves = {
        Side.COLLECTED: fen, Side.RECEIVABLE: -fee, Side.LATE_DUE: -late_fee, Side.WRITTEN_OFF: -recovered,
        Side.OVERPAID: -(fen - fee - late_fee - recovered),
    }  # fmt: skip
    return post(account, EntryKind.PAYMENT, moves, **told)


def waived(account: Account, fen: int, **told: Any) -> Entry:
    return post(account, EntryKind.RELIEF, {Side.WAIVED: fen, Side.RECEIVABLE: -fen}, **told)


def refunded(account: Account, fen: int, **told: Any) -> Entry:
    return post(account, EntryKind.REFUND, {Side.OVERPAID: fen, Side.REFUNDED: -fen}, **told)


def written_off(account: Account, **told: Any) -> Entry:
    """All that is owed: it is off the books, and comes back onto them with what is paid after all."""
    moves = {
        Side.WRITTEN_OFF: account.owed, Side.RECEIVABLE: -account.receivable, Side.LATE_DUE: -account.late_due,
    }  # fmt: skip
    return post(account, EntryKind.WRITE_OFF, moves, **told)


def reversed_entry(account: Account, entry: Entry, **told: Any) -> Entry:
    """The contrary of an entry; what others paid too much because of it pays what is owed again."""
    moves = {Side(one.side): -one.fen for one in entry.postings.all()}

    def stands(side: Side) -> int:
        return int(getattr(account, side)) + moves.get(side, 0)

    for due in (Side.RECEIVABLE, Side.LATE_DUE):
        shifted = max(0, min(stands(due), -stands(Side.OVERPAID)))
        moves[due] = moves.get(due, 0) - shifted
        moves[Side.OVERPAID] = moves.get(Side.OVERPAID, 0) + shifted
    return post(account, EntryKind.REVERSAL, moves, **told)
