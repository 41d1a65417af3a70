"""The proof of two deciders in small: processes of their own, begun together."""

from __future__ import annotations

from collections import Counter

import pytest

from approvals.applications.models import Application
from tests.applications import races

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_deciders_at_once_decide_once():
    found = races.prove(6, 1)

    assert {name: found[name] for name in ("double_decisions", "undecided", "violations")} == {
        "double_decisions": 0, "undecided": 0, "violations": 0,
    }  # fmt: skip
    assert (found["won"], found["lost"]) == (6, 6)


def test_the_proof_counts_what_nobody_decided():
    pks, _people = races.prepare(3)

    assert Application.objects.filter(pk__in=pks).count() == 3
    assert races._count(pks, Counter())["undecided"] == 3
