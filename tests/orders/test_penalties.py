"""A penalty case from its opening to its decision, each rule at its edge."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from enforcement.orders import actions
from enforcement.orders.guards import (
    NotHeavier,
    NotPossible,
    NotYet,
    PastLimitation,
    SamePerson,
)
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import PenaltyState
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.deadlines.rules.extensions import ExtendedAlready, ExtensionTooLate
from envportal.refusals import NotYours
from tests.builders import moment, one_time_code
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def clock(row: Penalty | Order | Sealing, matter: str) -> Clock:
    return Clock.objects.filter(case=row.case_id, matter=matter).latest("pk")


# OPENING ---------------------------------------------------------------------------------
def test_a_case_is_filed_within_fifteen_working_days_of_the_discovery_and_fifteen_more_once(of):
    penalty = build.opened(of)
    assert clock(penalty, Matter.CASE_FILING).due_on == date(2026, 9, 21)

    actions.extend_filing(penalty.pk, reason="证据待核实", by=of.leader, at=moment("2026-09-21"))
    # Fifteen more: 22-24, 28-30 September, 8-10 (the Saturday is worked), 12-16, 19 October.
    assert clock(penalty, Matter.CASE_FILING).due_on == date(2026, 10, 19)
    with pytest.raises(ExtendedAlready, match="立案审批"):
        actions.extend_filing(penalty.pk, reason="再延", by=of.leader, at=moment("2026-09-22"))


def test_an_extension_on_the_day_after_the_last_is_too_late(of):
    penalty = build.opened(of)

    with pytest.raises(ExtensionTooLate):
        actions.extend_filing(penalty.pk, reason="迟了", by=of.leader, at=moment("2026-09-22"))


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

    actions.confirm_wait(penalty.pk, waiting=penalty.waits.get(), by=of.head, at=moment("2026-09-14"))

    after = clock(penalty, Matter.PENALTY_DECISION)
    assert (after.due_on - before).days == 7  # five working days, over one week-end
    assert after.rule.amount == 90


def test_one_wait_ends_and_the_other_goes_on(of):
    penalty, rows = build.filed(of), []
    for ground, since in (("monitoring", date(2026, 9, 7)), ("appraisal", date(2026, 9, 10))):
        rows.append(
            actions.ask_wait(
                penalty.pk, ground=ground, paper="委托书", since=since, by=of.inspector, at=moment("2026-09-10")
            )
        )
        actions.confirm_wait(penalty.pk, waiting=rows[-1], by=of.head, at=moment("2026-09-10", "15:00"))

    actions.end_wait(penalty.pk, waiting=rows[0], until=date(2026, 9, 8), by=of.inspector, at=moment("2026-09-11"))

    assert [one.until for one in penalty.waits.all()] == [date(2026, 9, 8), None]


def test_preserved_evidence_is_dealt_with_in_seven_working_days_and_blocks_the_decision_until_then(of):
    penalty = build.filed(of)
    found = actions.add_evidence(
        penalty.pk, kind="object", what="便携式采样泵", taken_on=date(2026, 9, 4), preserved_on=date(2026, 9, 4),
        by=of.inspector, at=moment("2026-09-04"),
    )  # fmt: skip
    assert found.settle_by == clock(penalty, Matter.EVIDENCE).due_on == date(2026, 9, 15)

    actions.settle_evidence(penalty.pk, evidence=found, how="发还当事人", by=of.inspector, at=moment("2026-09-10"))
    assert clock(penalty, Matter.EVIDENCE).stopped_on == date(2026, 9, 10)


# PROPOSAL AND DEFENCE --------------------------------------------------------------------
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

    with pytest.raises(NotYet, match="陈述申辩期"):
        build.decide(of, penalty, moment("2026-09-17", "23:00"))
    build.reviewed(of, penalty, moment("2026-09-18", "00:10"))
    assert build.decide(of, penalty, moment("2026-09-18", "08:00")).state == PenaltyState.DECIDED


def test_a_defence_is_answered_and_never_makes_the_fine_heavier(of):
    penalty = build.notified(of)
    actions.state_defence(penalty.pk, words="设备刚刚损坏。", by=of.applicant, at=moment("2026-09-14"))
    with pytest.raises(NotYet, match="复核"):
        build.decide(of, penalty, moment("2026-09-18"))

    actions.answer_defence(penalty.pk, adopted=False, answer="证据不足。", by=of.inspector, at=moment("2026-09-18"))
    with pytest.raises(NotHeavier):
        actions.propose(
            penalty.pk, facts="事实", steps=build.HARSH, article=build.ARTICLE, by=of.inspector,
            at=moment("2026-09-18", "11:00"),
        )  # fmt: skip
    build.reviewed(of, penalty, moment("2026-09-18", "14:00"))
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
    with pytest.raises(NotYet, match="听证"):
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
    build.reviewed(of, penalty, moment("2026-10-15", "18:00"))
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
