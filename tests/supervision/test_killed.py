"""Sweepers killed in the middle of their work: no card missed, none twice, no message without its card."""

import pytest

from tests.supervision import kills

pytestmark = pytest.mark.django_db(transaction=True)
CLOCKS, KILLS = 600, 12


def test_sweepers_that_are_killed_miss_no_card_and_raise_none_twice():
    proof = kills.prove(CLOCKS, KILLS)

    assert (proof.violations, proof.kills >= KILLS) == (0, True), proof
    assert proof.cards == CLOCKS * kills.DUE_OF_TEN // 10 * 2
