"""The rules that come with the portal, and what the table keeps by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.access import queries, screening
from approvals.access.actions import load_rules
from approvals.access.models import Rule
from tests import world
from tests.access.rows import plant, propose, rule
from tests.builders import moment

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 17)


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def test_shipped_rules_load_once_and_stop_nobody_by_themselves():
    assert load_rules() > 15
    assert load_rules() == 0
    assert not Rule.objects.filter(outcome="not_met").exists()
    assert set(Rule.objects.filter(key__startswith="high_energy.national_mee").values_list("evidence", flat=True)) == {
        "D"
    }


def test_categories_without_codes_ask_a_person_there_one_question_and_close_no_green_channel(yunxi):
    load_rules()
    without = Rule.objects.filter(codes_unknown=True)
    assert list(without.values_list("title", flat=True)) == ["煤电、钢铁、有色金属（广东省）"]
    assert set(without.values_list("outcome", "region")) == {("person", "44")}
    yunxi.bureau.division = "440100"
    yunxi.bureau.save()
    paper = world.submitted(yunxi, project_industry="C2231")

    results = {one.rule.title: one.result for one in screening.stand(paper.case, DAY)}
    assert results["煤电、钢铁、有色金属（广东省）"] == "person"
    assert not screening.is_high_energy(paper.case, DAY)


def test_a_cement_plant_is_high_energy_and_a_paper_box_maker_is_not(yunxi):
    load_rules()

    assert screening.is_high_energy(plant(yunxi).case, DAY)
    paper = world.submitted(yunxi, project_industry="C2231")
    assert not screening.is_high_energy(paper.case, DAY)


def test_a_province_s_list_holds_in_that_province(yunxi):
    load_rules()

    def listed(division: str) -> bool:
        yunxi.bureau.division = division
        return any(one.key.startswith("high_energy.guangdong") for one in queries.in_force(yunxi.bureau, DAY))

    assert [listed(division) for division in ("990102", "440100", "")] == [False, True, False]


def test_a_bureau_s_own_version_stands_before_the_shipped_one(yunxi):
    load_rules()
    rule(
        yunxi, key="sensitive.3", kind="sensitive", ordered_by="", pollutants="", area="", sensitive="文物保护单位",
        outcome="person",
    )  # fmt: skip

    found = [one for one in queries.in_force(yunxi.bureau, DAY) if one.key == "sensitive.3"]

    assert [(one.bureau, one.number, one.outcome) for one in found] == [(yunxi.bureau, 2, "person")]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"evidence": "M"}, "a_rule_nobody_read_stops_nobody"),
        ({"evidence": "D"}, "a_rule_nobody_read_stops_nobody"),
        ({"ordered_by": ""}, "a_suspension_says_who_ordered_it_and_which_pollutants"),
        ({"pollutants": ""}, "a_suspension_says_who_ordered_it_and_which_pollutants"),
        ({"kind": "policy", "stops": "acceptance"}, "only_a_suspension_stops_acceptance"),
        ({"kind": "unit"}, "an_access_list_is_of_a_unit"),
        ({"kind": "capacity", "pollutants": "", "limit": 3}, "an_amount_is_of_a_pollutant"),
        ({"source": ""}, "access_rule_has_text_and_source"),
    ],
)
def test_the_table_itself_keeps_what_a_rule_must_say(yunxi, told: dict[str, Any], name: str):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        propose(yunxi, moment("2026-09-02"), **told)
