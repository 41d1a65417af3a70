"""Clients who move fen at random, all at once, through the very functions the actions call; then the books are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import DatabaseError, connection, connections, transaction

from enforcement.fees.actions import posting
from enforcement.fees.models import Account, Entry, Fee, Posting
from enforcement.fees.queries.replay import differences
from enforcement.fees.rules import flat
from enforcement.fees.states import BELOW, EntryKind, State
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.refusals import Refused
from tests import ledgers
from tests.builders import moment
from tests.fees.conftest import office

AT, DUE = moment("2016-09-17"), date(2016, 4, 27)
CASES, AT_ONCE, BUSY, TRIES = 240, 40, "broken: database is locked", 5
MOST = 5_000_00


@dataclass
class Turn:
    """One fee in one client's hands, its case locked."""

    account: Account
    on: date


Move = Callable[[Random, Turn], object]


# THE OPERATIONS -----------------------------------------------------------------------
def told(turn: Turn) -> dict[str, object]:
    return {"on": turn.on, "by": None, "at": AT}


def demand(chance: Random, turn: Turn) -> object:
    return posting.demanded(turn.account, chance.randrange(1, MOST), **told(turn))


def pay(chance: Random, turn: Turn) -> object:
    return posting.paid(turn.account, chance.randrange(1, MOST), **told(turn))


def late(chance: Random, turn: Turn) -> object:
    since = turn.on - timedelta(days=chance.randrange(30))
    fen = flat.late_fee(turn.account.receivable, since, turn.on)
    return fen and posting.late(turn.account, fen, **told(turn))


def waive(chance: Random, turn: Turn) -> object:
    return posting.waived(turn.account, chance.randrange(1, MOST), **told(turn))


def refund(chance: Random, turn: Turn) -> object:
    return posting.refunded(turn.account, chance.randrange(1, MOST), **told(turn))


def write_off(_chance: Random, turn: Turn) -> object:
    return turn.account.owed and posting.written_off(turn.account, **told(turn))


def reverse(chance: Random, turn: Turn) -> object:
    """Any payment, once: the books know no payments here, only their entries."""
    done = set(turn.account.entries.filter(kind=EntryKind.REVERSAL).values_list("document", flat=True))
    booked = [one for one in turn.account.entries.filter(kind=EntryKind.PAYMENT) if str(one.pk) not in done]
    if not booked:
        return None
    entry = chance.choice(booked)
    return posting.reversed_entry(turn.account, entry, document=str(entry.pk), **told(turn))


MOVES: tuple[tuple[Move, int], ...] = (
    (demand, 30), (pay, 32), (late, 16), (waive, 8), (refund, 10), (write_off, 2), (reverse, 4),
)  # fmt: skip


# THE CLIENTS --------------------------------------------------------------------------
def work(part: ledgers.Part, cases: tuple[int, ...]) -> Counter[str]:
    """One client: what became of each of its operations, some of them on one fee at a time."""
    connections.close_all()
    counted: Counter[str] = Counter()
    chance = Random(part.seed)
    for begun in range(0, part.operations, AT_ONCE):
        counted += _turn(chance, chance.choice(cases), min(AT_ONCE, part.operations - begun))
    connections.close_all()
    return counted


def _turn(chance: Random, case: int, n: int) -> Counter[str]:
    for _again in range(TRIES):
        try:
            return _in_one(chance, case, n)
        except DatabaseError as error:  # not given its turn, it moved nothing; else a CHECK that had to speak
            if f"broken: {error}" != BUSY:
                return Counter({f"broken: {error}": n})
    return Counter({BUSY: n})


@transaction.atomic
def _in_one(chance: Random, case: int, n: int) -> Counter[str]:
    turn = Turn(lock(Fee, case).account, DUE + timedelta(days=chance.randrange(200)))
    moves, weights = zip(*MOVES, strict=True)
    return Counter(_one(move, chance, turn) for move in chance.choices(moves, weights, k=n))


def _one(move: Move, chance: Random, turn: Turn) -> str:
    before = dict(vars(turn.account))
    try:
        return "moved" if move(chance, turn) else "nothing"
    except Refused:
        # Nothing was written; what was tried on the row in hand is undone.
        vars(turn.account).update({name: value for name, value in before.items() if name != "_state"})
        return "refused"


def prepare() -> tuple[int, ...]:
    of = office()
    cases = Case.objects.bulk_create(
        Case(
            kind="fee", title=f"排污费 {n}", bureau=of.bureau,
            number=f"云环排污费〔2016〕{n + 1}号", enterprise=of.enterprise,
            opened_on=DUE, created_at=AT,
        )
        for n in range(CASES)
    )  # fmt: skip
    fees = Fee.objects.bulk_create(
        Fee(
            case=case, first=date(2016, 1, 1), last=date(2016, 3, 1), basis="automatic", assessed=0, due_on=DUE,
            demanded_by=of.second, verified_by=of.clerk, state=State.DEMANDED,
        )
        for case in cases
    )  # fmt: skip
    Account.objects.bulk_create(Account(fee=fee) for fee in fees)
    connections.close_all()
    return tuple(one.pk for one in cases)


def prove(operations: int, clients: int, *, seed: int, pool: Executor) -> dict[str, int]:
    """What became of all operations, and what is wrong afterwards; `violations` is the sum of what has to be 0."""
    cases = prepare()
    of = ledgers.parts(operations, clients, seed=seed)
    counted = ledgers.shared_out(work, cases, of, clients=clients, pool=pool)
    wrong = {
        "unlike_their_postings": sum(1 for _one_ in differences()),
        "crossed_nought_at_some_time": crossed(),
        "debit_is_not_credit": abs(total()),
    }
    return {
        **{name: counted[name] for name in ("moved", "refused", "nothing")},
        "entries": Entry.objects.count(), "postings": Posting.objects.count(),
        **ledgers.verdict(operations, counted, wrong),
    }  # fmt: skip


def crossed() -> int:
    """Sides that at any moment of their history crossed nought, read from the postings alone."""
    below = ", ".join(f"'{side}'" for side in BELOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT p.side, sum(p.fen) OVER (PARTITION BY e.account_id, p.side ORDER BY p.id) "
            "AS stood FROM fees_posting p JOIN fees_entry e ON e.id = p.entry_id) AS told "
            f"WHERE CASE WHEN side IN ({below}) THEN stood > 0 ELSE stood < 0 END"  # nosec B608
        )
        return int(cursor.fetchone()[0])


def total() -> int:
    return int(sum(Posting.objects.values_list("fen", flat=True).iterator()))
