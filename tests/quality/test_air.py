"""The air quality index at every point of its table, against tables written out here and fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest

from disclosure.quality.rules import air
from envportal.refusals import Refused

OLD, NEW = date(2026, 2, 28), date(2026, 3, 1)
INDICES = (0, 50, 100, 150, 200, 300, 400, 500)
# Typed from the standards' table a second time, so that a slip in the shipped file is seen.
SINCE_2016 = {
    ("SO2", "24h"): (0, 50, 150, 475, 800, 1600, 2100, 2620),
    ("SO2", "1h"): (0, 150, 500, 650, 800),
    ("NO2", "24h"): (0, 40, 80, 180, 280, 565, 750, 940),
    ("NO2", "1h"): (0, 100, 200, 700, 1200, 2340, 3090, 3840),
    ("CO", "24h"): (0, 2, 4, 14, 24, 36, 48, 60),
    ("CO", "1h"): (0, 5, 10, 35, 60, 90, 120, 150),
    ("O3", "1h"): (0, 160, 200, 300, 400, 800, 1000, 1200),
    ("O3", "8h"): (0, 100, 160, 215, 265, 800),
    ("PM10", "24h"): (0, 50, 150, 250, 350, 420, 500, 600),
    ("PM2.5", "24h"): (0, 35, 75, 115, 150, 250, 350, 500),
}
SINCE_2026 = SINCE_2016 | {
    ("PM10", "24h"): (0, 50, 120, 250, 350, 420, 500, 600),
    ("PM2.5", "24h"): (0, 35, 60, 115, 150, 250, 350, 500),
}
POINTS = [
    (on, pollutant, averaging, place)
    for on, table in ((OLD, SINCE_2016), (NEW, SINCE_2026))
    for (pollutant, averaging), row in table.items()
    for place in range(len(row))
]


def row_of(on: date, pollutant: str, averaging: str) -> tuple[int, ...]:
    return (SINCE_2016 if on == OLD else SINCE_2026)[pollutant, averaging]


def step(pollutant: str) -> Fraction:
    """The least by which two rounded concentrations differ."""
    return Fraction(1, 10) if pollutant == "CO" else Fraction(1)


def oracle(row: tuple[int, ...], value: Fraction) -> int:
    """The index by the slope from the upper end: another way round than the code goes."""
    for place in range(len(row) - 1, 0, -1):
        if row[place - 1] < value <= row[place]:
            slope = Fraction(INDICES[place] - INDICES[place - 1], row[place] - row[place - 1])
            return ceil(INDICES[place] - slope * (row[place] - value))
    return 0


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@pytest.mark.parametrize(("on", "pollutant", "averaging", "place"), POINTS)
def test_a_point_of_the_table_has_its_own_index(on, pollutant, averaging, place):
    value = Decimal(row_of(on, pollutant, averaging)[place])

    assert air.iaqi(pollutant, averaging, value, on).value == INDICES[place]


@pytest.mark.parametrize(("on", "pollutant", "averaging", "place"), [one for one in POINTS if one[3]])
def test_one_step_below_a_point_is_on_the_line_to_it(on, pollutant, averaging, place):
    row = row_of(on, pollutant, averaging)
    value = row[place] - step(pollutant)

    assert air.iaqi(pollutant, averaging, decimal(value), on).value == oracle(row, value)


@pytest.mark.parametrize(
    ("on", "pollutant", "averaging", "place"),
    [one for one in POINTS if one[3] < len(row_of(*one[:3])) - 1],
)
def test_one_step_above_a_point_is_on_the_line_from_it_and_above_its_index(on, pollutant, averaging, place):
    row = row_of(on, pollutant, averaging)
    value = row[place] + step(pollutant)
    found = air.iaqi(pollutant, averaging, decimal(value), on).value

    assert found == oracle(row, value)
    assert found > INDICES[place]


@pytest.mark.parametrize(("on", "pollutant", "averaging", "place"), POINTS)
def test_what_rounds_to_a_point_has_its_index_from_both_sides(on, pollutant, averaging, place):
    at = Fraction(row_of(on, pollutant, averaging)[place])
    near = step(pollutant) * Fraction(49, 100)
    both = [at, at + near] if place == 0 else [at - near, at, at + near]

    assert {air.iaqi(pollutant, averaging, decimal(value), on).value for value in both} == {INDICES[place]}


@pytest.mark.parametrize(("pollutant", "averaging"), list(SINCE_2026))
def test_every_step_of_the_table_has_the_index_of_the_oracle(pollutant, averaging):
    row = SINCE_2026[pollutant, averaging]
    steps = range(int(row[-1] / step(pollutant)) + 1)
    values = [count * step(pollutant) for count in steps]

    found = [air.iaqi(pollutant, averaging, decimal(value), NEW).value for value in values]

    assert found == [oracle(row, value) for value in values]


@pytest.mark.parametrize(
    ("pollutant", "value", "rounded"),
    [
        ("PM2.5", "60.5", "60"), ("PM2.5", "61.5", "62"), ("PM2.5", "60.51", "61"), ("O3", "0.5", "0"),
        ("CO", "0.25", "0.2"), ("CO", "0.35", "0.4"), ("CO", "0.251", "0.3"), ("SO2", "7", "7"),
    ],
)  # fmt: skip
def test_a_half_goes_to_the_even_neighbour(pollutant, value, rounded):
    assert air.rounded(pollutant, Decimal(value)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("pollutant", "averaging", "value", "on", "expected"),
    [
        # Worked by hand: 100 + 15/55·50 = 113.6…; 100 + 30/130·50 = 111.5…; 100 + 150/500·50 = 115.
        ("PM2.5", "24h", "75", NEW, 114), ("PM2.5", "24h", "75", OLD, 100),
        ("PM10", "24h", "150", NEW, 112), ("PM10", "24h", "150", OLD, 100),
        ("NO2", "1h", "350", NEW, 115), ("SO2", "24h", "80", NEW, 65), ("SO2", "24h", "80", OLD, 65),
        # 60.5 rounds to 60; unrounded it would be 101.
        ("PM2.5", "24h", "60.5", NEW, 100), ("CO", "24h", "0.6", NEW, 15), ("O3", "8h", "1", NEW, 1),
    ],
)  # fmt: skip
def test_known_values(pollutant, averaging, value, on, expected):
    assert air.iaqi(pollutant, averaging, Decimal(value), on).value == expected


@pytest.mark.parametrize(
    ("pollutant", "averaging", "value", "on", "expected"),
    [
        ("SO2", "1h", "801", NEW, 200), ("SO2", "1h", "2000", NEW, 200), ("SO2", "1h", "801", OLD, None),
        ("O3", "8h", "801", NEW, 300), ("O3", "8h", "1200", NEW, 300), ("O3", "8h", "801", OLD, None),
        ("PM2.5", "24h", "501", NEW, 500), ("PM10", "24h", "9000", OLD, 500), ("CO", "1h", "150.1", NEW, 500),
    ],
)  # fmt: skip
def test_above_the_table_the_last_index_counts_and_in_2012_none_where_it_stops_short(
    pollutant, averaging, value, on, expected
):
    found = air.iaqi(pollutant, averaging, Decimal(value), on)

    assert found.value == expected
    assert found.note


def test_an_hour_of_particles_is_looked_up_in_the_table_of_24_hours_since_2026_only():
    assert air.iaqi("PM2.5", "1h", Decimal(60), NEW).value == 100
    with pytest.raises(Refused):
        air.iaqi("PM2.5", "1h", Decimal(60), OLD)
    assert air.averaging_of("PM10", "hourly", OLD) == "24h"
    assert air.averaging_of("PM10", "hourly", NEW) == "1h"


@pytest.mark.parametrize(
    ("day", "standard"),
    [
        (date(2016, 1, 1), "HJ 633-2012"), (OLD, "HJ 633-2012"), (NEW, "HJ 633-2026"),
        (date(2100, 1, 1), "HJ 633-2026"),
    ],
)  # fmt: skip
def test_the_standard_of_the_day(day, standard):
    assert air.standard_on(day) == standard


def test_before_2016_there_is_no_index():
    with pytest.raises(Refused, match="2016"):
        air.standard_on(date(2015, 12, 31))


CLEAN = {
    "SO2": Decimal(10), "NO2": Decimal(15), "PM10": Decimal(40), "PM2.5": Decimal(20), "CO": Decimal("0.5"),
    "O3": Decimal(60),
}  # fmt: skip


def test_a_clean_day_has_no_primary_pollutant():
    found = air.aqi(CLEAN, NEW)

    assert (found.value, found.level, found.category, found.primary, found.exceeding) == (40, 1, "优", (), ())


def test_at_50_there_is_none_and_at_51_there_is():
    at_50 = air.aqi(CLEAN | {"PM10": Decimal(50)}, NEW)
    at_51 = air.aqi(CLEAN | {"PM10": Decimal(51)}, NEW)

    assert (at_50.value, at_50.primary) == (50, ())
    assert (at_51.value, at_51.primary, at_51.category) == (51, ("PM10",), "良")


def test_pollutants_of_one_index_are_all_primary_and_at_100_none_exceeds():
    found = air.aqi(CLEAN | {"PM2.5": Decimal(60), "PM10": Decimal(120)}, NEW)

    assert (found.value, found.primary, found.exceeding) == (100, ("PM10", "PM2.5"), ())


def test_what_is_above_100_exceeds_whether_primary_or_not():
    found = air.aqi(CLEAN | {"PM2.5": Decimal(61), "O3": Decimal(165)}, NEW)

    assert (found.value, found.primary, found.exceeding) == (105, ("O3",), ("PM2.5", "O3"))


def test_a_day_looks_ozone_up_by_eight_hours_and_an_hour_by_one():
    day, hour = (air.aqi(CLEAN | {"O3": Decimal(160)}, NEW, kind) for kind in ("daily", "hourly"))

    assert (day.value, hour.value) == (100, 50)


def test_with_pollutants_missing_up_to_100_is_not_available_since_2026():
    at_100, at_101 = (air.aqi({"PM2.5": Decimal(value)}, NEW) for value in (60, 61))

    assert (at_100.value, at_100.level, at_100.primary) == (None, None, ())
    assert "5.3.1" in at_100.note
    assert (at_101.value, at_101.primary) == (101, ("PM2.5",))
    assert air.aqi({"PM2.5": Decimal(60)}, NEW, partial=True).value == 100
    assert air.aqi({"PM2.5": Decimal(60)}, OLD).value == 82


def test_of_old_a_pollutant_beyond_its_table_is_not_hidden_by_a_lower_maximum():
    hidden = air.aqi(CLEAN | {"O3": Decimal(900)}, OLD)
    above = air.aqi(CLEAN | {"O3": Decimal(900), "PM2.5": Decimal(260)}, OLD)

    assert (hidden.value, hidden.exceeding) == (None, ("O3",))
    assert "HJ 633-2012" in hidden.note
    assert (above.value, above.primary, above.exceeding) == (310, ("PM2.5",), ("PM2.5", "O3"))


@pytest.mark.parametrize(
    ("index", "number", "category", "colour"),
    [
        (0, 1, "优", "#00E400"), (50, 1, "优", "#00E400"), (51, 2, "良", "#FFFF00"), (100, 2, "良", "#FFFF00"),
        (101, 3, "轻度污染", "#FF7E00"), (150, 3, "轻度污染", "#FF7E00"), (151, 4, "中度污染", "#FF0000"),
        (200, 4, "中度污染", "#FF0000"), (201, 5, "重度污染", "#99004C"), (300, 5, "重度污染", "#99004C"),
        (301, 6, "严重污染", "#7E0023"), (500, 6, "严重污染", "#7E0023"),
    ],
)  # fmt: skip
def test_the_level_of_an_index(index, number, category, colour):
    level = air.level_of(index)

    assert (level.number, level.category, level.colour) == (number, category, colour)


@pytest.mark.parametrize(
    "value",
    [
        Decimal(-1), Decimal("-0.01"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e400"),
        float("nan"), float("inf"), 1e308, 10**400, "abc", "", "1e3", "--1", "１２", "1 2", None, True, [], 100_001,
    ],
)  # fmt: skip
def test_what_is_no_concentration_is_refused_with_a_sentence(value):
    with pytest.raises(Refused, match=r"PM2\.5"):
        air.aqi(CLEAN | {"PM2.5": value}, NEW)


def test_names_nobody_knows_an_empty_question_and_another_kind_are_refused():
    for values, kind in (({"VOC": Decimal(1)}, "daily"), ({}, "daily"), (CLEAN, "weekly")):
        with pytest.raises(Refused):
            air.aqi(values, NEW, kind)
