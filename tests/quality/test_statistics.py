"""Months and years: percentiles, the composite index, good days, the year before, places, and what counts at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.quality.rules import statistics, validity
from disclosure.quality.rules.air import POLLUTANTS
from disclosure.quality.rules.statistics import Place
from envportal.refusals import Refused

OLD, NEW, FINAL = date(2026, 2, 28), date(2026, 3, 1), date(2031, 1, 1)
# Each pollutant at its limit of grade 2 before March 2026.
AT_LIMIT = {
    "SO2": Decimal(60), "NO2": Decimal(40), "PM10": Decimal(70), "PM2.5": Decimal(35), "CO": Decimal(4),
    "O3": Decimal(160),
}  # fmt: skip


def figures(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        # k = 1 + 9·0.9 = 9.1: the ninth and a tenth of the way to the tenth.
        (range(1, 11), 90, "9.1"), (range(10, 0, -1), 90, "9.1"), (range(1, 102), 95, "96"), ([7], 98, "7"),
        ([1, 3], 50, "2"), ([1, 2, 3], 0, "1"), ([1, 2, 3], 100, "3"),
        # 365 days: k = 1 + 364·0.98 = 357.72.
        (range(1, 366), 98, "357.72"),
    ],
)  # fmt: skip
def test_a_percentile_lies_between_two_neighbours(values, percent, expected):
    assert statistics.percentile(figures(*values), percent) == Decimal(expected)


def test_a_percentile_of_nothing_or_beyond_a_hundred_is_refused():
    for values, percent in (([], 90), ([1], 101), ([1], -1)):
        with pytest.raises(Refused):
            statistics.percentile(figures(*values), percent)


def test_a_year_of_co_and_o3_is_a_percentile_and_of_the_others_a_mean():
    days = figures(*range(1, 102))

    assert {name: statistics.assessed(name, days) for name in POLLUTANTS} == {
        "SO2": 51, "NO2": 51, "PM10": 51, "PM2.5": 51, "CO": 96, "O3": 91,
    }  # fmt: skip
    assert statistics.assessed("CO", figures("0.65", "0.65")) == Decimal("0.6")
    assert statistics.assessed("PM2.5", figures(30, 31)) == 30
    for name in ("CO", "PM10"):
        with pytest.raises(Refused):
            statistics.assessed(name, [])


def test_the_composite_index_at_the_limits_of_the_day_is_six():
    found = statistics.composite(AT_LIMIT, OLD)

    assert (found.value, found.weighted) == (Decimal("6.00"), None)
    assert found.primary == POLLUTANTS


def test_the_same_figures_weigh_more_under_later_limits():
    # 1 + 1 + 70/60 + 35/30 + 1 + 1 = 6.334; weighted 1 + 2 + 1.167 + 3·1.167 + 1 + 2 = 10.668.
    transition = statistics.composite(AT_LIMIT, NEW)
    # 60/20 + 40/30 + 70/50 + 35/25 + 1 + 1 = 9.133.
    final = statistics.composite(AT_LIMIT, FINAL)

    assert (transition.value, transition.weighted) == (Decimal("6.33"), Decimal("10.67"))
    assert (transition.primary, final.primary) == (("PM10", "PM2.5"), ("SO2",))
    assert final.value == Decimal("9.13")


def test_published_composite_indices_are_met():
    """Two bulletins' figures; the quarter's was computed before its means were rounded, so it may differ by 0.01."""
    september = AT_LIMIT | dict(zip(AT_LIMIT, figures(11, 16, 40, 16, "0.6", 139), strict=True))
    quarter = AT_LIMIT | dict(zip(AT_LIMIT, figures(9, 14, 77, 23, "1.1", 96), strict=True))

    assert statistics.composite(september, date(2023, 9, 30)).value == Decimal("2.63")
    assert abs(statistics.composite(quarter, date(2023, 3, 31)).value - Decimal("3.14")) <= Decimal("0.01")
    assert statistics.composite(quarter, date(2023, 3, 31)).primary == ("PM10",)


def test_a_composite_index_needs_all_six():
    with pytest.raises(Refused, match="O3"):
        statistics.composite({name: value for name, value in AT_LIMIT.items() if name != "O3"}, OLD)
    with pytest.raises(Refused, match=r"PM2\.5"):
        statistics.composite(AT_LIMIT | {"PM2.5": Decimal(-1)}, OLD)


def test_good_days_are_those_up_to_100():
    found = statistics.good_days([50, 51, 100, 101, 301])

    assert (found.valid, found.good, found.percent) == (5, 3, Decimal("60.0"))
    assert found.by_level == {1: 1, 2: 2, 3: 1, 4: 0, 5: 0, 6: 1}
    assert statistics.good_days([]).percent is None


def test_a_figure_beside_that_of_the_year_before():
    assert statistics.change(Decimal(27), Decimal(30)).percent == -10
    assert statistics.change(Decimal(27), Decimal(30)).difference == -3
    assert statistics.change(Decimal(27), Decimal(0)).percent is None


def test_equal_figures_share_a_place_and_none_stands_last():
    rows = {"云溪": Decimal(3), "东岭": Decimal(2), "南河": Decimal(3), "北山": None, "西湖": Decimal(4)}

    assert statistics.ranked(rows) == [
        Place(1, "东岭", Decimal(2)), Place(2, "云溪", Decimal(3)), Place(2, "南河", Decimal(3)),
        Place(4, "西湖", Decimal(4)), Place(None, "北山", None),
    ]  # fmt: skip
    assert [place.rank for place in statistics.ranked(rows, least_first=False)] == [1, 2, 2, 4, None]


@pytest.mark.parametrize(
    ("rule", "least"),
    [
        (validity.day, 20), (validity.eight_hours, 6), (validity.year, 324),
        (lambda days: validity.month(days, 2), 25), (lambda days: validity.month(days, 3), 27),
        (lambda days: validity.month(days, 12), 27),
    ],
)  # fmt: skip
def test_a_mean_counts_from_its_least_number_on(rule, least):
    assert (rule(least - 1).valid, rule(least).valid) == (False, True)
    assert rule(0).source


def test_a_day_of_ozone_counts_with_fourteen_means_or_above_the_limit():
    low, at, above = ([Decimal(value)] * 13 for value in (90, 160, 161))

    assert [validity.ozone_day(means, NEW).valid for means in (low, at, above)] == [False, False, True]
    assert validity.ozone_day([*low, Decimal(1)], NEW).valid
    assert not validity.ozone_day([], NEW).valid


def test_the_eight_hour_means_of_a_day_begin_with_the_eighth_hour():
    whole = validity.moving_means(figures(*range(1, 25)))

    assert (len(whole), whole[0], whole[-1]) == (17, Decimal("4.5"), Decimal("20.5"))


def test_an_eight_hour_mean_of_five_hours_is_left_out():
    hours = [None, None, None, *figures(1, 2, 3, 4, 5), *figures(6)]

    assert validity.moving_means(hours) == [Decimal("3.5")]
