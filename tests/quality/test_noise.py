"""Noise by zone, by grade, and as an energy mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.quality.rules import noise
from envportal.refusals import Refused


@pytest.mark.parametrize(
    ("zone", "day", "night"),
    [("0", 50, 40), ("1", 55, 45), ("2", 60, 50), ("3", 65, 55), ("4a", 70, 55), ("4b", 70, 60), ("4A类", 70, 55)],
)
def test_the_limit_of_a_zone_is_kept_at_and_not_above(zone, day, night):
    for period, limit in (("day", day), ("night", night)):
        at, above = (noise.compare(Decimal(value), zone, period) for value in (f"{limit}.0", f"{limit}.1"))

        assert (at.limit, at.within, at.over) == (limit, True, None)
        assert (above.within, above.over) == (False, Decimal("0.1"))


@pytest.mark.parametrize(
    ("kind", "period", "limits"),
    [
        ("area", "day", (50, 55, 60, 65)), ("area", "night", (40, 45, 50, 55)),
        ("road", "day", (68, 70, 72, 74)), ("road", "night", (58, 60, 62, 64)),
    ],
)  # fmt: skip
def test_a_grade_changes_above_its_limit(kind, period, limits):
    for number, limit in enumerate(limits, 1):
        assert noise.grade(Decimal(limit), kind, period).number == number
        assert noise.grade(Decimal(f"{limit}.04"), kind, period).number == number
        assert noise.grade(Decimal(f"{limit}.1"), kind, period).number == number + 1


def test_a_grade_has_its_word():
    found = noise.grade(Decimal("54.2"))

    assert (found.name, found.word) == ("二级", "较好")


def test_an_energy_mean_lies_near_the_loudest():
    assert noise.energy_mean([Decimal(60), Decimal(60)]) == 60
    # 10 lg((10^6 + 10^5) / 2) = 57.40
    assert noise.energy_mean([Decimal(60), Decimal(50)]) == Decimal("57.4")
    # 10 lg((3·10^6 + 10^5) / 4) = 58.89
    assert noise.energy_mean([Decimal(60), Decimal(50)], [Decimal(3), Decimal(1)]) == Decimal("58.9")
    assert noise.energy_mean([]) is None


def test_the_night_weighs_ten_more():
    # 10 lg((16·10^5.5 + 8·10^5.5) / 24) = 55
    assert noise.day_and_night(Decimal(55), Decimal(45)) == 55


def test_what_is_no_noise_no_zone_no_period_is_refused():
    for level, zone, period in (("x", "1", "day"), (-1, "1", "day"), (201, "1", "day"), (50, "5", "day"),
                                (50, "1", "noon"), (float("nan"), "1", "day")):  # fmt: skip
        with pytest.raises(Refused):
            noise.compare(level, zone, period)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        noise.grade(Decimal(50), "sea")
    with pytest.raises(Refused):
        noise.energy_mean([Decimal(50)], [])
