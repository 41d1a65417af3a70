"""One seal a day over everything that changed."""

import hashlib
from datetime import date

import pytest

from envportal.audit import log, tasks
from envportal.audit.models import Chain, Seal, SealedHead
from envportal.audit.rules import hashes
from envportal.audit.rules.slices import merkle_path
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-14", "16:48")


def sealed(day: str, clock: str = "00:10") -> Seal:
    """The seal of a day that had none."""
    made = log.seal(at=moment(day, clock))
    assert made is not None
    return made


def test_a_seal_ties_every_head_into_one_root_and_follows_the_seal_before():
    cases = [builders.case() for _ in range(3)]
    for case in cases:
        log.record(case, "submitted", by=None, at=AT)
    first = sealed("2026-09-15")
    log.record(cases[0], "accepted", by=None, at=AT)

    second = sealed("2026-09-16")

    assert (first.number, first.on, first.count, first.previous_hash) == (1, date(2026, 9, 15), 3, "")
    assert (second.number, second.on, second.count, second.previous_hash) == (2, date(2026, 9, 16), 1, first.hash)
    assert [head.chain.name for head in second.heads.all()] == [f"case:{cases[0].pk}"]


def test_a_day_is_sealed_once_however_often_it_is_asked():
    log.record(None, "recorded", by=None, at=AT)

    seals = [log.seal(at=moment("2026-09-15", clock)) for clock in ("00:10", "01:10", "23:59")]

    assert [seal is None for seal in seals] == [False, True, True]


def test_the_day_of_a_seal_is_the_day_in_shanghai():
    seal = sealed("2026-09-15")

    assert (seal.at.day, seal.on.day) == (14, 15)


def test_days_nobody_sealed_are_caught_up_by_the_next_seal():
    log.seal(at=moment("2026-09-15", "00:10"))
    for day in ("2026-09-15", "2026-09-16", "2026-09-17"):
        log.record(builders.case(), "submitted", by=None, at=moment(day))

    late = sealed("2026-09-18", "09:00")

    assert (late.number, late.count) == (2, 3)


def test_a_day_on_which_nothing_happened_is_sealed_too():
    log.seal(at=moment("2026-09-15", "00:10"))

    quiet = sealed("2026-09-16")

    assert (quiet.count, quiet.root) == (0, hashes.merkle_root([]))
    assert log.verify() == []


def test_a_seal_reads_a_thousand_heads_in_a_few_queries(django_assert_max_num_queries):
    Chain.objects.bulk_create(Chain(name=f"case:{n}", length=1, head="0" * 64) for n in range(1000))

    with django_assert_max_num_queries(20):
        log.seal(at=AT)

    assert SealedHead.objects.count() == 1000


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8])
def test_every_leaf_bears_on_the_root(count):
    leaves = [hashes.leaf(f"case:{n}", n, "0" * 64) for n in range(count)]

    roots = {hashes.merkle_root([*leaves[:n], "f" * 64, *leaves[n + 1 :]]) for n in range(count)}

    assert len(roots | {hashes.merkle_root(leaves)}) == count + 1


def test_the_task_seals_the_day():
    tasks.seal()

    assert Seal.objects.count() == 1


@pytest.mark.parametrize("n", range(1, 10))
def test_the_way_from_every_leaf_leads_to_the_root(n: int) -> None:
    leaves = [hashes.leaf(f"case:{at}", 1, "0" * 64) for at in range(n)]

    reached = [_reached(leaf, merkle_path(leaves, at)) for at, leaf in enumerate(leaves)]

    assert reached == [hashes.merkle_root(leaves)] * n


def _reached(leaf: str, path: list[list[str]]) -> str:
    for side, other in path:
        pair = other + leaf if side == "left" else leaf + other
        leaf = hashlib.sha256(pair.encode()).hexdigest()
    return leaf
