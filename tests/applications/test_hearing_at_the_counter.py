"""A request for a hearing that is handed in on paper has until the counter closes (民法典 §203)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from approvals.applications import actions
from approvals.applications.models import HearingRequest
from envportal.deadlines.actions import set_hours
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked_on", "recorded_at", "handed_in_at", "is_late"),
    [
        ("2026-10-19", moment("2026-10-19", "17:30"), None, False),
        ("2026-10-19", moment("2026-10-19", "17:31"), None, True),
        ("2026-10-19", moment("2026-10-19", "18:05"), time(17, 30), False),
        ("2026-10-19", moment("2026-10-20", "09:00"), time(17, 31), True),
        ("2026-10-19", moment("2026-10-20", "09:00"), None, False),  # posted on the last day
        ("2026-10-16", moment("2026-10-16", "20:00"), None, False),  # not the last day
    ],
)
@pytest.mark.parametrize("asker", ["interested", "applicant"])
def test_what_is_handed_in_on_the_last_day_has_until_the_counter_closes(
    asker: str, asked_on: str, recorded_at: datetime, handed_in_at: time | None, is_late: bool
) -> None:
    yunxi = world.world()
    hours(yunxi)
    application = world.proposed(yunxi)

    world.ask_on_paper(yunxi, application, asked_on, recorded_at, asker=asker, handed_in_at=handed_in_at)

    request = HearingRequest.objects.get()
    assert (request.hearing is None) is is_late
    assert ("17:30下班为止" in request.refused_why) is is_late


def test_online_and_where_no_hours_are_published_the_last_day_ends_at_midnight() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.ask_on_paper(yunxi, application, "2026-10-19", moment("2026-10-19", "20:00"))
    hours(yunxi)
    actions.ask_hearing(application.pk, reason="请当面说明。", by=yunxi.applicant, at=moment("2026-10-19", "23:59"))

    assert not HearingRequest.objects.exclude(refused_why="").exists()


def hours(of: world.World) -> None:
    set_hours(
        of.bureau, time(17, 30), valid_from=date(2026, 9, 1), notice="云环告〔2026〕1号", by=None,
        at=moment("2026-09-01"),
    )  # fmt: skip
