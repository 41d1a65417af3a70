"""委托 one after another: how far ahead, and for how long the same power stays with the same person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions
from envportal.accounts.rules import delegation as rules
from tests.accounts.test_delegations import People, everybody, give
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(kept_for_the_module: None) -> People:
    return everybody()


@pytest.mark.parametrize(("first", "allowed"), [(date(2026, 11, 11), True), (date(2026, 11, 12), False)])
def test_it_is_given_thirty_days_ahead_at_most(people: People, first: date, allowed: bool) -> None:
    if allowed:
        assert give(people.leader, people.lawyer, valid_from=first, valid_to=first).pk
    else:
        with pytest.raises(rules.NotDelegable, match="30"):
            give(people.leader, people.lawyer, valid_from=first, valid_to=first)


@pytest.mark.parametrize(
    ("others", "span", "allowed"),
    [
        ([(1, 20)], (21, 30), True),
        ([(1, 20)], (21, 31), False),
        ([(1, 20)], (27, 31), False),  # six days between
        ([(1, 20)], (28, 31), True),  # seven days between
        ([(1, 10), (11, 20)], (21, 31), False),
        ([(12, 20), (21, 31)], (1, 11), False),
    ],
)  # fmt: skip
def test_spans_that_join_count_as_one(
    others: list[tuple[int, int]], span: tuple[int, int], allowed: bool
) -> None:  # fmt: skip
    october = [(date(2026, 10, first), date(2026, 10, last)) for first, last in (span, *others)]

    if allowed:
        rules.is_short(*october[0], october[1:])
    else:
        with pytest.raises(rules.NotDelegable):
            rules.is_short(*october[0], october[1:])


def test_what_was_ended_early_counts_to_the_day_it_ended(people: People) -> None:
    given = give(people.leader, people.lawyer, valid_to=date(2026, 11, 10))
    actions.end_delegation(given.pk, reason="提前返回", by=people.leader, at=moment("2026-10-14"))
    later: dict[str, Any] = {
        "valid_from": date(2026, 10, 15),
        "valid_to": date(2026, 11, 10),
        "at": moment("2026-10-15"),
    }

    assert give(people.leader, people.lawyer, **later).pk
    with pytest.raises(rules.NotDelegable, match="连同"):
        give(
            people.leader, people.lawyer, valid_from=date(2026, 11, 11), valid_to=date(2026, 11, 11),
            at=moment("2026-10-15"),
        )  # fmt: skip
