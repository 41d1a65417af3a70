"""The class of surface water at every limit of the table, on both sides, and what bulletins leave out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.quality.rules import water
from disclosure.quality.rules.classes import class_number
from envportal.refusals import Refused

# Typed from the standard a second time: the limits of Ⅰ to Ⅴ, each the most (of DO the least).
LIMITS = {
    "DO": ("7.5", "6", "5", "3", "2"),
    "CODMn": ("2", "4", "6", "10", "15"),
    "COD": ("15", "15", "20", "30", "40"),
    "BOD5": ("3", "3", "4", "6", "10"),
    "NH3-N": ("0.15", "0.5", "1.0", "1.5", "2.0"),
    "TP": ("0.02", "0.1", "0.2", "0.3", "0.4"),
    "Cu": ("0.01", "1", "1", "1", "1"),
    "Zn": ("0.05", "1", "1", "2", "2"),
    "F": ("1", "1", "1", "1.5", "1.5"),
    "Se": ("0.01", "0.01", "0.01", "0.02", "0.02"),
    "As": ("0.05", "0.05", "0.05", "0.1", "0.1"),
    "Hg": ("0.00005", "0.00005", "0.0001", "0.001", "0.001"),
    "Cd": ("0.001", "0.005", "0.005", "0.005", "0.01"),
    "Cr6": ("0.01", "0.05", "0.05", "0.05", "0.1"),
    "Pb": ("0.01", "0.01", "0.05", "0.05", "0.1"),
    "CN": ("0.005", "0.05", "0.2", "0.2", "0.2"),
    "phenol": ("0.002", "0.002", "0.005", "0.01", "0.1"),
    "oil": ("0.05", "0.05", "0.05", "0.5", "1"),
    "LAS": ("0.2", "0.2", "0.2", "0.3", "0.3"),
    "S": ("0.05", "0.1", "0.2", "0.5", "1"),
}
LAKE = {"TP": ("0.01", "0.025", "0.05", "0.1", "0.2"), "TN": ("0.2", "0.5", "1", "1.5", "2")}
COLIFORM = ("200", "2000", "10000", "20000", "40000")
STEP = Decimal("0.000001")
PLACES = [(code, place) for code in LIMITS for place in range(5)]


def number_of(code: str, value: Decimal, *, lake: bool = False) -> int | None:
    found = water.water_class({"pH": Decimal(7), code: value}, lake=lake)
    return found.items[-1].number


def oracle(limits: tuple[str, ...], value: Decimal, *, least: bool = False) -> int:
    """One more than the number of limits that are not kept: a count, not a search."""
    return 1 + sum(value < Decimal(limit) if least else value > Decimal(limit) for limit in limits)


@pytest.mark.parametrize(("code", "place"), PLACES)
def test_the_class_at_every_limit_and_on_both_sides(code, place):
    limits, at = LIMITS[code], Decimal(LIMITS[code][place])

    for value in (at - STEP, at, at + STEP):
        assert number_of(code, value) == oracle(limits, value, least=code == "DO"), value


@pytest.mark.parametrize(("code", "place"), PLACES)
def test_a_limit_itself_is_kept(code, place):
    at = Decimal(LIMITS[code][place])

    assert number_of(code, at) <= place + 1


@pytest.mark.parametrize("code", list(LAKE))
@pytest.mark.parametrize("place", range(5))
def test_the_rows_of_lakes_at_every_limit(code, place):
    at = Decimal(LAKE[code][place])

    for value in (at - STEP, at, at + STEP):
        assert number_of(code, value, lake=True) == oracle(LAKE[code], value)


@pytest.mark.parametrize("place", range(5))
def test_faecal_coliforms_at_every_limit(place):
    at = Decimal(COLIFORM[place])

    for value in (at - 1, at, at + 1):
        assert number_of("coliform", value) == oracle(COLIFORM, value)


@pytest.mark.parametrize(
    ("value", "number"), [("6", 1), ("9", 1), ("7.5", 1), ("5.99", 6), ("9.01", 6), ("0", 6), ("14", 6)]
)
def test_a_ph_keeps_every_class_or_none(value, number):
    assert water.water_class({"pH": Decimal(value)}, lake=False).number == number


@pytest.mark.parametrize(
    ("number", "roman", "state"),
    [(1, "Ⅰ", "优"), (2, "Ⅱ", "优"), (3, "Ⅲ", "良好"), (4, "Ⅳ", "轻度污染"), (5, "Ⅴ", "中度污染"),
     (6, "劣Ⅴ", "重度污染")],
)  # fmt: skip
def test_a_class_has_its_numeral_and_its_word(number, roman, state):
    value = {1: "0.1", 2: "0.3", 3: "0.9", 4: "1.2", 5: "1.9", 6: "2.1"}[number]

    found = water.water_class({"氨氮": value}, lake=False)

    assert (found.number, found.roman, found.state) == (number, roman, state)


def test_the_worst_item_decides_and_several_of_one_class_decide_together():
    found = water.water_class({"DO": "5.5", "NH3-N": "0.9", "COD": "10"}, lake=False, target=2)

    assert (found.number, found.deciding, found.compliant) == (3, ("溶解氧", "氨氮"), False)
    assert water.water_class({"DO": "8"}, lake=False).deciding == ()


def test_bulletins_leave_out_nitrogen_coliforms_and_temperature_and_the_whole_does_not():
    found = water.water_class(
        {"NH3-N": "0.1", "TN": "1.8", "粪大肠菌群": "50000", "水温": "31"}, lake=True, target=3
    )  # fmt: skip

    assert (found.number, found.whole, found.compliant, found.deciding) == (1, 6, True, ())
    assert {one.code: one.number for one in found.items} == {"temperature": None, "NH3-N": 1, "TN": 5, "coliform": 6}


def test_total_nitrogen_has_no_class_in_a_river():
    found = water.water_class({"NH3-N": "0.1", "TN": "9"}, lake=False)

    assert (found.whole, found.items[1].number, found.items[1].note) == (1, None, "只适用于湖、库")


def test_phosphorus_of_a_lake_has_its_own_row():
    river, lake = (water.water_class({"TP": "0.04"}, lake=lake, target=2) for lake in (False, True))

    assert (river.number, river.items[0].times_over) == (2, None)
    assert (lake.number, lake.items[0].times_over) == (3, Decimal("0.60"))


def test_times_over_are_against_the_target_and_none_of_ph_and_oxygen():
    found = water.water_class({"NH3-N": "1.21", "DO": "2.5", "pH": "5", "COD": "20"}, lake=False, target=3)

    assert {one.code: one.times_over for one in found.items} == {
        "NH3-N": Decimal("0.21"), "DO": None, "pH": None, "COD": None,
    }  # fmt: skip


def test_what_is_below_detection_is_classed_as_the_limit_and_is_never_over():
    found = water.water_class({"NH3-N": "0.025L", "Hg": "0.0002l"}, lake=False, target=3)

    assert [(one.value, one.below, one.number, one.times_over) for one in found.items] == [
        (Decimal("0.025"), True, 1, None),
        (Decimal("0.0002"), True, 4, None),
    ]


def test_half_the_detection_limit_counts_in_a_mean():
    assert water.mean(["0.05L", "0.15"]) == Decimal("0.0875")
    assert water.mean([]) is None


def test_the_main_items_are_the_three_worst_poisons_first():
    found = water.water_class(
        {"NH3-N": "1.9", "TP": "0.31", "COD": "39", "CODMn": "11", "Cd": "0.009", "DO": "4"}, lake=False
    )  # fmt: skip

    # All of class Ⅴ but dissolved oxygen; COD is 0.95 times over Ⅲ, ammonia 0.90, the index 0.83, phosphorus 0.55.
    assert found.main == ("镉", "化学需氧量", "氨氮")


def test_a_published_section_is_met():
    """October 2015, target Ⅲ: class Ⅴ; phosphorus 0.7 times over, BOD 0.5 (both Ⅴ), ammonia 0.2, COD 0.1 (both Ⅳ)."""
    found = water.water_class(
        {"总磷": "0.34", "生化需氧量": "6.1", "氨氮": "1.2", "化学需氧量": "22", "DO": "5.2"}, lake=False, target=3
    )  # fmt: skip
    classes = {one.name: (one.number, one.times_over) for one in found.items}

    assert (found.number, found.compliant) == (5, False)
    assert classes["总磷"] == (5, Decimal("0.70"))
    assert classes["五日生化需氧量"] == (5, Decimal("0.52"))
    assert classes["氨氮"] == (4, Decimal("0.20"))
    assert classes["化学需氧量"] == (4, Decimal("0.10"))
    assert found.main == ("总磷", "五日生化需氧量", "氨氮")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("氨氮", "NH3-N"), ("NH3-N", "NH3-N"), ("氨氮(NH3-N)", "NH3-N"), ("ＮＨ３－Ｎ", "NH3-N"), ("nh3n", "NH3-N"),
        ("总磷(以P计)", "TP"), ("总磷(以P计)（湖、库）", "TP"), ("pH", "pH"), ("pH值", "pH"), ("PH 值", "pH"),
        ("高锰酸盐指数", "CODMn"), ("铬(六价)", "Cr6"), ("六价铬", "Cr6"), ("溶解氧", "DO"),
        ("faecal coliforms", "coliform"),
    ],
)  # fmt: skip
def test_an_item_is_known_by_the_names_tables_print(name, code):
    assert water.code_of(name) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I", 1), ("Ⅰ", 1), ("II", 2), ("Ⅱ", 2), ("Ⅱ类", 2), ("ii", 2), ("２类", 2), ("二类", 2), ("第Ⅲ类", 3),
        ("Ⅳ", 4), ("IV类", 4), ("V", 5), ("Ⅴ类", 5), ("劣Ⅴ", 6), ("劣V", 6), ("劣Ⅴ类", 6), ("劣 V 类", 6),
        ("劣五类", 6), ("/", None), ("", None), ("——", None), ("无。", None),
    ],
)  # fmt: skip
def test_a_class_is_read_as_bulletins_print_it(text, number):
    assert class_number(text) == number


@pytest.mark.parametrize("text", ["VI", "六类", "达标", "0", "III\x00", "劣"])
def test_what_is_no_class_is_refused(text):
    with pytest.raises(Refused):
        class_number(text)


@pytest.mark.parametrize(
    "value",
    ["-0.1", "abc", "", "L", "NaN", "1e400", "1e-3", "０.０５", Decimal("NaN"), Decimal(10**9), "9" * 13, "0.05LL"],
)
def test_what_is_no_figure_is_refused_with_the_name_of_its_item(value):
    with pytest.raises(Refused, match="氨氮"):
        water.water_class({"氨氮": value}, lake=False)


def test_unknown_items_one_item_twice_nothing_at_all_and_a_target_that_is_none_are_refused():
    for values, target in (
        ({"锶": "1"}, None), ({"氨氮": "1", "NH3-N": "1"}, None), ({}, None), ({"TN": "1"}, None), ({"DO": "8"}, 6),
        ({"DO": "8"}, 0), ({"pH": "14.1"}, None),
    ):  # fmt: skip
        with pytest.raises(Refused):
            water.water_class(values, lake=True, target=target)
