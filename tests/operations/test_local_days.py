"""A bureau's own days: entered by one person, agreed to by another, and told to whoever counts on the day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from envportal.audit import log
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import CalendarDay, Clock, DayProposal
from envportal.deadlines.rules import local_days
from envportal.messaging.models import Message
from envportal.operations.actions import calendars
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment

pytestmark = pytest.mark.django_db
TYPED = {"day": "2026-10-09", "is_workday": "0", "name": "台风停工", "notice": "云政发〔2026〕3号"}
AT = moment("2026-09-18")


@pytest.fixture(autouse=True)
def _it_is_the_eighteenth_of_september() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


def test_a_day_moves_nothing_before_a_second_person_agrees_and_then_tells_those_concerned() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    pledged = Clock.objects.get(case=application.case, matter=Matter.PLEDGED)

    just_confirmed(yunxi.clerk).post("/desk/calendar/propose/", TYPED)
    proposal = DayProposal.objects.get()
    shown = just_confirmed(yunxi.head).get(f"/desk/calendar/{proposal.pk}/agree/").content.decode()
    untouched = Clock.objects.get(pk=pledged.pk).due_on
    just_confirmed(yunxi.head).post(f"/desk/calendar/{proposal.pk}/agree/", {})

    moved = Clock.objects.get(pk=pledged.pk)
    assert untouched == pledged.due_on < moved.due_on
    assert application.case.title in shown
    assert CalendarDay.objects.get().status == "local"
    event = log.history(application.case).filter(name="due_day_moved").get(facts__clock=pledged.pk)
    assert (event.facts["was"], event.facts["becomes"]) == (str(pledged.due_on), str(moved.due_on))
    told = set(Message.objects.filter(template="due_day_moved").values_list("to_user", flat=True))
    assert told == {yunxi.officer.pk, yunxi.applicant.pk}


def test_nobody_agrees_to_their_own_day() -> None:
    yunxi = world.world()
    just_confirmed(yunxi.head).post("/desk/calendar/propose/", TYPED)

    with pytest.raises(local_days.DayNeedsSecondPerson):
        calendars.agree_day(DayProposal.objects.get().pk, by=yunxi.head, at=AT)

    assert not CalendarDay.objects.exists()


def test_a_day_turned_down_leaves_the_calendar_as_it_is() -> None:
    yunxi = world.world()
    just_confirmed(yunxi.clerk).post("/desk/calendar/propose/", TYPED)

    just_confirmed(yunxi.head).post(f"/desk/calendar/{DayProposal.objects.get().pk}/decline/", {})

    assert not CalendarDay.objects.exists()
    assert "按全国日历办公" in just_confirmed(yunxi.leader).get("/desk/calendar/").content.decode()


def test_a_letter_says_which_year_is_provisional() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, at=moment("2026-09-17"))
    letter = application.case.letters.get(kind="acceptance")

    assert not letter.fields.get("provisional")


@pytest.mark.parametrize("day", ["2026-09-17", "2026-09-18"])
def test_a_day_that_has_come_is_refused_so_that_no_missed_limit_is_undone(day: str) -> None:
    yunxi = world.world()

    page = just_confirmed(yunxi.clerk).post("/desk/calendar/propose/", {**TYPED, "day": day}).content.decode()

    assert "最早从明天起" in page
    assert not DayProposal.objects.exists()
