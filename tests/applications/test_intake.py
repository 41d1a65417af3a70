"""The window: silence, one correction letter, declining; each at the edge of its rule."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.actions.filing import Incomplete, NotDeclared, NotVerified
from approvals.applications.guards import AskedTooLate, Item, NothingAsked
from approvals.applications.models import Application
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db

ITEM = world.ITEM


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def test_two_clicks_submit_once() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi)

    first = actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14"), key="k1")
    second = actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14"), key="k1")

    assert first.case.number == second.case.number == "云环收〔2026〕1号"
    assert Letter.objects.filter(case=first.case).count() == 1
    assert log.history(first.case).filter(name="submitted").count() == 1


def test_an_unfinished_application_is_refused_with_the_steps_that_lack() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi, contact_phone="")

    with pytest.raises(Incomplete, match="联系人和文书送达"):
        actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14"))


def test_nobody_submits_without_taking_responsibility() -> None:
    yunxi = world.world()

    with pytest.raises(NotDeclared):
        actions.submit(world.filled(yunxi).pk, declared=False, by=yunxi.applicant, at=moment("2026-09-14"))


def test_an_unverified_enterprise_drafts_but_does_not_submit() -> None:
    yunxi = world.world(verified_on=None)

    with pytest.raises(NotVerified):
        actions.submit(world.filled(yunxi).pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14"))


def test_a_drafting_unit_types_but_only_the_owner_submits() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi)
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    world.grant(yunxi, agent)

    actions.save_step(draft.pk, by=agent, at=moment("2026-09-14"), contact_name="程以宁")
    with pytest.raises(NotYours):
        actions.submit(draft.pk, declared=True, by=agent, at=moment("2026-09-14"))

    assert log.history(draft.case).last().acting_for == "云溪和信包装有限公司"


def test_silence_on_the_fifth_working_day_is_not_yet_acceptance() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)  # Monday 14 September; the fifth working day is the make-up Sunday

    assert actions.accept_overdue(at=moment("2026-09-20", "23:59")) == 0
    assert state_of(application) == State.SUBMITTED


def test_silence_past_the_fifth_working_day_is_acceptance_dated_back_to_receipt() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    assert actions.accept_overdue(at=moment("2026-09-21", "00:05")) == 1
    assert actions.accept_overdue(at=moment("2026-09-21", "00:06")) == 0

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.accepted_on) == (State.IN_REVIEW, date(2026, 9, 14))
    assert application.accepted_by_silence
    assert clocks.open_clock(application.case, Matter.PLEDGED).started_on == date(2026, 9, 14)
    assert Message.objects.filter(template="accepted_by_silence", to_user=yunxi.applicant).count() == 1
    assert not Letter.objects.filter(case=application.case, kind="acceptance").exists()


def test_a_person_sends_out_the_letter_and_notice_of_a_silent_acceptance() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    actions.accept_overdue(at=moment("2026-09-21", "00:05"))

    actions.complete_acceptance(application.pk, by=yunxi.clerk, at=moment("2026-09-21", "09:00"))

    assert Letter.objects.filter(case=application.case, kind="acceptance").count() == 1
    assert Notice.objects.filter(case=application.case, kind="acceptance", state="pending").count() == 1


def test_a_correction_stops_all_clocks_and_its_answer_starts_them_anew() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-16"))

    assert state_of(application) == State.CORRECTION
    assert clocks.promised(application.case) is None or not [
        clock for clock in clocks.of(application.case) if clock.state != "stopped"
    ]

    world.supplement(application.pk, answer="已补", by=yunxi.applicant, at=moment("2026-09-23"))

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.received_on) == (State.SUBMITTED, date(2026, 9, 23))
    assert clocks.open_clock(application.case, Matter.STATUTORY).started_on == date(2026, 9, 23)
    assert application.case.number == "云环收〔2026〕1号"


def test_what_could_have_been_said_first_cannot_be_asked_later() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-16"))
    world.supplement(application.pk, answer="已补", by=yunxi.applicant, at=moment("2026-09-23"))

    with pytest.raises(AskedTooLate):
        world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-24"))

    again = {**ITEM, "origin": "uncured"}
    world.ask_correction(application.pk, items=[again], by=yunxi.clerk, at=moment("2026-09-24"))
    assert state_of(application) == State.CORRECTION


def test_a_second_correction_waits_for_its_answer_like_the_first() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    for asked, answered, origin in (("16", "18", "first"), ("21", "23", "uncured"), ("24", "25", "supplement")):
        item: Item = {**ITEM, "origin": origin}
        world.ask_correction(application.pk, items=[item], by=yunxi.clerk, at=moment(f"2026-09-{asked}"))
        waits = Application.objects.get(pk=application.pk)
        assert (waits.state, clocks.due_on(waits.case, Matter.STATUTORY)) == (State.CORRECTION, None)

        world.supplement(application.pk, answer=origin, by=yunxi.applicant, at=moment(f"2026-09-{answered}"))
        received = Application.objects.get(pk=application.pk).received_on
        assert (state_of(application), received) == (State.SUBMITTED, date(2026, 9, int(answered)))

    answers = application.corrections.order_by("round").values_list("answer", flat=True)
    assert list(answers) == ["first", "uncured", "supplement"]


def test_a_correction_letter_says_something() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    with pytest.raises(NothingAsked):
        world.ask_correction(application.pk, items=[], by=yunxi.clerk, at=moment("2026-09-16"))


def test_a_declined_application_is_closed_with_its_letter() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    actions.decline(
        application.pk, ground="not_ours", reasons="跨行政区域项目", right_authority="江原省生态环境厅", by=yunxi.clerk,
        at=moment("2026-09-15"),
    )  # fmt: skip

    application.case.refresh_from_db()
    assert (state_of(application), application.case.closed_on) == (State.DECLINED, date(2026, 9, 15))
    assert Letter.objects.get(case=application.case, kind="declined").number == "云环不受〔2026〕1号"


def test_a_step_out_of_order_says_who_was_quicker() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with pytest.raises(OutOfOrder, match=r"审查中.*周明远"):
        actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-18"))


def test_who_took_the_application_in_does_not_review_it() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.give_role(yunxi.clerk, "officer")
    application.case.holder = yunxi.clerk
    application.case.save()

    with pytest.raises(ActedBefore):
        actions.write_opinion(
            application.pk, conclusion="approve", text="同意", by=yunxi.clerk, at=moment("2026-09-18")
        )


def test_a_closed_case_takes_no_more_steps() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    actions.withdraw(application.pk, reason="项目取消", by=yunxi.applicant, at=moment("2026-09-15"))

    with pytest.raises(OutOfOrder):
        actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-16"))
