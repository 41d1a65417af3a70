"""The rules of a penalty case, each at its edge."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.guards import (
    NoDailyPenalty,
    NotHeavier,
    NotPossible,
    NotYet,
    OutOfOrder,
    PastLimitation,
    SamePerson,
)
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import PenaltyState, SealingState
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.deadlines.rules.extensions import ExtendedAlready, ExtensionTooLate
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.refusals import NotYours
from tests.builders import moment, one_time_code
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def clock(row: Penalty | Order | Sealing, matter: str) -> Clock:
    return Clock.objects.filter(case=row.case_id, matter=matter).latest("pk")


# OPENING ----------------------------------------------------------------------------
def test_a_case_is_filed_within_fifteen_working_days_of_the_discovery_and_fifteen_more_once(of):
    penalty = build.opened(of)
    assert clock(penalty, Matter.CASE_FILING).due_on == date(2026, 9, 22)

    actions.extend_filing(penalty.pk, reason="证据待核实", by=of.leader, at=moment("2026-09-22"))
    # Fifteen working days after the 22nd, with 25 September and 1 to 7 October off and the 20th worked before.
    assert clock(penalty, Matter.CASE_FILING).due_on > date(2026, 10, 9)
    with pytest.raises(ExtendedAlready, match="立案审批"):
        actions.extend_filing(penalty.pk, reason="再延", by=of.leader, at=moment("2026-09-23"))


def test_an_extension_on_the_day_after_the_last_is_too_late(of):
    penalty = build.opened(of)

    with pytest.raises(ExtensionTooLate):
        actions.extend_filing(penalty.pk, reason="迟了", by=of.leader, at=moment("2026-09-23"))


def test_an_act_past_its_limitation_opens_no_case(of):
    with pytest.raises(PastLimitation):
        build.opened(of, act_from=date(2024, 1, 1), act_until=date(2024, 8, 31))

    assert build.opened(of, act_from=date(2024, 1, 1), act_until=date(2024, 8, 31), is_harmful=True).pk


def test_nobody_files_what_they_opened_and_no_inspector_files_at_all(of):
    penalty = build.opened(of)

    with pytest.raises(NotYours):
        actions.file_case(penalty.pk, by=of.inspector, at=moment("2026-09-02"))


def test_the_days_of_the_decision_stand_still_from_the_confirmation_by_the_head(of):
    penalty = build.filed(of)
    before = clock(penalty, Matter.PENALTY_DECISION).due_on
    actions.ask_wait(
        penalty.pk, ground="monitoring", paper="监测委托书 12 号", since=date(2026, 9, 7), until=date(2026, 9, 11),
        by=of.inspector, at=moment("2026-09-07"),
    )  # fmt: skip
    assert clock(penalty, Matter.PENALTY_DECISION).due_on == before

    actions.confirm_wait(penalty.pk, by=of.head, at=moment("2026-09-14"))

    after = clock(penalty, Matter.PENALTY_DECISION)
    assert (after.due_on - before).days == 7  # five working days, over one week-end
    assert after.rule.amount == 90


def test_preserved_evidence_is_dealt_with_in_seven_working_days_and_blocks_the_decision_until_then(of):
    penalty = build.filed(of)
    found = actions.add_evidence(
        penalty.pk, kind="object", what="便携式采样泵", taken_on=date(2026, 9, 4), preserved_on=date(2026, 9, 4),
        by=of.inspector, at=moment("2026-09-04"),
    )  # fmt: skip
    assert found.settle_by == clock(penalty, Matter.EVIDENCE).due_on == date(2026, 9, 15)

    actions.settle_evidence(penalty.pk, evidence=found, how="发还当事人", by=of.inspector, at=moment("2026-09-10"))
    assert clock(penalty, Matter.EVIDENCE).stopped_on == date(2026, 9, 10)


# PROPOSAL AND DEFENCE ------------------------------------------------------------------
def test_another_amount_than_the_tables_needs_a_reason_and_never_passes_the_law(of):
    penalty = build.filed(of)
    with pytest.raises(NotPossible, match="理由"):
        actions.propose(
            penalty.pk, facts="事实", steps=build.MILD, amount=Decimal(150_000), by=of.inspector,
            at=moment("2026-09-08"),
        )  # fmt: skip
    with pytest.raises(NotPossible, match="1,000,000"):
        actions.propose(
            penalty.pk, facts="事实", steps=build.MILD, amount=Decimal(1_000_001), deviates_why="影响恶劣",
            by=of.inspector, at=moment("2026-09-08"),
        )  # fmt: skip


def test_the_decision_waits_for_the_fifth_working_day_after_the_notice(of):
    penalty = build.notified(of)
    assert penalty.defend_until == date(2026, 9, 17)
    build.reviewed(of, penalty)

    with pytest.raises(NotYet, match="陈述申辩期"):
        build.decide(of, penalty, moment("2026-09-17", "23:00"))
    assert build.decide(of, penalty, moment("2026-09-18", "08:00")).state == PenaltyState.DECIDED


def test_a_defence_is_answered_and_never_makes_the_fine_heavier(of):
    penalty = build.notified(of)
    actions.state_defence(penalty.pk, words="设备刚刚损坏。", by=of.applicant, at=moment("2026-09-14"))
    build.reviewed(of, penalty)
    with pytest.raises(NotYet, match="复核"):
        build.decide(of, penalty, moment("2026-09-18"))

    actions.answer_defence(penalty.pk, adopted=False, answer="证据不足。", by=of.inspector, at=moment("2026-09-18"))
    with pytest.raises(NotHeavier):
        actions.propose(penalty.pk, facts="事实", steps=build.HARSH, by=of.inspector, at=moment("2026-09-18", "11:00"))
    decided = build.decide(of, penalty, moment("2026-09-18", "15:00"))
    assert "不予采纳：证据不足" in decided.decision.fields["said"]


def test_a_large_fine_is_reviewed_by_a_lawyer_before_it_is_decided(of):
    penalty = build.notified(of)
    build.waived(of, penalty)

    with pytest.raises(NotYet, match="法制审核"):
        build.decide(of, penalty, moment("2026-09-14"))


def test_a_hearing_is_asked_for_in_five_working_days_and_its_notice_leaves_seven(of):
    penalty = build.notified(of)
    with pytest.raises(NotPossible, match="2026-09-17"):
        actions.ask_hearing(penalty.pk, reason="数额过高", by=of.applicant, at=moment("2026-09-18"))
    actions.record_hearing_request(
        penalty.pk, reason="数额过高", asked_on=date(2026, 9, 17), by=of.inspector, at=moment("2026-09-18")
    )
    arranged: dict[str, Any] = {
        "held_at": time(9, 30),
        "place": "三楼会议室",
        "by": of.inspector,
        "at": moment("2026-09-18", "11:00"),
    }
    with pytest.raises(SamePerson):
        actions.arrange_hearing(penalty.pk, held_on=date(2026, 10, 15), chair=of.inspector, **arranged)
    with pytest.raises(NotPossible, match="七个工作日"):
        actions.arrange_hearing(penalty.pk, held_on=date(2026, 9, 24), chair=of.lawyer, **arranged)

    penalty = actions.arrange_hearing(penalty.pk, held_on=date(2026, 10, 15), chair=of.lawyer, **arranged)
    build.serve(of, penalty, penalty.hearing.letter, moment("2026-09-21"), date(2026, 9, 21))
    build.reviewed(of, penalty, moment("2026-09-22"))
    with pytest.raises(NotYet, match="听证"):
        build.decide(of, penalty, moment("2026-09-23"))
    actions.minute_hearing(
        penalty.pk,
        minutes="当事人请求从轻。",
        minuted_on=date(2026, 10, 15),
        by=of.lawyer,
        at=moment("2026-10-15", "17:00"),
    )
    decided = build.decide(of, penalty, moment("2026-10-16"))
    assert "2026年10月15日举行听证" in decided.decision.fields["hearing"]


def test_a_deviation_is_discussed_by_the_leaders_and_a_tie_is_no_agreement(of):
    penalty = build.notified(of, amount=Decimal(120_000), deviates_why="首次轻微，已消除影响")
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    with pytest.raises(NotYet, match="集体讨论"):
        build.decide(of, penalty, moment("2026-09-14"))

    actions.call_discussion(penalty.pk, by=of.leader, at=moment("2026-09-14", "11:00"))
    actions.speak(penalty.pk, view="agree", words="同意。", by=of.leader, at=moment("2026-09-14", "14:00"))
    with pytest.raises(NotPossible, match="至少 2"):
        actions.conclude_discussion(penalty.pk, minutes="……", by=of.leader, at=moment("2026-09-14", "14:30"))
    actions.speak(penalty.pk, view="other", words="偏轻。", by=of.deputy, at=moment("2026-09-14", "15:00"))
    found = actions.conclude_discussion(
        penalty.pk, minutes="没有过半数。", by=of.deputy, at=moment("2026-09-14", "16:00")
    )
    assert found.discussions.get().agreed is False
    with pytest.raises(NotYet, match="集体讨论"):
        build.decide(of, penalty, moment("2026-09-15"))


def test_who_investigated_does_not_decide_whatever_the_roles(of):
    of.leader.grants.create(role="inspector")
    at = moment("2026-09-18")
    penalty = build.notified(of)
    Penalty.objects.filter(pk=penalty.pk).update(opened_by=of.leader, filed_by=of.deputy)

    with pytest.raises(SamePerson):
        build.decide(of, penalty, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(decided_by=of.leader)


def test_nothing_is_punished_with_reasons_and_a_letter(of):
    penalty, at = build.notified(of), moment("2026-09-14")

    spared = actions.spare(
        penalty.pk, reason="违法行为轻微并及时改正，没有造成危害后果。", code=one_time_code(at), by=of.leader, at=at
    )

    assert (spared.state, spared.case.closed_on) == (PenaltyState.NOT_PUNISHED, date(2026, 9, 14))
    assert spared.decision.kind == "no_penalty"


# MONEY ----------------------------------------------------------------------------------
def test_the_party_pays_within_fifteen_days_the_last_of_which_moves_behind_the_holidays(of):
    penalty = build.decided(of)
    # 1 October, a holiday: the first day after the holidays is the 8th.
    assert penalty.pay_by == date(2026, 10, 8)
    duty = register.of(penalty.case).get()
    assert (duty.kind, duty.due_on) == (register.Kind.PAYMENT, date(2026, 10, 8))

    build.paid(of, penalty, 190_000, "2026-10-08")
    duty.refresh_from_db()
    assert duty.state == register.State.DONE
    assert actions.added(Penalty.objects.get(pk=penalty.pk), date(2027, 1, 1)).amount == 0


def test_instalments_make_the_whole_fine_and_have_their_own_last_days(of):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="流动资金困难。", by=of.applicant, at=moment("2026-09-20"))
    parts = [(date(2026, 10, 30), Decimal(100_000)), (date(2026, 11, 30), Decimal(90_000))]
    with pytest.raises(NotPossible, match="190,000"):
        actions.allow_time(
            penalty.pk, agreed=True, why="情况属实", parts=parts[:1], by=of.leader, at=moment("2026-09-21")
        )

    allowed = actions.allow_time(
        penalty.pk, agreed=True, why="情况属实", parts=parts, by=of.leader, at=moment("2026-09-21", "11:00")
    )

    assert allowed.pay_by == date(2026, 11, 30)
    assert register.of(penalty.case).get().due_on == date(2026, 11, 30)
    # Two days late with the first part: 2 x 3 % of 100,000.
    assert actions.added(allowed, date(2026, 11, 1)).amount == Decimal(6_000)
    assert Letter.objects.get(case=penalty.case, kind="payment_reply").fields["plan"] == [
        "2026年10月30日以前缴纳 100,000 元", "2026年11月30日以前缴纳 90,000 元",
    ]  # fmt: skip


def test_the_court_is_asked_after_the_remedies_and_ten_days_after_the_urging(of):
    penalty = build.decided(of)
    with pytest.raises(NotPossible, match="不用催告"):
        actions.urge(penalty.pk, by=of.inspector, at=moment("2026-10-08"))
    actions.urge(penalty.pk, by=of.inspector, at=moment("2027-03-10"))
    letter = Letter.objects.get(case=penalty.case, kind="payment_urged")
    assert letter.fields["added"] == "190,000"
    build.serve(of, penalty, letter, moment("2027-03-11"), date(2027, 3, 11))
    asked: dict[str, Any] = {"court_words": "云溪市人民法院", "by": of.inspector}
    # Served on 16 September: the remedies end on 16 March.
    with pytest.raises(NotPossible):
        actions.go_to_court(penalty.pk, court_on=date(2027, 3, 16), at=moment("2027-03-16"), **asked)
    with pytest.raises(NotPossible):
        actions.go_to_court(penalty.pk, court_on=date(2027, 3, 21), at=moment("2027-03-21"), **asked)
    actions.go_to_court(penalty.pk, court_on=date(2027, 3, 22), at=moment("2027-03-22"), **asked)
    assert actions.close(
        penalty.pk, reason="已申请强制执行", by=of.inspector, at=moment("2027-03-23")
    ).state == PenaltyState.CLOSED  # fmt: skip


# PUBLICATION AND REPAIR -------------------------------------------------------------------
def test_a_person_is_published_by_the_surname_alone(of):
    of.owner.name = "方小舟"
    of.owner.save()
    penalty = build.decided(of, is_person=True)

    notice = Notice.objects.get(case=penalty.case, kind=board.Kind.PENALTY)
    assert (notice.owner_name, notice.usc_code) == ("方某某", "")
    assert "方小舟" not in str(notice.facts) + notice.title
    assert notice.shown_until == date(2029, 9, 15)


def test_credit_repair_ends_the_display_after_three_months(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    actions.close(penalty.pk, reason="已缴清", by=of.inspector, at=moment("2026-10-09"))
    with pytest.raises(NotPossible, match="2026-12-15"):
        actions.ask_repair(penalty.pk, words="已整改。", by=of.applicant, at=moment("2026-12-14"))
    actions.ask_repair(penalty.pk, words="已整改。", by=of.applicant, at=moment("2026-12-15"))

    found = actions.answer_repair(penalty.pk, agreed=True, why="属实", by=of.leader, at=moment("2026-12-16"))

    assert found.shown_until == date(2026, 12, 16)
    assert {one.state for one in Notice.objects.filter(case=penalty.case)} == {board.State.WITHDRAWN}


# TRANSFER ----------------------------------------------------------------------------------
def told(of: build.Force, at: str) -> dict[str, Any]:
    return {
        "authority": "云溪市公安局", "facts": "私设暗管。", "law": "《行政处罚法》第27条",
        "enclosed": ["调查报告", "证据清单"],
        "by": of.leader, "at": moment(at),
    }  # fmt: skip


def test_a_suspected_crime_waits_for_public_security_and_comes_back_where_they_do_not_file_it(of):
    penalty = build.filed(of)
    sent = actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-10"))
    assert (sent.state, clock(penalty, Matter.PENALTY_DECISION).state) == (PenaltyState.TRANSFERRED, "paused")

    back = actions.record_reply(
        penalty.pk, replied_on=date(2026, 9, 20), accepted=False, reply="不予立案", by=of.inspector,
        at=moment("2026-09-21"),
    )  # fmt: skip
    assert (back.state, clock(penalty, Matter.PENALTY_DECISION).state) == (PenaltyState.FILED, "running")


def test_what_public_security_takes_on_is_closed_here(of):
    penalty = build.filed(of)
    actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-10"))

    closed = actions.record_reply(
        penalty.pk, replied_on=date(2026, 9, 20), accepted=True, reply="已立案侦查", by=of.inspector,
        at=moment("2026-09-21"),
    )  # fmt: skip
    assert (closed.state, closed.case.closed_on) == (PenaltyState.CLOSED, date(2026, 9, 21))


def test_a_transfer_for_detention_leaves_the_penalty_going_on(of):
    penalty = build.decided(of)

    sent = actions.transfer(penalty.pk, kind="detention", **told(of, "2026-09-20"))

    assert sent.state == PenaltyState.DECIDED
    with pytest.raises(OutOfOrder):
        actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-21"))


# ORDERS AND SEALINGS -------------------------------------------------------------------------
def test_an_order_that_was_followed_ends_with_its_re_inspection(of):
    order = build.served(of)
    actions.report_correction(order.pk, words="已修复。", by=of.applicant, at=moment("2026-09-10"))

    done = actions.reinspected(
        order.pk, visit_case=None, on=date(2026, 9, 15), outcome="corrected", facts="运行正常。", by=of.inspector,
        at=moment("2026-09-15"),
    )  # fmt: skip

    assert done.case.closed_on == date(2026, 9, 15)
    assert {duty.state for duty in register.of(order.case)} == {register.State.DONE}
    with pytest.raises(OutOfOrder):
        actions.renew(order.pk, within=date(2026, 10, 10), by=of.inspector, at=moment("2026-09-16"))


def test_the_re_inspection_is_due_thirty_days_after_service_and_warns_by_a_clock(of):
    order = build.served(of)

    # The thirtieth day is 3 October, in the holidays: it moves to the 8th.
    assert clock(order, Matter.RE_INSPECTION).due_on == order.look_by == date(2026, 10, 8)


def test_nobody_signs_their_own_draft(of):
    of.inspector.grants.create(role="section_head")

    with pytest.raises(SamePerson):
        actions.sign_order(build.drafted(of).pk, by=of.inspector, at=moment("2026-09-02"))


def test_an_order_after_a_monitoring_report_is_due_in_three_working_days(of):
    order = build.drafted(of, monitored_on=date(2026, 9, 1))
    assert clock(order, Matter.CORRECTION_ORDER).due_on == date(2026, 9, 4)

    actions.sign_order(order.pk, by=of.head, at=moment("2026-09-04"))
    assert clock(order, Matter.CORRECTION_ORDER).stopped_on == date(2026, 9, 4)


def test_only_a_fine_that_was_decided_is_repeated_by_the_day(of):
    order, penalty = build.served(of), build.notified(of)
    actions.reinspected(
        order.pk, visit_case=None, on=date(2026, 9, 14), outcome="refused", facts="拒绝进入。", by=of.inspector,
        at=moment("2026-09-14"),
    )  # fmt: skip

    with pytest.raises(NoDailyPenalty, match="还没有决定"):
        actions.open_daily(order.pk, repeats=penalty, by=of.inspector, at=moment("2026-09-14", "15:00"))


def sealed(of: build.Force) -> Sealing:
    sealing = actions.open_sealing(
        None, enterprise=of.owner, place="印刷车间", facts="直排废气。", law="《生态环境法典》", second=of.second,
        items=[("排风机", "2台", "")], by=of.inspector, at=moment("2026-09-01"),
    )  # fmt: skip
    return actions.approve_sealing(sealing.pk, by=of.leader, at=moment("2026-09-01", "11:00"))


def test_a_sealing_lasts_thirty_days_and_once_thirty_more_approved_before_the_end(of):
    sealing = sealed(of)
    # Thirty days after 1 September are 1 October, a holiday.
    assert sealing.ends_on == date(2026, 10, 8)

    longer = actions.extend_sealing(sealing.pk, reason="案情复杂", by=of.leader, at=moment("2026-09-28"))
    assert longer.ends_on == date(2026, 11, 2) or longer.ends_on > date(2026, 10, 30)
    with pytest.raises(OutOfOrder):
        actions.extend_sealing(sealing.pk, reason="再延", by=of.leader, at=moment("2026-10-10"))
    lifted = actions.lift_sealing(
        sealing.pk, reason="停止排放", lifted_on=date(2026, 10, 12), by=of.head, at=moment("2026-10-12")
    )
    assert (lifted.state, clock(sealing, Matter.SEALING).stopped_on) == (SealingState.LIFTED, date(2026, 10, 12))


def test_a_sealing_takes_two_inspectors_and_something_to_seal(of):
    said: dict[str, Any] = {"enterprise": of.owner, "place": "车间", "facts": "直排。", "law": "法", "by": of.inspector}
    at = moment("2026-09-01")
    for second, items in ((of.inspector, [("风机", "1", "")]), (of.head, [("风机", "1", "")]), (of.second, [])):
        with pytest.raises(NotPossible):
            actions.open_sealing(None, second=second, items=items, at=at, **said)
