"""Some weeks of a bureau; `python -m tests.years --years 10` runs through as many years as one likes."""

import pytest

from tests.bureau_years import Years

pytestmark = pytest.mark.django_db


def test_weeks_of_a_bureau_leave_every_clock_proven_every_late_one_its_card_and_no_number_out():
    figures = Years(per_week=2).run(60)

    assert figures.violations == 0, figures
    assert min(figures.cases, figures.red, figures.yellow, figures.accepted_by_silence, figures.decided) > 0, figures
