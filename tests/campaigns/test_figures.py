"""The figures of a campaign: cut, never rounded up; nothing that was removed or given up makes them better."""

from datetime import date
from decimal import Decimal

import pytest

from enforcement.campaigns import queries
from enforcement.campaigns.guards import NotPossible
from enforcement.campaigns.queries import figures
from enforcement.campaigns.states import Pace
from tests.builders import moment
from tests.campaigns.conftest import of
from tests.campaigns.test_actions import report, verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1999, 2000, "99.9"), (2, 3, "66.6"), (3, 3, "100.0"), (0, 3, "0.0"), (0, 0, None)]
)
def test_a_rate_is_cut_never_rounded_up(part, whole, shown):
    assert figures.percent(part, whole) == (Decimal(shown) if shown else None)


def test_a_rate_of_treatment_is_of_amounts_and_no_target_counts_more_than_it_has(world):
    rows = ({"name": "东村", "baseline": Decimal(30)}, {"name": "西村", "baseline": Decimal(10)})
    campaign = world.started(*rows, kind="rural_sewage", target_rate=Decimal(75))
    target = report(of(campaign, 1), world.officer)
    with pytest.raises(NotPossible, match="基数 30"):
        verify(target, world.inspector, result=Decimal("30.001"))
    with pytest.raises(NotPossible, match="数量"):
        verify(target, world.inspector)

    verify(target, world.inspector, result=Decimal(30))

    reached = figures.standing(campaign, "rate", queries.of(campaign), date(2026, 10, 20))
    assert (reached.rate, reached.tally.rate, reached.pace) == (Decimal("75.0"), Decimal("50.0"), Pace.REACHED)


@pytest.mark.parametrize(
    ("day", "passed", "pace"),
    [
        # A hundred days, one of two targets done, all of them aimed at.
        (date(2026, 10, 20), "50.0", Pace.ON_PLAN), (date(2026, 10, 21), "51.0", Pace.BEHIND),
        (date(2026, 12, 9), "100.0", Pace.MISSED), (date(2026, 8, 31), "0.0", Pace.ON_PLAN),
    ],
)  # fmt: skip
def test_a_campaign_is_behind_when_less_is_done_than_time_has_passed(world, campaign, day, passed, pace):
    verify(report(of(campaign, 1), world.officer), world.inspector)

    reached = figures.standing(campaign, "share", queries.of(campaign), day)

    assert (reached.time_passed, reached.pace) == (Decimal(passed), pace)


def test_a_target_is_late_the_day_after_its_last_and_stays_late_when_it_was_reported_late(world, campaign):
    one, two = of(campaign, 1), of(campaign, 2)
    assert [figures.is_late(one, day) for day in (date(2026, 11, 2), date(2026, 11, 3))] == [False, True]

    assert figures.is_late(report(one, world.officer, at=moment("2026-11-03")), date(2026, 11, 3))
    assert not figures.is_late(report(two, world.officer, mark="b", at=moment("2026-11-02")), date(2026, 11, 9))
