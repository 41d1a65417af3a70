"""What holds for every term, found by trying many."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from envportal.workdays import due, explain, shipped
from tests.workdays import slow

CALENDAR = shipped()
# A busy machine is no fault of the engine.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
starts = st.dates(date(2004, 1, 1), date(2030, 12, 31))
amounts = st.integers(0, 90)
units = st.sampled_from(["working_day", "calendar_day"])


@st.composite
def terms(draw):
    start = draw(starts)
    pauses = draw(st.lists(st.tuples(st.integers(-10, 120), st.integers(0, 30)), max_size=4))
    days = [(start + timedelta(after), start + timedelta(after + length)) for after, length in pauses]
    return start, draw(amounts), draw(units), [pause for pause in days if pause[0] >= date(2004, 1, 1)]


@patient
@given(terms())
def test_the_engine_agrees_with_walking_day_by_day(term):
    assert due(CALENDAR, *term) == slow.due(*term)


@patient
@given(starts, st.integers(1, 90), st.integers(1, 80), st.integers(0, 30))
def test_n_paused_working_days_inside_the_term_move_a_working_day_deadline_by_n_working_days(
    start, amount, after, length
):
    first, last = start + timedelta(after), start + timedelta(after + length)
    assume(first <= due(CALENDAR, start, amount, "working_day"))

    n = CALENDAR.between(first - timedelta(1), last)

    assert due(CALENDAR, start, amount, "working_day", [(first, last)]) == due(
        CALENDAR, start, amount + n, "working_day"
    )


@patient
@given(terms())
def test_a_term_never_ends_on_a_rest_day_or_a_paused_day(term):
    start, amount, unit, pauses = term

    end = due(CALENDAR, start, amount, unit, pauses)

    assert slow.is_workday(end)
    assert not slow.paused(end, pauses)


@patient
@given(terms())
def test_the_order_of_pauses_and_a_pause_given_twice_change_nothing(term):
    start, amount, unit, pauses = term

    assert due(CALENDAR, start, amount, unit, [*reversed(pauses), *pauses]) == due(
        CALENDAR, start, amount, unit, pauses
    )


@patient
@given(terms())
def test_a_longer_term_never_ends_earlier(term):
    start, amount, unit, pauses = term

    assert due(CALENDAR, start, amount + 1, unit, pauses) >= due(CALENDAR, start, amount, unit, pauses)


@patient
@given(terms())
def test_a_strip_counts_as_many_days_as_the_term_has_and_ends_on_its_due_day(term):
    start, amount, unit, pauses = term

    days = explain.strip(CALENDAR, start, amount, unit, pauses)

    assert [day.ordinal for day in days if day.counted] == list(range(1, amount + 1))
    assert [day.date for day in days if day.is_due] == [due(CALENDAR, start, amount, unit, pauses)]
    assert [day.date for day in days] == [start + timedelta(n) for n in range(len(days))]


@patient
@given(terms(), st.integers(1, 400))
def test_a_later_start_never_ends_earlier(term, later):
    start, amount, unit, pauses = term

    assert due(CALENDAR, start + timedelta(later), amount, unit, pauses) >= due(CALENDAR, start, amount, unit, pauses)


@patient
@given(terms(), st.integers(-10, 120), st.integers(0, 60))
def test_a_pause_never_shortens_a_term(term, after, length):
    start, amount, unit, pauses = term
    one_more = [*pauses, (max(start + timedelta(after), date(2004, 1, 1)), start + timedelta(after + length + 10))]

    assert due(CALENDAR, start, amount, unit, one_more) >= due(CALENDAR, start, amount, unit, pauses)


@patient
@given(terms(), st.integers(1, 120), st.integers(0, 20), st.integers(0, 20))
def test_two_adjacent_pauses_are_one(term, after, length, more):
    start, amount, unit, pauses = term
    first = start + timedelta(after)
    last = first + timedelta(length)
    end = last + timedelta(1 + more)

    two = due(CALENDAR, start, amount, unit, [*pauses, (first, last), (last + timedelta(1), end)])

    assert two == due(CALENDAR, start, amount, unit, [*pauses, (first, end)])
