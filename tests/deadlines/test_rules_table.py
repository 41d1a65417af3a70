"""Term rules are data with a first and a last day; the one in force when a clock starts is pinned."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from envportal.deadlines import actions, clocks, queries
from envportal.deadlines.actions.term_rules import RuleInUse
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import TermRule
from envportal.deadlines.rules.ceilings import Ceiling
from tests import builders
from tests.deadlines import rows

DECISION = [
    (date(2026, 8, 14), "report", "环境影响评价法第22条", 60),
    (date(2026, 8, 14), "table", "环境影响评价法第22条", 30),
    (date(2026, 8, 15), "report", "生态环境法典第102条", 60),
    (date(2026, 8, 15), "table", "生态环境法典第102条", 30),
    (date(2016, 8, 31), "registration", "环境影响评价法第22条", 15),
]


@pytest.mark.parametrize(("on", "variant", "basis", "days"), DECISION)
def test_the_law_of_the_day_limits_a_decision(law, on, variant, basis, days):
    rule = queries.rule_on(builders.bureau(), Matter.STATUTORY, variant, on)

    assert (rule.basis, rule.amount, rule.unit) == (basis, days, "calendar_day")


def test_a_registration_has_no_limit_since_it_is_only_filed(law):
    with pytest.raises(queries.NoRule):
        queries.rule_on(builders.bureau(), Matter.STATUTORY, "registration", date(2016, 9, 1))


@pytest.mark.parametrize(
    ("matter", "variant", "days", "basis"),
    [
        (Matter.INTAKE, "table", 5, "行政许可法第32条"),
        (Matter.PUBLISH, "table", 1, "各地公开办理做法"),
        (Matter.ACCEPTANCE_NOTICE, "report", 10, "环境影响评价公众参与办法第22条"),
        (Matter.ACCEPTANCE_NOTICE, "table", 5, "环办〔2013〕103号"),
        (Matter.PROPOSED_NOTICE, "table", 5, "环境影响评价公众参与办法第23条"),
        (Matter.HEARING_REQUEST, "table", 5, "行政许可法第47条"),
        (Matter.DECISION_PUBLICATION, "table", 7, "环境影响评价公众参与办法第27条"),
        (Matter.DELIVERY, "table", 10, "行政许可法第44条"),
    ],
)
def test_every_other_limit_is_in_working_days(law, matter, variant, days, basis):
    rule = queries.rule_on(builders.bureau(), matter, variant, date(2026, 9, 14))

    assert (rule.amount, rule.unit, rule.basis) == (days, "working_day", basis)


def test_the_statute_stops_for_hearing_review_and_assessment_and_for_nothing_else(law):
    rule = queries.rule_on(builders.bureau(), Matter.STATUTORY, "table", date(2026, 9, 14))

    assert rule.excludes == dict.fromkeys(("expert_review", "technical_assessment", "hearing"), "行政许可法第45条")
    assert rule.extendable == 0


def test_loading_twice_changes_nothing(law):
    before = list(TermRule.objects.order_by("pk").values())

    actions.load_rules()

    assert list(TermRule.objects.order_by("pk").values()) == before


def test_a_table_of_pledges_names_its_bureau(law, tmp_path):
    builders.bureau("dongling", "东岭市生态环境局", "东环")
    head = actions.term_rules.SHIPPED.read_text(encoding="utf-8").splitlines()[0]
    table = tmp_path / "pledges.csv"
    table.write_text(
        f"{head}\ndongling,pledged,table,5,calendar_day,5 日,accepted,东岭市承诺,第1条,"
        "proposed_notice=东岭市承诺第3条,0,red_card,1,20,T,,2020-01-01,\n",
        encoding="utf-8",
    )

    (rule,) = actions.load_rules(table)

    assert (str(rule.bureau), rule.amount, rule.excludes) == (
        "东岭市生态环境局",
        5,
        {"proposed_notice": "东岭市承诺第3条"},
    )


def test_a_later_pledge_changes_no_running_clock(law):
    clock = rows.running(Matter.PLEDGED, rows.ACCEPTED)
    actions.add_rule(
        builders.bureau(), matter=Matter.PLEDGED, variant="table", valid_from=date(2026, 9, 18), amount=5,
        unit="working_day", anchor="accepted", act="新承诺",
    )  # fmt: skip

    later = rows.running(Matter.PLEDGED, date(2026, 9, 18))

    clocks.verify()
    clock.refresh_from_db()
    assert (clock.rule.amount, later.rule.amount) == (18, 5)


def test_a_rule_that_clocks_were_started_under_is_not_rewritten(law):
    rows.running(Matter.PLEDGED, rows.ACCEPTED)

    with pytest.raises(RuleInUse):
        rows.pledge(amount=17)


def test_a_rule_nobody_used_yet_is_mended(law):
    assert rows.pledge(amount=17).amount == 17
    assert TermRule.objects.filter(matter=Matter.PLEDGED).count() == 1


def test_eighteen_working_days_pass_thirty_days_on_nineteen_of_the_248_working_days_of_2026(law):
    bureau = builders.bureau()
    pledge = queries.rule_on(bureau, Matter.PLEDGED, "table", date(2026, 9, 14))

    found = clocks.ceiling(bureau, pledge, first=date(2026, 1, 1), last=date(2026, 12, 31))

    assert found is not None
    assert (found.passed, found.days) == (19, 248)


def test_a_pledge_within_the_statute_never_passes_it_and_a_filing_has_none(law):
    bureau = builders.bureau()
    short = rows.pledge(amount=5)
    filing = actions.add_rule(
        bureau, matter=Matter.PLEDGED, variant="registration", valid_from=date(2026, 7, 1), amount=5,
        unit="working_day", anchor="received", act="本局承诺",
    )  # fmt: skip
    year = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}

    assert clocks.ceiling(bureau, short, **year) == Ceiling(0, 248, None)
    assert clocks.ceiling(bureau, filing, **year) is None


def test_a_branch_stands_under_the_pledge_of_its_city(law):
    city = builders.bureau()
    branch = builders.bureau("qingshi", "青石分局", "云环", parent=city, is_branch=True)
    subordinate = builders.bureau("xian", "县局", "县环", parent=city)

    assert queries.rule_on(branch, Matter.PLEDGED, "table", date(2026, 9, 14)).bureau == city
    with pytest.raises(queries.NoRule):
        queries.rule_on(subordinate, Matter.PLEDGED, "table", date(2026, 9, 14))


def test_a_case_received_before_the_code_is_decided_citing_the_code(law):
    clock = rows.running(on=date(2026, 8, 14))

    assert clock.rule.basis == "环境影响评价法第22条"
    assert clocks.basis(clock, date(2026, 8, 14)) == "环境影响评价法第22条"
    assert clocks.basis(clock, date(2026, 8, 20)) == "生态环境法典第102条"


def test_a_limit_the_law_no_longer_has_is_cited_as_it_was(law):
    case = builders.case()
    clock = clocks.start(
        case, Matter.STATUTORY, variant="registration", on=date(2016, 8, 30), by=None, at=builders.moment("2016-08-30")
    )

    assert clocks.basis(clock, date(2016, 9, 5)) == "环境影响评价法第22条"


def test_a_pledge_is_cited_as_it_was_pinned(law):
    clock = rows.running(Matter.PLEDGED, rows.ACCEPTED)

    assert clocks.basis(clock, date(2027, 1, 1)) == "云溪市生态环境局承诺规则第2条"


def test_citations_nobody_compared_with_the_official_text_are_listed(law):
    assert queries.unverified().count() == TermRule.objects.count()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("term_rule_ends_after_it_begins", {"valid_to": date(2026, 6, 30)}),
        ("term_rule_is_at_most_ten_years", {"amount": 3661}),
        ("term_rule_is_about_a_known_matter", {"matter": "lunch"}),
        ("term_rule_has_a_known_unit", {"unit": "fortnight"}),
        ("term_rule_warns_within_its_term", {"warn_share": 101}),
    ],
)
def test_the_table_refuses(law, name, fields):
    facts = {"matter": "delivery", "amount": 1, "unit": "working_day", "anchor": "decided", "act": "x",
             "valid_from": date(2026, 7, 1)}  # fmt: skip

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TermRule.objects.create(**{**facts, **fields})
