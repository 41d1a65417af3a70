"""The tables of violations and discretion: which law applies, what a fine comes to, limitation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.orders.guards import NoInvestment, NoLaw, PastLimitation, StepMissing
from enforcement.orders.rules import discretion, law, limits, tables
from tests.orders.builders import HARSH, MILD

OLD, NEW = date(2026, 8, 14), date(2026, 8, 15)
NOW = date(2026, 10, 9)


def choose(code: str, act_on: date, *, decided_on: date = NOW, is_serious: bool = False, investment: int | None = None):
    money = None if investment is None else Decimal(investment)
    return law.choose(code, act_on=act_on, decided_on=decided_on, is_serious=is_serious, investment=money)


def test_the_law_changes_between_14_and_15_august_2026():
    assert law.in_force("measures_missing", OLD).act == "建设项目环境保护管理条例"
    assert law.in_force("measures_missing", NEW).act == "生态环境法典"


def test_no_violation_has_two_laws_on_one_day_nor_a_day_without_one():
    for code in tables.violations():
        rows = sorted((one for one in tables.provisions() if one.code == code), key=lambda one: one.valid_from)
        for before, after in pairwise(rows):
            assert before.valid_to is not None
            assert after.valid_from == before.valid_to + timedelta(days=1)
        assert rows[-1].valid_to is None


def test_an_act_under_the_code_is_punished_by_the_code():
    found = choose("unapproved_report", NEW)

    assert found.is_one_law
    assert (found.chosen.low, found.chosen.high) == (200_000, 1_000_000)


@pytest.mark.parametrize(
    ("investment", "act", "high"),
    [
        # Five per cent of 18.6 million are 930,000, less than the Code's million: the old law stays.
        (18_600_000, "环境影响评价法", 930_000),
        # Of twenty million they are a million, as the Code has; its least is 200,000 in both: no lighter, old law.
        (20_000_000, "环境影响评价法", 1_000_000),
        # Of a hundred million they are five million: the Code is lighter.
        (100_000_000, "生态环境法典", 1_000_000),
    ],
)
def test_an_earlier_act_is_punished_by_its_own_law_unless_the_code_is_lighter(investment, act, high):
    found = choose("unapproved_report", date(2026, 6, 1), investment=investment)

    assert (found.chosen.provision.act, found.chosen.high) == (act, high)
    assert found.then.provision.act == "环境影响评价法"
    assert found.now.provision.act == "生态环境法典"
    assert "第1057条" in found.why


def test_where_both_laws_cost_the_same_that_of_the_act_stays():
    # One and five per cent of ten million are 100,000 and 500,000, as the Code has them for a table.
    found = choose("unapproved_table", date(2026, 6, 1), investment=10_000_000)

    assert (found.then.low, found.then.high) == (100_000, 500_000)
    assert found.chosen == found.then


def test_measures_not_carried_out_in_june_are_punished_by_the_lighter_code():
    found = choose("measures_missing", date(2026, 6, 1))

    assert (found.chosen.low, found.chosen.high) == (50_000, 500_000)


def test_in_serious_cases_the_old_law_is_the_lighter_one():
    found = choose("measures_missing", date(2026, 6, 1), is_serious=True)

    assert (found.then.high, found.now.high, found.chosen.high) == (1_000_000, 2_000_000, 1_000_000)


def test_a_share_of_the_investment_needs_the_investment():
    with pytest.raises(NoInvestment):
        choose("unapproved_report", date(2026, 6, 1))


def test_a_day_without_a_law_is_said_and_not_guessed():
    with pytest.raises(NoLaw):
        law.in_force("not_filed", date(2010, 1, 1))


def test_the_highest_steps_make_a_hundred_points():
    assert sum(max(step.points for step in steps) for steps in tables.discretion().values()) == 100


def test_a_fine_by_the_table_is_the_least_plus_its_share_of_the_span():
    # 5 + 5 + 0 + 0 + 0 are ten points: 100,000 + 900,000 x 10 / 100.
    found = discretion.reckon(Decimal(100_000), Decimal(1_000_000), MILD)

    assert (found.points, found.amount) == (10, Decimal(190_000))
    assert found.lines[-1] == "100,000 +（1,000,000 − 100,000）× 10% = 190,000 元"


def test_the_worst_of_everything_is_the_highest_fine():
    assert discretion.reckon(Decimal(100_000), Decimal(1_000_000), HARSH).amount == Decimal(1_000_000)


def test_a_factor_left_out_is_named():
    with pytest.raises(StepMissing, match="所在位置"):
        discretion.reckon(Decimal(0), Decimal(50_000), {**MILD, "place": ""})


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.fixed_dictionaries(
    {name: st.sampled_from([step.step for step in steps]) for name, steps in tables.discretion().items()}
))  # fmt: skip
def test_every_fine_by_the_table_lies_within_the_law(low, span, chosen):
    found = discretion.reckon(Decimal(low), Decimal(low + span), chosen)

    assert low <= found.amount <= low + span


@pytest.mark.parametrize(
    ("until", "is_harmful", "last"),
    [
        (date(2024, 9, 1), False, date(2026, 9, 1)), (date(2021, 9, 1), True, date(2026, 9, 1)),
        (date(2024, 2, 29), False, date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_limitation_is_two_years_and_five_where_there_was_damage(until, is_harmful, last):
    limits.within_limitation(until, last, is_harmful)

    with pytest.raises(PastLimitation):
        limits.within_limitation(until, last + timedelta(days=1), is_harmful)


def test_an_act_that_goes_on_has_no_limitation_yet():
    limits.within_limitation(None, date(2040, 1, 1), is_harmful=False)
