"""How one rule is read on one project: hit, not hit, or nobody knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from approvals.access.models import Rule
from approvals.access.rules.reading import Subject, begins, read

PLANT = Subject(
    region="990102", industry="C3011", place="青石镇 工业东路 18 号", units=("YX-ZD-001",), inside=(),
    near=("文物保护单位",), emissions={"nox": Decimal(12), "cod": Decimal(0)},
)  # fmt: skip


def verdict(subject: Subject = PLANT, outcome: str = "not_met", **told: Any) -> tuple[str, str]:
    found = read(Rule(outcome=outcome, **told), subject)
    return found.result, found.because


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"industries": "30"}, ("not_met", "hit")),
        ({"industries": "C"}, ("not_met", "hit")),
        ({"industries": "3012 2511"}, ("met", "not_industry")),
        ({"industries": "011"}, ("met", "not_industry")),
        ({"area": "河口镇 青石镇"}, ("not_met", "hit")),
        ({"area": "河口镇"}, ("met", "not_area")),
        ({"unit": "YX-ZD-001"}, ("not_met", "hit")),
        ({"unit": "YX-ZD-002"}, ("met", "not_unit")),
        ({"sensitive": "文物保护单位"}, ("not_met", "hit")),
        ({"sensitive": "国家公园"}, ("met", "not_sensitive")),
        ({"pollutants": "nox so2"}, ("not_met", "hit")),
        ({"pollutants": "cod"}, ("met", "not_load")),
        ({}, ("not_met", "hit")),
    ],
)
def test_a_rule_falls_on_whom_it_names(told: dict[str, Any], expected: tuple[str, str]):
    assert verdict(**told) == expected


@pytest.mark.parametrize(
    ("told", "because"),
    [
        ({"industries": "30"}, "no_industry"), ({"area": "青石镇"}, "no_area"), ({"unit": "A"}, "no_unit"),
        ({"sensitive": "国家公园"}, "no_sensitive"), ({"pollutants": "nox"}, "no_load"),
    ],
)  # fmt: skip
def test_what_nobody_said_is_a_question_for_a_person_never_met(told: dict[str, Any], because: str):
    assert verdict(Subject(), **told) == ("person", because)


def test_a_test_that_fails_decides_though_another_is_unknown():
    assert verdict(Subject(place="河口镇"), area="青石镇", pollutants="nox") == ("met", "not_area")


def test_a_pollutant_not_stated_is_unknown_beside_one_that_is_zero():
    assert verdict(pollutants="cod so2") == ("person", "no_load")


def test_a_note_stays_a_note_where_something_is_unknown():
    assert verdict(Subject(), outcome="noted", industries="30") == ("noted", "no_industry")


@pytest.mark.parametrize(("limit", "result"), [("11.9999", "not_met"), ("12", "met"), ("12.0001", "met")])
def test_a_capacity_is_kept_up_to_its_last_tonne(limit: str, result: str):
    assert verdict(pollutants="nox", limit=Decimal(limit))[0] == result


def test_a_load_nobody_measured_needs_a_person_where_an_amount_decides():
    subject = Subject(emits=frozenset({"nox"}))

    assert verdict(subject, pollutants="nox", limit=Decimal(5)) == ("person", "no_amount")
    assert verdict(subject, pollutants="nox") == ("not_met", "hit")


def test_codes_match_from_their_beginning_with_or_without_the_letter():
    assert [begins("C3011", one) for one in ("3011", "C3011", "C30", "C", "01", "D", "30110")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip
