"""Where a lawyer would look: silence before the sweep, pauses that never end, notices taken down, no pledge."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions, guards
from approvals.applications.actions.intake import AcceptedBySilence
from approvals.applications.actions.special_step import NoReviewRuns
from approvals.applications.models import Application
from approvals.applications.rules import OutOfOrder
from approvals.applications.states import Conclusion, State
from disclosure.board import board
from disclosure.board.guards import NotPending
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.models import TermRule
from envportal.documents.models import Letter
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db

ITEM = world.ITEM
# Received on Monday 14 September; the fifth working day is the make-up Sunday, 20 September.
DAY_AFTER = moment("2026-09-21", "00:01")


def test_nobody_asks_for_a_correction_once_silence_has_accepted_even_before_the_sweep() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    with pytest.raises(AcceptedBySilence):
        world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=DAY_AFTER)


def test_nobody_declines_once_silence_has_accepted() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    with pytest.raises(AcceptedBySilence):
        actions.decline(application.pk, ground="no_permit", reasons="不需要许可", by=yunxi.clerk, at=DAY_AFTER)


def test_who_accepts_after_the_fifth_day_accepts_as_of_receipt_with_the_letter() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    application = actions.accept(application.pk, by=yunxi.clerk, at=DAY_AFTER)

    assert (application.accepted_on, application.accepted_by_silence) == (date(2026, 9, 14), True)
    assert clocks.open_clock(application.case, Matter.PLEDGED).started_on == date(2026, 9, 14)
    assert Letter.objects.filter(case=application.case, kind="acceptance").count() == 1


def test_a_correction_on_the_fifth_working_day_is_in_time() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)

    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-20", "23:59"))

    assert Application.objects.get(pk=application.pk).state == State.CORRECTION


def test_a_bureau_without_a_pledge_works_under_the_statute_alone() -> None:
    yunxi = world.world()
    TermRule.objects.filter(matter=Matter.PLEDGED).delete()

    application = world.accepted(yunxi)

    assert clocks.open_clock(application.case, Matter.PLEDGED) is None
    assert clocks.promised(application.case).matter == Matter.STATUTORY


def test_silence_accepts_where_there_is_no_pledge() -> None:
    yunxi = world.world()
    TermRule.objects.filter(matter=Matter.PLEDGED).delete()
    world.submitted(yunxi)

    assert actions.accept_overdue(at=DAY_AFTER) == 1


def test_an_opinion_is_not_filed_before_the_review_was_confirmed() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.commission(yunxi, application)

    with pytest.raises(NoReviewRuns):
        actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-24"))


def test_the_head_calls_a_review_off_that_was_never_confirmed() -> None:
    yunxi = world.world()
    application = world.reviewed(yunxi)
    world.commission(yunxi, application, at=moment("2026-10-09", "11:00"))

    actions.call_off_expert_review(application.pk, reason="没有必要", by=yunxi.head, at=moment("2026-10-10"))

    assert guards.running_step(application, Ground.EXPERT_REVIEW) is None
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))


def test_a_review_without_an_answer_is_called_off_and_the_clocks_go_on_the_day_after() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23"))

    actions.call_off_expert_review(application.pk, reason="专家无法出具意见", by=yunxi.head, at=moment("2026-09-30"))

    clock = clocks.open_clock(application.case, Matter.STATUTORY)
    assert (clock.state, clock.due_on) == ("running", date(2026, 10, 21))


def test_there_is_nothing_to_call_off_where_no_review_runs() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with pytest.raises(NoReviewRuns):
        actions.call_off_expert_review(application.pk, reason="没有必要", by=yunxi.head, at=moment("2026-09-23"))


def test_an_acceptance_notice_that_was_taken_down_can_be_handed_in_again() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    notice = world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    board.withdraw(notice.pk, reason="公开本有误", by=yunxi.leader, at=moment("2026-09-18"))

    actions.complete_acceptance(application.pk, by=yunxi.clerk, at=moment("2026-09-18", "15:00"))

    assert board.notices_of(application.case).filter(kind="acceptance", state="pending").count() == 1
    assert Letter.objects.filter(case=application.case, kind="acceptance").count() == 1


def test_sending_back_takes_the_corrected_notice_down_too() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    notice = board.current(application.case, Notice.Kind.PROPOSED_DECISION)
    corrected = board.correct(
        notice.pk, facts={"建设地点": "青石镇"}, reason="地点写错", by=yunxi.editor, at=moment("2026-10-13")
    )
    second = builders.staff(Role.EDITOR, "何见")
    board.publish(corrected.pk, by=second, at=moment("2026-10-13", "11:00"))

    actions.send_back(application.pk, reason="请再核实", by=yunxi.leader, at=moment("2026-10-14"))

    assert board.current(application.case, Notice.Kind.PROPOSED_DECISION) is None


def test_no_signature_while_a_corrected_notice_waits() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    notice = board.current(application.case, Notice.Kind.PROPOSED_DECISION)
    board.correct(notice.pk, facts={"建设地点": "青石镇"}, reason="地点写错", by=yunxi.editor, at=moment("2026-10-19"))

    with pytest.raises(board.NoticeNotPublished):
        world.sign(yunxi, application, moment("2026-10-20", "09:00"))


def test_a_notice_with_an_identity_number_is_mended_before_it_goes_out() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, overview="联系人身份证 11010519491231002X，新增生产线。")
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    actions.write_opinion(
        application.pk,
        conclusion=Conclusion.APPROVE,
        text="同意。",
        conditions=(),
        by=yunxi.officer,
        at=moment("2026-10-09"),
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12", "08:00"))
    waiting = Notice.objects.get(case=application.case, kind="proposed_decision", state="pending")
    with pytest.raises(board.PersonalData):
        board.publish(waiting.pk, by=yunxi.editor, at=moment("2026-10-12", "17:00"))

    facts = {**dict(waiting.facts), "项目概况": "新增生产线。"}
    mended = board.correct(
        waiting.pk, facts=facts, reason="删去个人信息", by=yunxi.editor, at=moment("2026-10-12", "17:10")
    )
    second = builders.staff(Role.EDITOR, "何见")
    board.publish(mended.pk, by=second, at=moment("2026-10-12", "17:20"))

    assert board.current(application.case, Notice.Kind.PROPOSED_DECISION) == mended


def test_publishing_one_notice_leaves_the_publication_clock_of_another_running() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    actions.write_opinion(
        application.pk,
        conclusion=Conclusion.APPROVE,
        text="同意。",
        conditions=(),
        by=yunxi.officer,
        at=moment("2026-09-18"),
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-09-18", "11:00"))

    world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-09-18", "12:00"))

    clock = clocks.open_clock(application.case, Matter.PUBLISH)
    assert (clock.started_on, clock.due_on) == (date(2026, 9, 17), date(2026, 9, 18))


def test_a_draft_put_away_is_neither_typed_in_nor_filed() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi)
    actions.delete_draft(draft.pk, by=yunxi.applicant, at=moment("2026-09-14"))

    with pytest.raises(OutOfOrder):
        actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14"))


def test_an_officer_of_another_bureau_without_a_section_never_gets_the_case() -> None:
    yunxi = world.world()
    yunxi.officer.grants.all().delete()
    builders.staff(Role.OFFICER, "外局", at=builders.bureau("dongling", "东岭市生态环境局", "东环"))
    yunxi.bureau.sections.filter(kind="review").update(kind="window")

    application = actions.accept(world.submitted(yunxi).pk, by=yunxi.clerk, at=moment("2026-09-17"))

    assert application.case.holder is None


def test_a_decision_that_waits_to_be_published_is_mended_not_withdrawn() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.sign(yunxi, application, moment("2026-10-20", "09:00"))
    waiting = Notice.objects.get(case=application.case, kind="decision")
    second = builders.staff(Role.LEADER, "副局长")

    with pytest.raises(NotPending):
        board.withdraw(waiting.pk, reason="有误", by=second, at=moment("2026-10-20", "10:00"))

    assert board.notices_of(application.case).filter(kind="decision", state="pending").exists()
