"""What the public reads: records by kind and never by name, measures by law, satisfaction by month."""

from __future__ import annotations

from datetime import date

import pytest

from envportal.accountability.enums import Cause
from envportal.accountability.queries import figures
from envportal.accountability.rules import grades
from envportal.ratings import queries as ratings
from envportal.ratings.models import Rating
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
OVER = date(2027, 1, 1)


def test_records_are_counted_by_year_and_cause_and_small_numbers_are_hidden(office):
    for n in range(5):
        office.opened(ref=f"changed-{n}")
    office.opened(cause=Cause.CORRECTION, ref="correction-2", at=moment("2027-01-04"))

    lines = [
        (line.year, line.cause, line.shown["opened"], line.shown["parts"])
        for line in figures.by_cause(office.case.bureau)
    ]

    assert lines == [(2027, "correction", "<5", "<5"), (2026, "wrong", "5", "15")]


@pytest.mark.parametrize(("n", "told"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
def test_no_number_from_one_to_four_is_told(n, told):
    assert figures.told(n) == told


def test_figures_are_read_with_one_record_and_with_three_under_the_same_number_of_queries(
    office, django_assert_num_queries
):
    for n in range(3):
        office.opened(ref=f"changed-{n}")
        with django_assert_num_queries(7):
            figures.by_cause(office.case.bureau)


def test_every_cause_has_a_range_of_known_measures_and_none_is_called_verified():
    on = date(2026, 10, 12)

    assert {cause for cause in Cause if grades.range_of(cause, on).grades} == set(Cause)
    assert not any(grade.verified for grade in grades.grades(on))


def test_a_range_runs_from_its_lightest_to_its_heaviest():
    found = grades.range_of(Cause.CORRECTION, date(2026, 10, 12))

    assert [grade.code for grade in found.grades] == ["talk", "review", "admonish", "transfer", "warning"]
    assert (found.lightest.is_ours, found.heaviest.is_ours) == (True, False)


def test_measures_are_dated():
    assert grades.grades(date(2018, 1, 1)) == ()
    with pytest.raises(LookupError):
        grades.range_of(Cause.WRONG, date(2020, 6, 30))


# SATISFACTION BY MONTH --------------------------------------------------------------------
def rated(section, month: int, scores: list[int], service: str = "inspection") -> None:
    Rating.objects.bulk_create(
        Rating(
            bureau=section.bureau, section=section, service=service, quarter=f"2026Q{(month + 2) // 3}",
            month=f"2026-{month:02d}", score=score,
        )
        for score in scores
    )  # fmt: skip


def test_satisfaction_is_told_by_month_once_the_quarter_is_over():
    section = builders.section()
    rated(section, 10, [5, 5, 4, 3, 1])
    rated(section, 11, [2, 2, 5, 5, 5])

    assert ratings.trend(section.bureau, date(2026, 12, 31)) == []
    found = [(row["span"], row["ratings"], row["share"]) for row in ratings.trend(section.bureau, OVER)]
    assert found == [("2026-11", 5, 60), ("2026-10", 5, 80)]


def test_a_quarter_with_a_month_of_four_stands_as_one_line():
    section = builders.section()
    rated(section, 10, [5] * 6)
    rated(section, 11, [1] * 4)

    assert [(row["span"], row["ratings"]) for row in ratings.trend(section.bureau, OVER)] == [("2026Q4", 10)]


def test_a_section_of_four_is_in_no_month():
    section, small = builders.section(), builders.section(name="执法科")
    rated(section, 10, [5] * 5)
    rated(small, 10, [1] * 4)

    assert [(row["ratings"], row["share"]) for row in ratings.trend(section.bureau, OVER)] == [(5, 100)]
