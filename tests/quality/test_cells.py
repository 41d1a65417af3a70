"""Cells, units, days and headings as real tables have them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.quality.enums import Flag, Medium
from disclosure.quality.rules import cells, headings, periods

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "flag", "value"),
    [
        ("41", "valid", "41"),
        ("５．２", "valid", "5.2"),
        ("1,234.5", "valid", "1234.5"),
        ("0.30000000000000004", "valid", "0.3"),
        ("5e-05", "valid", "0.00005"),
        ("2.4×10^3", "valid", "2400"),
        ("0.05L", "below", "0.05"),
        ("０.０５Ｌ", "below", "0.05"),
        ("<0.003", "below", "0.003"),
        ("＜0.003", "below", "0.003"),
        ("未检出", "below", None),
        ("ND", "below", None),
        ("/", "none", None),
        ("——", "none", None),
        ("无", "none", None),
        ("━━━━", "none", None),
        ("断流", "none", None),
        ("仪器维护", "none", None),
    ],
)
def test_a_cell_is_a_number_or_says_why_there_is_none(text: str, flag: str, value: str | None):
    found = cells.measured(text)

    assert (found.flag, found.value) == (flag, None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "code"), [("约 5", "no_number"), ("12%", "no_number"), ("1.2.3", "no_number"), ("99999999", "too_big"),
    ("1e30", "too_big"), ("NaN", "no_number"), ("Infinity", "no_number"), ("9" * 40, "no_number")],
)  # fmt: skip
def test_what_is_no_number_is_not_taken(text: str, code: str):
    assert cells.measured(text) == cells.Cell(code=code)


def test_an_empty_cell_is_no_reading():
    assert cells.measured(" \u3000") == cells.Cell()


@pytest.mark.parametrize(
    ("parameter", "value", "unit", "medium", "told"),
    [
        ("SO2", "0.016", "mg", Medium.AIR, ("16", "unit")),
        ("SO2", "16", "ug", Medium.AIR, ("16", "")),
        ("CO", "900", "ug", Medium.AIR, ("0.9", "unit")),
        ("CO", "0.9", "", Medium.AIR, ("0.9", "")),
        ("NH3-N", "320", "ug", Medium.WATER, ("0.32", "unit")),
        ("Hg", "0.00004", "", Medium.WATER, ("0.00004", "")),
        ("pH", "7.6", "mg", Medium.WATER, ("7.6", "")),
        ("SO2", "0.016", "", Medium.AIR, (None, "unit_doubt")),
        ("SO2", "0.5", "", Medium.AIR, ("0.5", "")),
        ("SO2", "1.01", "", Medium.AIR, ("1.01", "")),
    ],
)
def test_a_value_stands_in_the_unit_of_the_standard(
    parameter: str, value: str, unit: str, medium: str, told: tuple[str | None, str]
):
    found = cells.in_unit(parameter, cells.Cell(Flag.VALID, Decimal(value)), unit, medium)

    assert (found.value, found.code) == (None if told[0] is None else Decimal(told[0]), told[1])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年1-8月", date(2024, 1, 1), date(2024, 8, 31)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("２０２４年７月", date(2024, 7, 1), date(2024, 7, 31)),
        ("202407", date(2024, 7, 1), date(2024, 7, 31)),
        ("2024-07-05", date(2024, 7, 5), date(2024, 7, 5)),
        ("20240705", date(2024, 7, 5), date(2024, 7, 5)),
        ("2024.7.5", date(2024, 7, 5), date(2024, 7, 5)),
        ("2023年9月1日至2023年9月30日", date(2023, 9, 1), date(2023, 9, 30)),
        ("2025年1-10月(截至2025年10月31日)", date(2025, 1, 1), date(2025, 10, 31)),
        ("2024年第三季度", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024年上半年", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_is_read_however_it_is_printed(text: str, first: date, last: date):
    assert periods.read(text, today=TODAY) == periods.Period(first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020121", "ambiguous"),
        ("2025-09-31", "no_such_day"),
        ("2024年13月", "no_such_period"),
        ("2023年9月30日至2023年9月1日", "no_such_period"),
        ("第一季度(1-3)", "no_year"),
        ("二季度", "no_year"),
        ("202年4月27日", "unreadable"),
        ("2027年1月", "out_of_range"),
        ("0000-00-00", "no_such_day"),
        ("", "no_period"),
        ("上个月", "unreadable"),
    ],
)
def test_a_period_nobody_can_tell_says_why(text: str, code: str):
    assert periods.read(text, today=TODAY) == periods.Period(code=code)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2026-11-20 08:00", "2026-11-20", 8),
        ("2026-11-20T08:00:00", "2026-11-20", 8),
        ("2026年11月20日8时", "2026年11月20日", 8),
        ("2026-11-20", "2026-11-20", None),
    ],
)
def test_an_hour_is_parted_from_its_day(text: str, day: str, hour: int | None):
    assert periods.day_and_hour(text) == (day, hour)


def test_headings_are_known_by_their_words():
    names = ["监测站点", "日期", "SO2(mg/m3)", "NO₂(μg/m3)", "PM10", "PM2.5", "CO", "O3-8h", "备注"]

    found = headings.guess(names, Medium.AIR)

    assert list(found.values()) == ["station", "date", "SO2", "NO2", "PM10", "PM2.5", "CO", "O3_8h"]
    assert [headings.unit_of(name) for name in names[2:5]] == ["mg", "ug", ""]
