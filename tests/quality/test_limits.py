"""The limits of ambient air: three phases, and the figure a mean is compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.quality.rules import limits
from envportal.refusals import Refused

OLD, TRANSITION = date(2026, 2, 28), date(2026, 3, 1)
LAST, FINAL = date(2030, 12, 31), date(2031, 1, 1)


@pytest.mark.parametrize(
    ("pollutant", "averaging", "old", "transition", "final"),
    [
        ("SO2", "year", 60, 60, 20), ("SO2", "24h", 150, 150, 50), ("SO2", "1h", 500, 500, 150),
        ("NO2", "year", 40, 40, 30), ("NO2", "24h", 80, 80, 50), ("NO2", "1h", 200, 200, 200),
        ("CO", "24h", 4, 4, 4), ("CO", "1h", 10, 10, 10), ("O3", "8h", 160, 160, 160), ("O3", "1h", 200, 200, 200),
        ("PM10", "year", 70, 60, 50), ("PM10", "24h", 150, 120, 100),
        ("PM2.5", "year", 35, 30, 25), ("PM2.5", "24h", 75, 60, 50),
    ],
)  # fmt: skip
def test_the_limits_of_grade_two_change_twice(pollutant, averaging, old, transition, final):
    found = [limits.limit(pollutant, averaging, 2, on) for on in (OLD, TRANSITION, LAST, FINAL)]

    assert found == [old, transition, transition, final]


@pytest.mark.parametrize(
    ("pollutant", "averaging", "old", "final"),
    [("PM2.5", "year", 15, 10), ("PM2.5", "24h", 35, 25), ("PM10", "year", 40, 20), ("SO2", "24h", 50, 50)],
)
def test_the_limits_of_grade_one(pollutant, averaging, old, final):
    assert [limits.limit(pollutant, averaging, 1, on) for on in (OLD, TRANSITION, FINAL)] == [old, old, final]


def test_there_is_no_yearly_limit_of_carbon_monoxide_and_none_before_2016():
    assert limits.limit("CO", "year", 2, TRANSITION) is None
    assert limits.limit("PM2.5", "year", 2, date(2015, 12, 31)) is None
    assert limits.assessed_limit("CO", TRANSITION) == 4
    assert limits.assessed_limit("O3", TRANSITION) == 160


def test_a_mean_at_its_limit_keeps_it_and_above_it_does_not():
    at, above = (limits.compare("PM2.5", Decimal(value), "year", LAST) for value in ("30", "30.3"))

    assert (at.within, at.times_over, at.standard, at.phase) == (True, None, "GB 3095-2026", "过渡阶段")
    assert (above.within, above.times_over) == (False, Decimal("0.01"))


def test_the_same_mean_is_over_the_final_limit():
    found = limits.compare("PM2.5", Decimal(30), "year", FINAL)

    assert (found.limit, found.within, found.times_over, found.phase) == (
        Decimal(25),
        False,
        Decimal("0.20"),
        "浓度限值",
    )


def test_what_has_no_limit_is_refused():
    for pollutant, averaging, grade in (("CO", "year", 2), ("VOC", "24h", 2), ("PM10", "24h", 3), ("PM10", "8h", 2)):
        with pytest.raises(Refused):
            limits.compare(pollutant, Decimal(1), averaging, FINAL, grade)
