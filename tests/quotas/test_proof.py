"""The proof in small: clients of their own processes on PostgreSQL, threads on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from approvals.quotas import queries
from approvals.quotas.models import Account
from tests.quotas import operations

pytestmark = pytest.mark.django_db(transaction=True)


def test_random_operations_of_many_at_once_break_nothing():
    with ThreadPoolExecutor(4) as pool:
        proof = operations.prove(160, 4, seed=7, pool=pool)

    assert {name: n for name, n in proof.items() if name == "violations" or "broken" in name} == {
        "broken": 0, "violations": 0,
    }  # fmt: skip
    assert min(proof["moved"], proof["refused"]) > 10


def test_the_proof_finds_a_balance_that_was_made_up():
    operations.prepare(1)
    Account.objects.filter(kind="available", book__pollutant="cod").update(balance=9999)

    assert len(list(queries.differences())) == 2
    assert operations.over_allocated() == 2
