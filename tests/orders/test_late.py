"""加处罚款, every example reckoned by hand: three per cent a day of what is overdue, never more than the fine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enforcement.orders.rules import late

DUE = date(2026, 10, 8)
HUNDRED = Decimal(100_000)
# paid on or seen on → days, added to 100,000 due on 8 October; 3,000 a day.
EXAMPLES = [
    # 1. On the last day: nothing.
    ("2026-10-08", 0, 0),
    # 2. The day after: one day.
    ("2026-10-09", 1, 3_000),
    # 3. Two days.
    ("2026-10-10", 2, 6_000),
    # 4. Sundays and holidays count: 9 to 18 October.
    ("2026-10-18", 10, 30_000),
    # 5. Thirty days: 9 October to 7 November.
    ("2026-11-07", 30, 90_000),
    # 6. Thirty-three days are 99 per cent.
    ("2026-11-10", 33, 99_000),
    # 7. The thirty-fourth would be 102: it stops at the fine.
    ("2026-11-11", 34, 100_000),
    # 8. A year later it is still the fine.
    ("2027-10-08", 34, 100_000),
]


@pytest.mark.parametrize(("on", "days", "amount"), EXAMPLES)
def test_three_per_cent_a_day_from_the_day_after_the_last(on, days, amount):
    found = late.reckon([(DUE, HUNDRED)], [], on=date.fromisoformat(on))

    assert (found.days, found.amount) == (days, Decimal(amount))
    assert found.is_capped == (amount == 100_000)


def test_nothing_is_added_before_the_last_day():
    assert late.reckon([(DUE, HUNDRED)], [], on=date(2026, 9, 20)).amount == 0


def test_what_is_paid_in_time_never_grows():
    # 9. All of it on the last day.
    found = late.reckon([(DUE, HUNDRED)], [(DUE, HUNDRED)], on=date(2026, 12, 31))

    assert (found.days, found.amount) == (0, Decimal(0))


def test_the_day_the_money_comes_in_is_late_still_and_the_last():
    # 10. Paid on the 12th: 9, 10, 11 and 12 October.
    found = late.reckon([(DUE, HUNDRED)], [(date(2026, 10, 12), HUNDRED)], on=date(2026, 12, 31))

    assert (found.days, found.amount) == (4, Decimal(12_000))


def test_only_what_is_left_is_late():
    # 11. 60,000 in time, 40,000 five days late: 5 x 1,200.
    paid = [(date(2026, 10, 8), Decimal(60_000)), (date(2026, 10, 13), Decimal(40_000))]

    assert late.reckon([(DUE, HUNDRED)], paid, on=date(2026, 11, 30)).amount == Decimal(6_000)


def test_a_part_that_comes_late_makes_the_rest_dearer_no_more():
    # 12. 9 and 10 October on 100,000 are 6,000; 11 to 13 on 30,000 are 2,700.
    paid = [(date(2026, 10, 10), Decimal(70_000)), (date(2026, 10, 13), Decimal(30_000))]

    assert late.reckon([(DUE, HUNDRED)], paid, on=date(2026, 11, 30)).amount == Decimal(8_700)


def test_each_instalment_has_its_own_last_day():
    # 13. 50,000 on 8 October in time; 50,000 due on 8 November, paid on the 11th: 3 x 1,500.
    parts = [(DUE, Decimal(50_000)), (date(2026, 11, 8), Decimal(50_000))]
    paid = [(DUE, Decimal(50_000)), (date(2026, 11, 11), Decimal(50_000))]

    found = late.reckon(parts, paid, on=date(2026, 12, 31))

    assert (found.days, found.amount) == (3, Decimal(4_500))


def test_an_instalment_missed_does_not_make_the_next_one_due():
    # 14. Nothing paid: 9 to 18 October on 50,000 alone.
    parts = [(DUE, Decimal(50_000)), (date(2026, 11, 8), Decimal(50_000))]

    assert late.reckon(parts, [], on=date(2026, 10, 18)).amount == Decimal(15_000)


def test_nothing_is_added_while_a_court_or_a_higher_bureau_looks_at_it():
    # 15. 9 to 18 October without the 11th to the 15th: five days.
    stayed = [(date(2026, 10, 11), date(2026, 10, 15))]

    found = late.reckon([(DUE, HUNDRED)], [], on=date(2026, 10, 18), stayed=stayed)

    assert (found.days, found.amount) == (5, Decimal(15_000))


def test_fractions_of_a_fen_are_cut_in_the_partys_favour():
    # 16. 3 % of 33,333.33 is 999.9999.
    assert late.reckon([(DUE, Decimal("33333.33"))], [], on=date(2026, 10, 9)).amount == Decimal("999.99")
