"""按日连续处罚, every example reckoned by hand with a calendar of 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enforcement.orders.guards import NoDailyPenalty
from enforcement.orders.rules import daily
from enforcement.orders.rules.daily import Round

# served, re-inspected, original fine → first day, days, amount. Each reckoned on paper:
EXAMPLES = [
    # 1. The day after service: one day.
    ("2026-09-03", "2026-09-04", 100_000, "2026-09-04", 1, 100_000),
    # 2. 4 to 6 September.
    ("2026-09-03", "2026-09-06", 100_000, "2026-09-04", 3, 300_000),
    # 3. Over a week-end: 5 (Sat) and 6 (Sun) count, 4 to 7.
    ("2026-09-03", "2026-09-07", 50_000, "2026-09-04", 4, 200_000),
    # 4. The thirtieth day: 4 September to 3 October.
    ("2026-09-03", "2026-10-03", 120_000, "2026-09-04", 30, 3_600_000),
    # 5. Over the seven holidays of October: 29 and 30 September, 1 to 8 October are ten days.
    ("2026-09-28", "2026-10-08", 190_000, "2026-09-29", 10, 1_900_000),
    # 6. Over the end of a month of thirty days: 30 September, 1 October.
    ("2026-09-29", "2026-10-01", 200_000, "2026-09-30", 2, 400_000),
    # 7. Over the end of a month of thirty-one: 31 October, 1 and 2 November.
    ("2026-10-30", "2026-11-02", 100_000, "2026-10-31", 3, 300_000),
    # 8. Over the end of the year: 31 December, 1 to 5 January.
    ("2026-12-30", "2027-01-05", 150_000, "2026-12-31", 6, 900_000),
    # 9. Over February without a leap day: 28 February, 1 March.
    ("2027-02-27", "2027-03-01", 100_000, "2027-02-28", 2, 200_000),
    # 10. Over February with one: 28 and 29 February, 1 March.
    ("2028-02-27", "2028-03-01", 100_000, "2028-02-28", 3, 300_000),
    # 11. No cap: a year of days at the highest fine of 1,000,000.
    ("2026-09-01", "2027-09-01", 1_000_000, "2026-09-02", 365, 365_000_000),
    # 12. A late re-inspection counts the days after the thirtieth as well: 4 September to 13 October.
    ("2026-09-03", "2026-10-13", 100_000, "2026-09-04", 40, 4_000_000),
    # 13. A fine that is no round sum.
    ("2026-09-03", "2026-09-10", 123_456, "2026-09-04", 7, 864_192),
]


@pytest.mark.parametrize(("served", "looked", "fine", "first", "days", "amount"), EXAMPLES)
def test_from_the_day_after_service_to_the_day_of_the_re_inspection(served, looked, fine, first, days, amount):
    found = daily.reckon(Decimal(fine), served_on=date.fromisoformat(served), looked_on=date.fromisoformat(looked))

    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(looked))
    assert (found.days, found.amount) == (days, Decimal(amount))


def test_the_day_of_service_itself_brings_nothing():
    with pytest.raises(NoDailyPenalty):
        daily.reckon(Decimal(100_000), served_on=date(2026, 9, 3), looked_on=date(2026, 9, 3))


def test_what_was_corrected_brings_nothing():
    assert daily.started(Decimal(100_000), Round(date(2026, 9, 3), date(2026, 9, 20), "corrected")) is None


def test_three_orders_one_after_another_add_up_and_a_correction_ends_it():
    # 4-13 September: 10; 16-25 September: 10; 29 September to 3 October: 5, refused; the last one found it corrected.
    rounds = [
        Round(date(2026, 9, 3), date(2026, 9, 13), "continued"),
        Round(date(2026, 9, 15), date(2026, 9, 25), "continued"),
        Round(date(2026, 9, 28), date(2026, 10, 3), "refused"),
        Round(date(2026, 10, 9), date(2026, 10, 20), "corrected"),
    ]

    found, total = daily.all_rounds(Decimal(100_000), rounds)

    assert [one.days for one in found] == [10, 10, 5]
    assert total == Decimal(2_500_000)


def test_a_later_violation_begins_with_its_own_order():
    # Corrected in September; found again in November: 11 to 14 November are four days, September brings none.
    rounds = [
        Round(date(2026, 9, 3), date(2026, 9, 20), "corrected"),
        Round(date(2026, 11, 10), date(2026, 11, 14), "continued"),
    ]

    found, total = daily.all_rounds(Decimal(200_000), rounds)

    assert [(one.first, one.days) for one in found] == [(date(2026, 11, 11), 4)]
    assert total == Decimal(800_000)


def test_no_day_is_counted_twice():
    rounds = [
        Round(date(2026, 9, 3), date(2026, 9, 13), "continued"),
        Round(date(2026, 9, 12), date(2026, 9, 20), "continued"),
    ]

    with pytest.raises(NoDailyPenalty):
        daily.all_rounds(Decimal(100_000), rounds)
