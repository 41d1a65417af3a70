"""Every answer of the engine is the one found by walking day by day; what nobody has published is marked."""

from datetime import date, timedelta

import pytest

from envportal.workdays import TermError, due, shipped
from tests.workdays.brute_force import differences, disagreements

CALENDAR = shipped()


def test_random_terms_of_all_years_end_where_walking_ends():
    assert differences(3000, seed=9) == 0


def test_every_working_day_count_of_the_gazetted_years_agrees_with_the_gazette():
    asked, wrong = disagreements()

    assert (asked > 450_000, wrong) == (True, 0)


def test_no_end_beyond_the_gazetted_years_is_given_without_saying_so():
    last = CALENDAR.gazetted_to
    ends = [due(CALENDAR, last - timedelta(n), 60, unit) for n in range(40) for unit in ("working_day", "calendar_day")]

    assert {CALENDAR.is_provisional(end) for end in ends} == {True}
    assert not CALENDAR.is_provisional(last)


@pytest.mark.parametrize("start", [date(2003, 12, 31), date(2101, 1, 1)])
def test_a_year_nobody_knows_is_refused_and_not_guessed(start):
    with pytest.raises(TermError):
        CALENDAR.add(start, 1)
