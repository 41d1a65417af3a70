"""The window hands over, the section takes it in the bureau's own time; an extension holds once it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications import actions, rules
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.models import Clock, ClockEvent
from envportal.deadlines.rules.extensions import ExtendedAlready, ExtensionTooLate
from envportal.documents.models import Letter
from envportal.refusals import Refused
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment

pytestmark = pytest.mark.django_db

ACCEPTED = moment("2026-09-17")


def handed_over(yunxi: world.World):
    return actions.accept(world.submitted(yunxi).pk, by=yunxi.clerk, at=ACCEPTED)


def handover(application) -> Clock:
    return Clock.objects.get(case=application.case, matter=Matter.HANDOVER)


def test_acceptance_hands_the_case_over_for_one_working_day() -> None:
    assert handover(handed_over(world.world())).due_on == date(2026, 9, 18)


def test_a_silent_acceptance_hands_over_on_the_day_it_is_noticed() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    actions.accept_overdue(at=moment("2026-09-21", "00:05"))

    assert (handover(application).started_on, handover(application).due_on) == (date(2026, 9, 21), date(2026, 9, 22))


def test_a_section_that_takes_the_case_ends_the_hand_over_and_no_card_comes() -> None:
    yunxi = world.world()
    application = handed_over(yunxi)

    actions.take(application.pk, by=yunxi.officer, at=moment("2026-09-18", "17:00"))
    supervision.sweep(at=moment("2026-09-19", "00:30"))

    assert not Card.objects.filter(clock__matter=Matter.HANDOVER).exists()
    with pytest.raises(rules.OutOfOrder):
        actions.take(application.pk, by=yunxi.officer, at=moment("2026-09-18", "17:01"))


@pytest.mark.parametrize(("at", "cards"), [(("2026-09-18", "23:59"), 0), (("2026-09-19", "00:00"), 1)])
def test_a_late_hand_over_gets_its_card_when_the_day_is_over(at, cards) -> None:
    handed_over(world.world())

    supervision.sweep(at=moment(*at))

    assert Card.objects.filter(clock__matter=Matter.HANDOVER, colour="red").count() == cards


def test_the_first_thing_the_section_does_ends_the_hand_over() -> None:
    yunxi = world.world()
    application = handed_over(yunxi)

    world.commission(yunxi, application, at=moment("2026-09-18"))

    assert handover(application).stopped_on == date(2026, 9, 18)


def test_the_desk_shows_the_hand_over_and_lets_the_section_take_it() -> None:
    yunxi = world.world()
    application = handed_over(yunxi)
    client = just_confirmed(yunxi.officer)

    shown = client.get("/desk/").content.decode()
    client.post(f"/desk/cases/{application.pk}/take/", {}, follow=True)

    assert "移交审批科室" in shown
    assert handover(application).stopped_on is not None
    assert "take/" not in client.get(f"/desk/cases/{application.pk}/").content.decode()


def test_the_hand_over_is_no_date_of_the_applicant() -> None:
    application = handed_over(world.world())

    assert Matter.HANDOVER not in {face.matter for face in clocks.faces(application.case, date(2026, 9, 18))}


def extended(yunxi: world.World, day: str = "2026-09-28", **answers: Any):
    world.pledge(yunxi.bureau, amount=10, since=date(2026, 9, 1))
    application = world.accepted(yunxi, **answers)
    assert clocks.due_on(application.case, Matter.PLEDGED) == date(2026, 10, 8)
    return actions.extend(application.pk, days=1, reason="补充监测", by=yunxi.leader, at=moment(day))


def test_the_extension_names_its_served_letter() -> None:
    application = extended(world.world())

    event = Clock.objects.get(case=application.case, matter=Matter.PLEDGED).events.get(kind="extended")
    assert (event.letter.kind, event.letter.served_on, event.by.name) == ("extension", date(2026, 9, 28), "韩松年")


@pytest.mark.parametrize(
    ("served", "due"), [("2026-10-08", date(2026, 10, 9)), ("2026-10-09", date(2026, 10, 8))], ids=["in time", "late"]
)
def test_a_letter_on_paper_extends_only_if_served_before_the_end(served: str, due: date) -> None:
    yunxi = world.world()
    application = extended(yunxi, portal_service=False)
    before = clocks.due_on(application.case, Matter.PLEDGED)
    letter = Letter.objects.get(case=application.case, kind="extension")

    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment(served), **world.SIGNED)

    assert before == date(2026, 10, 8)
    assert clocks.due_on(application.case, Matter.PLEDGED) == due


def test_a_letter_that_waits_is_not_written_twice() -> None:
    yunxi = world.world()
    application = extended(yunxi, portal_service=False)

    with pytest.raises(rules.OutOfOrder, match="等待送达"):
        actions.extend(application.pk, days=1, reason="再延", by=yunxi.leader, at=moment("2026-09-29"))


def test_an_extension_a_day_late_is_refused_and_writes_no_letter() -> None:
    yunxi = world.world()
    with pytest.raises(ExtensionTooLate):
        extended(yunxi, day="2026-10-09")

    assert not Letter.objects.filter(kind="extension").exists()


def test_the_statute_is_never_extended() -> None:
    yunxi = world.world()
    application = extended(yunxi)
    statutory = Clock.objects.get(case=application.case, matter=Matter.STATUTORY)

    assert statutory.rule.extendable == 0
    assert not statutory.events.filter(kind="extended").exists()
    with pytest.raises((ExtendedAlready, Refused)):
        actions.extend(application.pk, days=1, reason="再延", by=yunxi.leader, at=moment("2026-09-29"))
    assert Ground.HEARING in statutory.rule.excludes


def test_the_service_of_an_extension_that_may_not_be_made_any_more_is_recorded_all_the_same() -> None:
    yunxi = world.world()
    application = extended(yunxi, portal_service=False)
    letter = Letter.objects.get(case=application.case, kind="extension")
    clocks.pause(
        application.case, Ground.PROPOSED_NOTICE, since=date(2026, 9, 28), until=date(2026, 10, 9), letter=None,
        by=None, confirmed_by=None, at=moment("2026-09-28"),
    )  # fmt: skip

    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-09-29"), **world.SIGNED)

    assert Letter.objects.get(pk=letter.pk).served_on == date(2026, 9, 29)
    assert log.history(application.case).filter(name="extension_without_effect").exists()
    assert not ClockEvent.objects.filter(clock__case=application.case, kind="extended").exists()
