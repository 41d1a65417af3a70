"""A year of water, drinking water and noise, and what is told of lakes, roads and hand-over sections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from disclosure.quality.enums import Averaging, Flag, Medium
from disclosure.quality.models import PeriodResult, Reading, Station
from disclosure.quality.queries.readings import Cell, months_of
from disclosure.quality.rules import printed, waters
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.summaries import facts
from disclosure.quality.rules.summaries.noise import within
from disclosure.quality.rules.summaries.of_air import ranks
from disclosure.quality.rules.summaries.years import averaged
from tests import builders
from tests.quality import places

LAKE = {"chla": "10", "TP": "0.05", "TN": "1", "SD": "1", "CODMn": "4"}


# PURE RULES -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "value", "state"),
    [
        ({}, "48.0", 2),
        ({"chla": "1", "TP": "0.004", "TN": "0.1", "SD": "8", "CODMn": "1"}, "12.5", 1),
        ({"chla": "30"}, "51.2", 3),
        ({"chla": "100", "TP": "0.2", "TN": "3"}, "62.2", 4),
        ({"chla": "300", "TP": "0.8", "TN": "9", "SD": "0.2", "CODMn": "20"}, "86.6", 5),
    ],
)
# Worked out in floating point with the weights as the rule prints them: 0.2663, 0.1879, 0.1790, 0.1834, 0.1834.
def test_the_trophic_index_is_the_weighted_sum_of_five_logarithms(changed: dict[str, str], value: str, state: int):
    found = waters.tli({name: Decimal(text) for name, text in {**LAKE, **changed}.items()})

    assert found == waters.Trophic(Decimal(value), state)


@pytest.mark.parametrize("missing", sorted(LAKE))
def test_without_one_of_the_five_there_is_no_index(missing: str):
    given = {name: Decimal(text) for name, text in LAKE.items()}

    assert waters.tli({name: value for name, value in given.items() if name != missing}) is None
    assert waters.tli({**given, missing: Decimal(0)}) is None


@pytest.mark.parametrize(
    ("count", "good", "worst", "state"),
    [
        (4, 4, 0, None), (10, 9, 0, 2), (100, 89, 0, 3), (100, 75, 25, 3), (100, 74, 19, 4), (100, 74, 20, 5),
        (100, 59, 39, 5), (100, 59, 40, 6), (100, 60, 40, 5),
    ],
)  # fmt: skip
def test_five_sections_and_more_have_a_word_together(count: int, good: int, worst: int, state: int | None):
    assert waters.state(count, good, worst) == state


def test_in_a_mean_half_the_limit_stands_for_what_was_not_detected_and_ph_is_averaged_as_ions():
    months = [
        {"TP": Cell(Decimal("0.2"), Flag.VALID, ""), "pH": Cell(Decimal(7), Flag.VALID, ""),
         "Pb": Cell(Decimal("0.01"), Flag.BELOW, "")},
        {"TP": Cell(Decimal("0.02"), Flag.BELOW, ""), "pH": Cell(Decimal(8), Flag.VALID, ""),
         "Pb": Cell(Decimal("0.01"), Flag.BELOW, "")},
    ]  # fmt: skip

    told = averaged(months)

    assert {name: (cell.value, cell.flag) for name, cell in told.items()} == {
        "TP": (Decimal("0.105"), "valid"), "pH": (Decimal("7.26"), "valid"), "Pb": (Decimal("0.01"), "below"),
    }  # fmt: skip


def test_stations_are_ranked_by_the_composite_index_and_equal_ones_share_a_place():
    assert ranks([("a", Decimal("4.10")), ("b", None), ("c", Decimal("3.9")), ("d", Decimal("4.1"))]) == {
        "c": 1, "a": 2, "d": 2, "b": None,
    }  # fmt: skip
    assert ranks([("a", Decimal(4)), ("b", None)]) == {"a": None, "b": None}


# A YEAR -------------------------------------------------------------------------------
def year(medium: str) -> dict[str, Any]:
    return facts.of(medium, builders.bureau(), *of_span(date(2025, 6, 1), "year"), "year")


def month_by_month(station: Station, parameter: str, *values: str) -> None:
    Reading.objects.bulk_create(
        Reading(
            station=station, parameter=parameter, averaging=Averaging.MONTH, on=date(2025, month, 1),
            value=Decimal(value),
        )
        for month, value in enumerate(values, 1)
    )  # fmt: skip


@pytest.mark.django_db
def test_a_section_is_classed_by_the_mean_of_at_least_eight_months():
    enough, few = places.section(handover="云溪市 → 东岭市"), places.section("two", "北桥")
    month_by_month(enough, "NH3-N", *["0.5"] * 6, *["1.9"] * 2)  # a mean of 0.85: Ⅲ
    month_by_month(few, "NH3-N", *["0.5"] * 7)

    told = year(Medium.WATER)

    rows = [(one["code"], one["number"], one["months"], one["months_kept"], one["why"]) for one in told["stations"]]
    assert rows == [("bridge", 3, 8, 6, ""), ("two", None, 7, 7, "全年 7 个月有数据，不足 8 个月，不评价")]
    assert (told["measured"], told["handed"], told["handed_compliant"], told["state"]) == (1, 1, 1, None)
    tables = printed.said(told, "2025年")["tables"]
    assert [one["caption"] for one in tables] == ["2025年地表水各断面", "2025年交接断面"]
    assert tables[1]["rows"] == [["云溪市 → 东岭市", "云溪河 · 南坪桥", "Ⅲ", "Ⅲ", "达标", "—"]]


@pytest.mark.django_db
def test_a_source_complies_for_the_year_if_it_did_each_month_and_the_quantity_by_its_months():
    good = places.section("intake", "取水口", medium=Medium.DRINKING)
    bad = places.section("reservoir", "水库", medium=Medium.DRINKING)
    month_by_month(good, "NH3-N", *["0.5"] * 3)
    month_by_month(good, "volume", *["100"] * 3)
    month_by_month(bad, "NH3-N", "0.5", "1.5", "0.5")
    month_by_month(bad, "volume", "50", "70", "30")

    told = year(Medium.DRINKING)

    rows = [
        (one["code"], one["compliant"], one["months"], one["months_kept"], one["volume"], one["over_in"])
        for one in told["stations"]
    ]
    assert rows == [("intake", True, 3, 3, "300", ""), ("reservoir", False, 3, 2, "150", "2025-02-01")]
    assert (told["volume"], told["volume_kept"], told["volume_percent"]) == ("450", "380", "84.4")
    assert "水量达标率 84.4%" in printed.said(told, "2025年")["statements"][1]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 10, 1), date(2025, 12, 31), [10, 11, 12]), (date(2024, 2, 1), date(2024, 2, 29), [2]),
        (date(2024, 2, 1), date(2024, 2, 28), []), (date(2025, 1, 2), date(2025, 3, 31), []), (None, None, []),
        (date(2025, 1, 1), date(2025, 12, 31), [*range(1, 13)]),
    ],
)  # fmt: skip
def test_a_report_speaks_for_whole_months_alone(first: date | None, last: date | None, months: list[int]):
    assert [one.month for one in months_of(first, last)] == months


@pytest.mark.django_db
def test_a_report_of_a_quarter_speaks_for_each_month_that_has_none_of_its_own():
    well = places.section("well", "水井", medium=Medium.DRINKING, water_kind="ground")
    for n, (first, last, kept) in enumerate(
        ((date(2025, 2, 1), date(2025, 2, 28), False), (date(2025, 1, 1), date(2025, 3, 31), True))
    ):
        PeriodResult.objects.create(
            station=well,
            first=first,
            last=last,
            printed_period="x",
            is_compliant=kept,
            source="季报",
            import_key=str(n),
        )

    told = year(Medium.DRINKING)["stations"][0]

    assert (told["compliant"], told["months"], told["months_kept"]) == (False, 3, 2)


@pytest.mark.parametrize(
    ("day", "night", "kept"),
    [
        (True, True, True), (True, None, None), (None, True, None), (None, None, None), (False, None, False),
        (True, False, False),
    ],
)  # fmt: skip
def test_a_point_keeps_its_limits_only_where_day_and_night_were_measured(
    day: bool | None,
    night: bool | None,
    kept: bool | None,
):
    assert within(day, night) is kept


@pytest.mark.django_db
def test_a_year_measured_by_day_alone_is_not_judged_and_says_why():
    places.read(places.point("zone", "2"), "2025-02-01", Ld="58")

    told = year(Medium.NOISE)["stations"][0]

    assert (told["compliant"], told["why"]) == (None, "夜间没有数据，不评价昼夜达标")


@pytest.mark.django_db
def test_zones_count_their_measurements_and_roads_are_weighed_by_length():
    zone = places.point("zone", "2")
    for on, ld, ln in (("2025-02-01", "58", "51"), ("2025-08-01", "61", "49")):
        places.read(zone, on, Ld=ld, Ln=ln)
    for code, length, ld in (("long", 3000, "71"), ("short", 1000, "66")):
        road = Station.objects.create(
            bureau=builders.bureau(), code=code, name=code, medium=Medium.NOISE, road_length=length
        )
        places.read(road, "2025-05-01", Ld=ld)

    told = year(Medium.NOISE)

    assert [(one["code"], one["compliant"], one["day"]["level"]) for one in told["stations"]] == [("zone", False, "61")]
    half = {"kept": 1, "count": 2, "percent": "50"}
    assert told["zones"] == [{"zone": "2", "day": half, "night": half}]
    assert told["road_day"] == {"mean": "69.8", "grade": 2, "length": 4000, "loud": 3000, "loud_percent": "75"}
    assert told["road_night"] is None
    assert "道路交通噪声昼间平均等效声级 69.8 dB(A)，二级，较好" in printed.said(told, "2025年")["statements"][1]
