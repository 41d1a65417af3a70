"""Clients who move quota at random, all at once; then the books are read."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F, Q

from approvals.quotas import actions, queries
from approvals.quotas.actions import holding
from approvals.quotas.actions.posting import Where
from approvals.quotas.models import Account, Area, Book, Entry, Need, Posting
from approvals.quotas.states import AccountKind, EntryKind
from envportal.accounts.models import User
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.refusals import Refused
from tests import ledgers, world
from tests.builders import moment
from tests.quotas import rows

AT = moment("2026-09-17")
POLLUTANTS = ("cod", "nox", "vocs")
AREAS = (("qingshi", "青石区"), ("beishan", "北山区"))
# As many cases are at hand at once; with every part of the operations some are done with, and as many come after them.
AT_HAND, NEW = 240, 15
# SQLite lets one writer in after the other and makes nobody wait for ever; who was sent away presses again.
BUSY, TRIES = "broken: database is locked", 5
# Far less than all cases of a book need together: they have to be refused, too.
GRANTED = 120


@dataclass(frozen=True)
class Stage:
    """What the operations are about, by their keys."""

    cases: tuple[int, ...]
    books: tuple[int, ...]
    reductions: tuple[int, ...]
    leader: int
    officer: int


Move = Callable[[Random, Stage], object]


# THE OPERATIONS -----------------------------------------------------------------------
def tonnes(chance: Random, most: int) -> Decimal:
    return Decimal(chance.randrange(1, most * 10_000)).scaleb(-4)


def case_of(chance: Random, stage: Stage) -> Case:
    return lock(Case, chance.choice(stage.cases))


def hold(chance: Random, stage: Stage) -> object:
    case = case_of(chance, stage)
    kind = AccountKind.POOL if chance.random() < 0.1 else AccountKind.AVAILABLE
    return holding.hold(case, queries.lacks(case), by=None, at=AT, kind=kind)


def settle(chance: Random, stage: Stage) -> object:
    return holding.settle(case_of(chance, stage), by=None, at=AT)


def free(chance: Random, stage: Stage) -> object:
    return holding.free(case_of(chance, stage), reason="不予批准", by=None, at=AT)


def replace(chance: Random, stage: Stage) -> object:
    case = case_of(chance, stage)
    supply = Account.objects.select_related("book").get(reduction=chance.choice(stage.reductions))
    lacking = [row for row in queries.lacks(case) if row.need.book.pollutant == supply.book.pollutant]
    return lacking and holding.replace(case, lacking[0], supply, by=None, at=AT)


def need(chance: Random, stage: Stage) -> object:
    """The officer holds it to be another, in the same area or the other one."""
    found = Need.objects.filter(case=chance.choice(stage.cases)).select_related("book__area").order_by("pk").first()
    other = chance.choice(list(Area.objects.order_by("pk")))
    officer = User.objects.get(pk=stage.officer)
    return actions.set_need(
        found.case_id,
        pollutant=found.book.pollutant,
        area=other,
        amount=tonnes(chance, 12),
        why="改核",
        by=officer,
        at=AT,
    )


def shift(chance: Random, stage: Stage) -> object:
    kind = chance.choice([EntryKind.SET_ASIDE, EntryKind.DRAW, EntryKind.CUT])
    leader = User.objects.get(pk=stage.leader)
    book = chance.choice(stage.books)
    return actions.shift(book, kind=kind, amount=tonnes(chance, 6), reason="调整", by=leader, at=AT)


def grant(chance: Random, stage: Stage) -> object:
    book = Book.objects.select_related("area").get(pk=chance.choice(stage.books))
    place, leader = Where(book.area, book.pollutant, book.year), User.objects.get(pk=stage.leader)
    return actions.grant(place, amount=tonnes(chance, 3), on=date(2026, 9, 1), document="下达", by=leader, at=AT)


def transfer(chance: Random, stage: Stage) -> object:
    book = Book.objects.select_related("area").get(pk=chance.choice(stage.books))
    other = Area.objects.exclude(pk=book.area_id).get()
    leader = User.objects.get(pk=stage.leader)
    return actions.transfer(
        book.pk, to_area=other, to_year=2026, amount=tonnes(chance, 6), reason="调剂", by=leader, at=AT
    )


# In a bureau cases move most; their share of a hundred.
MOVES: tuple[tuple[Move, int], ...] = (
    (hold, 36), (settle, 16), (free, 24), (replace, 8), (need, 6), (shift, 5), (grant, 2), (transfer, 3),
)  # fmt: skip


# THE CLIENTS --------------------------------------------------------------------------
def work(part: ledgers.Part, whole: Stage) -> Counter[str]:
    """One client: what became of each of its operations."""
    connections.close_all()
    told: Counter[str] = Counter()
    chance = Random(part.seed)
    begun = part.number * NEW
    stage = dataclasses.replace(whole, cases=whole.cases[begun : begun + AT_HAND])
    moves, weights = zip(*MOVES, strict=True)
    for move in chance.choices(moves, weights, k=part.operations):
        outcome = _one(move, chance, stage)
        for _again in range(TRIES):
            if outcome != BUSY:
                break
            told["waited"] += 1
            outcome = _one(move, chance, stage)
        told[outcome] += 1
    connections.close_all()
    return told


def _one(move: Move, chance: Random, stage: Stage) -> str:
    try:
        with transaction.atomic():
            return "moved" if move(chance, stage) else "nothing"
    except Refused:
        return "refused"
    except (
        DatabaseError
    ) as error:  # not given its turn, it moved nothing; else a deadlock, or a CHECK that had to speak
        return f"broken: {error}"


def prepare(parts: int) -> Stage:
    """Two areas, three pollutants, cases that need one or two of them, reductions that may replace."""
    of, chance = world.world(), Random(1)
    places = [rows.area(of, code, name) for code, name in AREAS]
    books = [rows.granted(of, GRANTED, pollutant, where=place) for place in places for pollutant in POLLUTANTS]
    actions.tell_standing(places[0], year=2025, medium="water", met=False, source="公报", by=of.head, at=AT)
    cases = Case.objects.bulk_create(_case(n, of) for n in range(AT_HAND + NEW * (parts - 1)))
    Need.objects.bulk_create(
        Need(case=case, book=book, stated=1, tonnes=tonnes(chance, 12))
        for case in cases
        for book in _two(chance, books)
    )
    reductions = [
        actions.verify_reduction(
            Where(book.area, book.pollutant, 2026), amount=Decimal(20), source="造纸厂", measure="关停",
            evidence="核定", verified_on=date(2026, 9, 1), by=of.head, at=AT,
        )
        for book in books
    ]  # fmt: skip
    connections.close_all()
    return Stage(
        tuple(one.pk for one in cases), tuple(one.pk for one in books), tuple(one.pk for one in reductions),
        of.leader.pk, of.officer.pk,
    )  # fmt: skip


def _case(n: int, of: world.World) -> Case:
    return Case(
        kind="eia_table", title=f"项目 {n}", bureau=of.bureau, number=f"云环收〔2026〕{n}号", holder=of.officer,
        opened_on=date(2026, 9, 14), created_at=AT,
    )  # fmt: skip


def _two(chance: Random, books: Sequence[Book]) -> list[Book]:
    """Books of different pollutants."""
    first = chance.choice(books)
    others = [book for book in books if book.pollutant != first.pollutant]
    return [first, chance.choice(others)] if chance.random() < 0.5 else [first]


def prove(operations: int, clients: int, *, seed: int, pool: Executor) -> dict[str, int]:
    """What became of all operations, and what is wrong afterwards; `violations` is the sum of what has to be 0."""
    of = ledgers.parts(operations, clients, seed=seed)
    told = ledgers.shared_out(work, prepare(len(of)), of, clients=clients, pool=pool)
    wrong = {
        "unlike_their_postings": sum(1 for _one_ in queries.differences()),
        "below_nought_at_some_time": below_nought(),
        "over_allocated": over_allocated(),
    }
    return {
        **{name: told[name] for name in ("moved", "refused", "nothing", "waited")},
        "entries": Entry.objects.count(), "postings": Posting.objects.count(),
        **ledgers.verdict(operations, told, wrong),
    }  # fmt: skip


def below_nought() -> int:
    """Accounts that at any moment of their history gave what they had not, read from the postings alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT account_id) FROM (SELECT p.account_id, a.kind, sum(p.tonnes) OVER "
            "(PARTITION BY p.account_id ORDER BY p.id) AS stood FROM quotas_posting p "
            "JOIN quotas_account a ON a.id = p.account_id) AS told "
            "WHERE (kind IN ('grant', 'reduction') AND stood > 0) "
            "OR (kind NOT IN ('grant', 'reduction', 'moved') AND stood < 0)"
        )
        return int(cursor.fetchone()[0])


def over_allocated() -> int:
    """Books whose cases have more than was ever given, and what was given is not where it should be."""
    spoken_for = F("in_reserved") + F("in_committed") + F("in_retired")
    return queries.by_book().filter(~Q(whole=spoken_for + F("left")) | Q(whole__lt=spoken_for)).count()
