"""The proof in small, by threads on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from enforcement.fees.models import Account
from enforcement.fees.queries.replay import differences
from tests.fees import operations

pytestmark = pytest.mark.django_db(transaction=True)


def test_random_operations_of_many_at_once_break_nothing():
    with ThreadPoolExecutor(4) as pool:
        proof = operations.prove(1200, 4, seed=7, pool=pool)

    assert {name: n for name, n in proof.items() if name == "violations" or "broken" in name} == {
        "broken": 0, "violations": 0,
    }  # fmt: skip
    assert min(proof["moved"], proof["refused"]) > 50


def test_the_proof_finds_a_balance_that_was_made_up():
    operations.prepare()
    made_up = Account.objects.order_by("pk").first()
    Account.objects.filter(pk=made_up.pk).update(receivable=1, assessed=-1)

    assert [one.what for one in differences()] == ["balance"]
