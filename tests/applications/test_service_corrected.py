"""Records of service put right by a second person, what hangs on them counted anew; and the day a letter was read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.queries import service as reads
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents import letters
from envportal.documents.models import Letter, Service
from envportal.documents.rules import NothingToCorrect, SamePerson
from tests import builders, world
from tests.applications.test_service import POST, on_paper, pauses, serve
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def correct(yunxi: world.World, letter: Letter, at: str, on: str, **changes: Any) -> Letter:
    said = {"reason": "回执上的日期看错了", "by": yunxi.officer, **changes}
    actions.correct_service(
        letter.case_id, letter=letter.pk, on=date.fromisoformat(on), at=moment(at), **said
    )  # fmt: skip
    return Letter.objects.get(pk=letter.pk)


class TestPuttingRight:
    def test_another_person_moves_the_day_and_the_pause_with_it(self, yunxi):
        application, letter = on_paper(yunxi)
        serve(yunxi, letter, "2026-09-29", on="2026-09-24", **POST)
        before = clocks.due_on(application.case, Matter.PLEDGED)

        moved = correct(yunxi, letter, "2026-09-30", on="2026-09-28")

        assert moved.served_on == date(2026, 9, 28)
        assert pauses(application) == {(date(2026, 9, 29), None)}
        assert clocks.verify() == []
        # Seven days over the national holiday hold up fewer working days than seven before it.
        after = clocks.due_on(application.case, Matter.PLEDGED)
        assert (before, after) == (date(2026, 10, 22), date(2026, 10, 21))
        old, new = Service.objects.filter(letter=letter)
        assert (old.superseded_at, new.corrects, new.tracking) == (moment("2026-09-30"), old, "EMS1234567890")

    def test_not_the_person_who_recorded_it(self, yunxi):
        _application, letter = on_paper(yunxi)
        serve(yunxi, letter, "2026-09-29", on="2026-09-24")

        with pytest.raises(SamePerson):
            correct(yunxi, letter, "2026-09-30", on="2026-09-28", by=yunxi.clerk)

    def test_what_did_not_arrive_after_all_waits_again_and_pauses_nothing(self, yunxi):
        application, letter = on_paper(yunxi)
        serve(yunxi, letter, "2026-09-24")

        waits = correct(yunxi, letter, "2026-09-25", on="2026-09-24", reached=False)

        assert waits.served_on is None
        assert pauses(application) == set()
        assert letter in reads.to_serve(yunxi.clerk, date(2026, 9, 25))
        assert serve(yunxi, letter, "2026-09-28").served_on == date(2026, 9, 28)

    def test_nothing_stands_that_could_be_put_right(self, yunxi):
        _application, letter = on_paper(yunxi)

        with pytest.raises(NothingToCorrect):
            correct(yunxi, letter, "2026-09-25", on="2026-09-24")

    def test_the_days_in_which_a_hearing_may_be_asked_for_move_too(self, yunxi):
        application = world.proposed(yunxi, portal_service=False)
        letter = application.case.letters.get(kind="hearing_right")
        serve(yunxi, letter, "2026-10-16", on="2026-10-13")
        assert application.proposals.get().hearing_until == date(2026, 10, 20)

        correct(yunxi, letter, "2026-10-16", on="2026-10-14")

        assert application.proposals.get().hearing_until == date(2026, 10, 21)

    def test_a_decision_stops_the_limit_of_its_delivery_on_the_day_it_was_served(self, yunxi):
        application = world.proposed(yunxi, portal_service=False)
        serve(yunxi, application.case.letters.get(kind="hearing_right"), "2026-10-12")
        application = world.sign(yunxi, application, moment("2026-10-20", "10:00"))
        letter = application.case.letters.get(kind="approval_reply")
        waiting = {row.pk: row for row in reads.to_serve(yunxi.clerk, date(2026, 10, 21))}
        assert waiting[letter.pk].due_on == date(2026, 11, 3)  # type: ignore[attr-defined]

        serve(yunxi, letter, "2026-11-05", on="2026-11-03", **POST)
        in_time = stopped(application)
        correct(yunxi, letter, "2026-11-06", on="2026-11-04", by=builders.staff("clerk", at=yunxi.bureau))

        assert (in_time, stopped(application)) == (date(2026, 11, 3), date(2026, 11, 4))


def stopped(application: Application) -> date | None:
    return Clock.objects.get(case=application.case, matter=Matter.DELIVERY).stopped_on


class TestReading:
    def test_reading_is_noted_once_and_moves_no_date(self, yunxi):
        application = world.submitted(yunxi)
        letter = application.case.letters.get(kind="receipt")

        for day in ("2026-09-15", "2026-09-16"):
            letters.read(letter, by=yunxi.applicant, at=moment(day))

        assert letter.reading.at == moment("2026-09-15")
        assert Letter.objects.get(pk=letter.pk).served_on == date(2026, 9, 14)
        assert log.history(application.case).filter(name="letter_read").count() == 1

    def test_what_nobody_has_read_for_three_days_is_listed(self, yunxi):
        application = world.submitted(yunxi)
        letter = application.case.letters.get(kind="receipt")

        listed = [list(reads.sent_not_read(yunxi.clerk, date(2026, 9, day))) for day in (16, 17)]
        letters.read(letter, by=yunxi.applicant, at=moment("2026-09-17"))

        assert listed == [[], [letter]]
        assert list(reads.sent_not_read(yunxi.clerk, date(2026, 9, 17))) == []
