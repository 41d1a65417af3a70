"""A registration that is filed: every button once, the check by the officer alone, and what comes afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.actions.filing_numbers import NumberTaken
from approvals.applications.models import Application
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import RegistrationMode, State
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Document, Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import builders, world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_bad_input import post
from tests.applications.test_registrations import NUMBER, TODAY, check, draft, enter, filed, handed_over, receipt
from tests.builders import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


# TWICE ----------------------------------------------------------------------------
def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Event, Letter, Notice, Message, Clock, Document)}


STEPS: dict[str, tuple[Callable[[World], Application], Callable[[World, int, str], object]]] = {
    "hand_over": (
        draft,
        lambda of, pk, key: actions.hand_over(pk, declared=True, by=of.applicant, at=TODAY, key=key),
    ),
    "file": (
        draft,
        lambda of, pk, key: actions.file_registration(pk, declared=True, by=of.applicant, at=TODAY, key=key),
    ),
    "enter": (handed_over, lambda of, pk, key: enter(of, pk, key=key)),
    "check": (filed, check),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_double_click_does_it_once_and_another_click_is_told_it_is_done(name: str) -> None:
    nanpu = world.world(code="nanpu")
    if name == "file":
        world.set_mode(nanpu.bureau, RegistrationMode.PORTAL)
    reach, act = STEPS[name]
    pk = reach(nanpu).pk

    act(nanpu, pk, "one form")
    once = rows()
    act(nanpu, pk, "one form")

    assert rows() == once
    with pytest.raises(OutOfOrder):
        act(nanpu, pk, "another form")
    assert rows() == once


# WHO ----------------------------------------------------------------------------
@pytest.mark.parametrize("part", ["clerk", "head", "leader", "editor", "supervisor", "applicant"])
def test_the_officer_alone_checks_a_filing(part: str) -> None:
    nanpu = world.world(code="nanpu")
    pk, person = filed(nanpu).pk, getattr(nanpu, part)

    client = signed_in(person) if part == "applicant" else just_confirmed(person)
    status, _page = post(client, "check_filing", pk, finding="conforms", found="一致")

    assert status in {403, 404}
    with pytest.raises(NotYours):
        actions.check_filing(pk, finding="conforms", found="一致", by=person, at=TODAY)
    assert Application.objects.get(pk=pk).state == State.FILED


def test_who_entered_the_number_at_the_window_does_not_check_the_filing() -> None:
    nanpu = world.world(code="nanpu")
    pk = handed_over(nanpu).pk
    world.give_role(nanpu.officer, Role.CLERK)
    actions.enter_filing(pk, number=NUMBER, filed_on=date(2026, 9, 15), file=receipt(), by=nanpu.officer, at=TODAY)

    assert Application.objects.get(pk=pk).case.holder is None  # there is no other officer
    actions.assign(pk, officer=nanpu.officer, by=nanpu.head, at=TODAY)
    with pytest.raises(ActedBefore, match="受理"):
        check(nanpu, pk)


def test_another_bureau_sees_nothing_of_a_filing() -> None:
    nanpu, yunxi = world.world(code="nanpu"), world.world()
    application = filed(nanpu)

    for person in (yunxi.clerk, yunxi.officer, yunxi.head, yunxi.leader):
        client = just_confirmed(person)
        for name in ("case", "enter_filing", "check_filing"):
            assert client.get(reverse(f"applications:{name}", args=[application.pk])).status_code in {403, 404}
        assert application.case.title not in client.get(reverse("applications:desk")).content.decode()
        with pytest.raises(NotYours):
            actions.check_filing(application.pk, finding="conforms", found="一致", by=person, at=TODAY)
    other = signed_in(world.other_applicant(nanpu))
    for name in ("mine_case", "enter_my_filing", "withdraw"):
        assert other.get(reverse(f"applications:{name}", args=[application.pk])).status_code == 404


# AFTERWARDS -----------------------------------------------------------------------
def test_a_filing_is_withdrawn_by_its_applicant_before_it_is_checked_and_not_afterwards() -> None:
    nanpu = world.world(code="nanpu")
    pk = filed(nanpu).pk
    client = signed_in(nanpu.applicant)

    assert post(client, "withdraw", pk, reason="项目取消")[0] == 302

    application = Application.objects.get(pk=pk)
    assert (application.state, application.case.closed_on) == (State.WITHDRAWN, date(2026, 9, 16))
    assert {clock.state for clock in clocks.of(application.case) if clock.matter != Matter.PUBLISH} == {"stopped"}
    with pytest.raises(OutOfOrder):
        check(nanpu, pk)


def test_a_checked_filing_is_not_withdrawn() -> None:
    nanpu = world.world(code="nanpu")
    pk = check(nanpu, filed(nanpu).pk).pk

    with pytest.raises(OutOfOrder):
        actions.withdraw(pk, reason="项目取消", by=nanpu.applicant, at=moment("2026-09-29"))


def test_a_filing_nobody_checked_in_time_has_a_red_card() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    late = Card.objects.filter(case=application.case, colour="red", clock__matter="pledged")

    # Ten working days from 16 September end on Wednesday 30.
    supervision.sweep(at=moment("2026-09-30", "23:50"))
    assert not late.exists()
    supervision.sweep(at=moment("2026-10-01", "00:10"))
    assert late.get().legal_on == date(2026, 9, 30)


def test_a_filing_checked_in_time_has_no_red_card() -> None:
    nanpu = world.world(code="nanpu")
    application = check(nanpu, filed(nanpu).pk)

    supervision.sweep(at=moment("2026-10-20", "00:10"))

    assert not Card.objects.filter(case=application.case, colour="red", clock__matter="pledged").exists()


def test_the_board_says_that_a_filing_is_no_approval() -> None:
    nanpu = world.world(code="nanpu")
    notice = world.publish(nanpu, filed(nanpu), Notice.Kind.FILING, moment("2026-09-16", "16:00"))

    page = Client().get(f"/board/{notice.public_id}/").content.decode()

    assert NUMBER in page
    assert "不是批准" in page
    assert "批复" not in page


def test_a_number_withdrawn_is_free_again_and_one_that_stands_is_not() -> None:
    nanpu = world.world(code="nanpu")
    first = filed(nanpu)
    second = handed_over(nanpu)
    number = first.filing.number

    with pytest.raises(NumberTaken):
        enter(nanpu, second.pk, number)
    actions.withdraw(first.pk, reason="号写错了", by=nanpu.applicant, at=moment("2026-09-17", "11:00"))
    again = enter(nanpu, second.pk, number)

    assert again.filing.number == number


def test_a_filing_goes_to_another_officer_where_its_own_cannot_check_it() -> None:
    nanpu = world.world(code="nanpu")
    application = filed(nanpu)
    colleague = builders.staff(Role.OFFICER, "陈同事", at=nanpu.bureau, in_section=nanpu.officer.section)

    actions.assign(application.pk, officer=colleague, by=nanpu.head, at=moment("2026-09-17"))
    checked = actions.check_filing(
        application.pk, finding="conforms", found="一致。", by=colleague, at=moment("2026-09-18")
    )

    assert checked.filing.checked_by == colleague


def test_a_branch_follows_its_own_setting_before_that_of_the_bureau_above() -> None:
    nanpu = world.world(code="nanpu")
    branch = builders.bureau("nanpu-port", "南浦市生态环境局港口分局", "南环", parent=nanpu.bureau, is_branch=True)
    world.set_mode(nanpu.bureau, "review", since=date(2026, 9, 1))
    followed = queries.registration_mode(branch, date(2026, 9, 2))
    world.set_mode(branch, "portal", since=date(2026, 1, 1))

    assert (followed, queries.registration_mode(branch, date(2026, 9, 2))) == ("review", "portal")
