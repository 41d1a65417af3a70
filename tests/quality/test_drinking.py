"""Sources of drinking water: what is measured decides, what is only stated is taken over, and the two rates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure.quality.rules import drinking
from envportal.refusals import Refused


def test_class_three_is_enough_and_class_four_is_not():
    at, above = (drinking.compliance({"氨氮": value, "总氮": "9"}) for value in ("1.0", "1.01"))

    assert (at.compliant, at.exceeding, at.stated) == (True, (), False)
    assert above.compliant is False
    assert [(one.name, one.limit, one.times_over) for one in above.exceeding] == [
        ("氨氮", Decimal("1.0"), Decimal("0.01"))
    ]


@pytest.mark.parametrize(
    ("name", "limit"), [("硫酸盐", "250"), ("氯化物", "250"), ("硝酸盐", "10"), ("铁", "0.3"), ("锰", "0.1")]
)
def test_the_items_of_table_two_are_kept_at_their_limit(name, limit):
    above = str(Decimal(limit) + Decimal("0.01"))

    assert drinking.compliance({"氨氮": "0.1", name: limit}).compliant
    assert drinking.compliance({name: f"{above}L"}).compliant
    assert [one.name for one in drinking.compliance({name: above}).exceeding] == [name]


def test_an_answer_says_what_it_covers():
    assert "表 1 的 1 项、表 2 的 1 项" in drinking.compliance({"氨氮": "0.1", "铁": "0.1"}).covers


def test_a_lake_is_measured_by_its_own_phosphorus():
    assert drinking.compliance({"总磷": "0.06"}).compliant
    assert not drinking.compliance({"总磷": "0.06"}, lake=True).compliant


def test_ground_water_is_taken_over_as_stated_and_otherwise_refused():
    found = drinking.compliance({}, kind="ground", stated=False)

    assert (found.compliant, found.stated) == (False, True)
    assert drinking.compliance({}, stated=True).compliant
    for kind in ("ground", "surface", "rain"):
        with pytest.raises(Refused):
            drinking.compliance({}, kind=kind)


def test_what_is_measured_decides_against_what_is_stated():
    assert not drinking.compliance({"氨氮": "2"}, stated=True).compliant


def test_the_two_rates():
    sources = [(Decimal("1200.5"), True), (Decimal("299.5"), False)]

    assert drinking.by_quantity(sources).percent == Decimal("80.0")
    assert drinking.by_count(kept for _quantity, kept in sources).percent == 50
    assert drinking.by_count([]).percent is None
    with pytest.raises(Refused):
        drinking.by_quantity([(Decimal(-1), True)])
