"""Review and signature: what pauses, what must be over, who may sign, and the other ends."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from approvals.applications import actions, rules
from approvals.applications.actions.decision import ProposedOtherwise
from approvals.applications.actions.review import GroundMissing, NoOpinion
from approvals.applications.guards import ExpertReviewRuns, HearingRequestOpen, HearingRightNotServed
from approvals.applications.models import Application
from approvals.applications.rules import ActedBefore, OutOfOrder
from approvals.applications.states import Conclusion, State
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.rules import WrongCode, matrix
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.refusals import NotYours, Refused
from tests import world
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
SIGNED = moment("2026-10-20", "09:00")


def test_nothing_pauses_before_the_head_has_confirmed_the_expert_review() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    before = clocks.due_on(application.case, Matter.STATUTORY)

    world.commission(yunxi, application)

    assert clocks.due_on(application.case, Matter.STATUTORY) == before


def test_an_expert_review_pauses_from_the_day_after_service_to_the_day_of_the_opinion() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.commission(yunxi, application)

    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23"))
    actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-30"))

    pauses = clocks.open_clock(application.case, Matter.STATUTORY).events.filter(kind="paused")
    assert [event.on for event in pauses] == [date(2026, 9, 24)]
    assert clocks.due_on(application.case, Matter.STATUTORY) == date(2026, 10, 21)


def test_without_electronic_service_the_clock_runs_until_the_window_records_service() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23"))
    letter = Letter.objects.get(case=application.case, kind="special_step")

    assert clocks.open_clock(application.case, Matter.STATUTORY).state == "running"

    world.hand_over(yunxi, letter, moment("2026-09-25"))

    clock = clocks.open_clock(application.case, Matter.STATUTORY)
    assert (clock.state, clock.events.get(kind="paused").on) == ("paused", date(2026, 9, 26))


def test_who_asked_for_the_review_does_not_confirm_it() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.commission(yunxi, application)
    world.give_role(yunxi.officer, "section_head")

    with pytest.raises(ActedBefore):
        actions.confirm_expert_review(application.pk, by=yunxi.officer, at=moment("2026-09-23"))


def test_no_proposal_while_the_experts_have_not_answered() -> None:
    yunxi = world.world()
    application = world.reviewed(yunxi)
    world.commission(yunxi, application)

    with pytest.raises(ExpertReviewRuns):
        actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))


def test_no_proposal_without_an_opinion() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with pytest.raises(NoOpinion):
        actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))


def test_no_signature_on_the_last_day_of_the_notice() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    last_day = moment("2026-10-19", "23:00")

    with pytest.raises(board.NoticeStillOpen):
        world.sign(yunxi, application, last_day)


def test_the_day_after_the_notice_the_approval_is_signed_and_numbered() -> None:
    yunxi = world.world()
    application = world.sign(yunxi, world.proposed(yunxi), SIGNED)

    letter = Letter.objects.get(case=application.case, kind="approval_reply")
    assert (application.state, letter.number) == (State.APPROVED, "云环审〔2026〕1号")
    assert letter.fields["conditions"] == ["密闭收集废气。", "夜间不生产。"]
    assert letter.sealed_at is None


def test_the_hearing_right_keeps_its_own_five_working_days() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, portal_service=False)

    with pytest.raises(HearingRightNotServed):
        world.sign(yunxi, application, SIGNED)

    letter = Letter.objects.get(case=application.case, kind="hearing_right")
    world.hand_over(yunxi, letter, moment("2026-10-20", "10:00"))
    with pytest.raises(HearingRequestOpen):
        world.sign(yunxi, application, moment("2026-10-27", "09:00"))

    assert world.sign(yunxi, application, moment("2026-10-28", "09:00")).state == State.APPROVED


def test_a_decision_opens_its_clocks_of_publication_and_of_delivery() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, portal_service=False)
    letter = Letter.objects.get(case=application.case, kind="hearing_right")
    world.hand_over(yunxi, letter, moment("2026-10-12", "10:00"))

    world.sign(yunxi, application, SIGNED)

    assert clocks.due_on(application.case, Matter.DECISION_PUBLICATION) == date(2026, 10, 29)
    assert clocks.due_on(application.case, Matter.DELIVERY) == date(2026, 11, 3)

    reply = Letter.objects.get(case=application.case, kind="approval_reply")
    world.hand_over(yunxi, reply, moment("2026-10-21", "10:00"))
    world.publish(yunxi, application, Notice.Kind.DECISION, moment("2026-10-21", "15:00"))

    assert clocks.due_on(application.case, Matter.DELIVERY) is None
    assert clocks.due_on(application.case, Matter.DECISION_PUBLICATION) is None


def test_a_code_signs_once_and_a_wrong_one_never() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    with pytest.raises(WrongCode):
        actions.approve(application.pk, code="000000", by=yunxi.leader, at=SIGNED)

    assert Application.objects.get(pk=application.pk).state == State.PROPOSED
    assert not Letter.objects.filter(case=application.case, kind="approval_reply").exists()


def test_only_the_leader_signs() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    for person in (yunxi.clerk, yunxi.officer, yunxi.head, yunxi.editor, yunxi.supervisor, yunxi.applicant):
        with pytest.raises(NotYours):
            actions.approve(application.pk, code=one_time_code(SIGNED), by=person, at=SIGNED)


def test_who_reviewed_does_not_sign() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.give_role(yunxi.officer, "leader")

    with pytest.raises(ActedBefore):
        actions.approve(application.pk, code=one_time_code(SIGNED), by=yunxi.officer, at=SIGNED)


def test_a_refusal_names_one_of_the_five_grounds() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with pytest.raises(GroundMissing):
        actions.write_opinion(
            application.pk, conclusion="refuse", text="不同意", by=yunxi.officer, at=moment("2026-09-18")
        )


def test_a_refusal_is_signed_as_it_was_proposed() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, Conclusion.REFUSE)

    with pytest.raises(ProposedOtherwise):
        world.sign(yunxi, application, SIGNED)
    refused = world.sign(yunxi, application, SIGNED, Conclusion.REFUSE)

    assert refused.state == State.REFUSED
    assert Letter.objects.get(case=application.case, kind="refusal").fields["ground"] == "5"
    assert Notice.objects.get(case=application.case, kind="decision").outcome == "refused"


def test_sent_back_to_review_the_notice_leaves_the_board_and_a_new_proposal_stands_anew() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    actions.send_back(application.pk, reason="条件不明确", by=yunxi.leader, at=moment("2026-10-14"))

    assert Application.objects.get(pk=application.pk).state == State.IN_REVIEW
    assert Notice.objects.filter(case=application.case, kind="proposed_decision", state="withdrawn").count() == 1

    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-15"))
    world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-15", "16:00"))
    with pytest.raises(board.NoticeStillOpen):
        world.sign(yunxi, application, moment("2026-10-22", "09:00"))


@pytest.mark.parametrize("at_state", ["submitted", "accepted", "proposed"])
def test_the_applicant_withdraws_at_any_time_before_the_decision(at_state: str) -> None:
    yunxi = world.world()
    application = getattr(world, at_state)(yunxi)

    actions.withdraw(application.pk, reason="项目取消", by=yunxi.applicant, at=moment("2026-10-14"))

    application = Application.objects.select_related("case").get(pk=application.pk)
    assert (application.state, application.case.closed_on) == (State.WITHDRAWN, date(2026, 10, 14))
    assert [clock.state for clock in clocks.of(application.case) if clock.matter != "publish"].count("running") == 0
    assert not Notice.objects.filter(case=application.case, state="pending").exists()


def test_a_record_is_written_in_chinese_whoever_works_in_english() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with override("en"):
        actions.withdraw(application.pk, reason="项目取消", by=yunxi.applicant, at=moment("2026-09-18"))

    dropped = Notice.objects.get(case=application.case)
    assert dropped.withdrawal_reason == "本件已撤回。"


def test_nothing_is_withdrawn_after_the_decision() -> None:
    yunxi = world.world()
    application = world.sign(yunxi, world.proposed(yunxi), SIGNED)

    with pytest.raises(OutOfOrder):
        actions.withdraw(application.pk, reason="后悔", by=yunxi.applicant, at=moment("2026-10-21"))


def test_after_acceptance_a_case_is_returned_terminated_or_transferred_with_reasons() -> None:
    yunxi = world.world()
    returned = actions.return_participation(
        world.accepted(yunxi).pk, reason="公参不充分", by=yunxi.officer, at=moment("2026-09-18")
    )

    assert returned.state == State.RETURNED
    assert Letter.objects.get(case=returned.case, kind="ended").fields["ending"] == "returned"


def test_a_transfer_names_the_right_authority() -> None:
    yunxi = world.world()
    moved = actions.transfer(
        world.accepted(yunxi).pk,
        reason="跨市",
        new_authority="江原省生态环境厅",
        by=yunxi.head,
        at=moment("2026-09-18"),
    )

    assert moved.state == State.TRANSFERRED
    assert Letter.objects.get(case=moved.case, kind="ended").fields["new_authority"] == "江原省生态环境厅"


def test_the_pledge_is_extended_once_before_its_end_and_told() -> None:
    yunxi = world.world()
    world.pledge(yunxi.bureau, amount=10, since=date(2026, 9, 1))
    application = world.accepted(yunxi)
    before = clocks.due_on(application.case, Matter.PLEDGED)

    actions.extend(application.pk, days=2, reason="补充监测", by=yunxi.leader, at=moment("2026-09-28"))

    letter = Letter.objects.get(case=application.case, kind="extension")
    assert clocks.due_on(application.case, Matter.PLEDGED) > before
    assert (letter.fields["original_due_on"], letter.fields["reasons"]) == (before.isoformat(), "补充监测")


def test_no_extension_passes_the_statute() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    with pytest.raises(Refused, match="法定时限"):
        actions.extend(application.pk, days=1, reason="补充监测", by=yunxi.leader, at=moment("2026-09-28"))

    assert not Letter.objects.filter(case=application.case, kind="extension").exists()


def test_every_verb_of_the_table_stands_in_the_permission_matrix() -> None:

    assert {verb.action for verb in rules.VERBS.values()} <= set(matrix())
