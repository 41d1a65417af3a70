"""Orders, sealings and transfers, each rule at its edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from enforcement.orders import actions
from enforcement.orders.guards import (
    NoDailyPenalty,
    NotPossible,
    OutOfOrder,
    SamePerson,
)
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import PenaltyState, SealingState
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.duties import register
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def clock(row: Penalty | Order | Sealing, matter: str) -> Clock:
    return Clock.objects.filter(case=row.case_id, matter=matter).latest("pk")


# TRANSFER --------------------------------------------------------------------------------
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
        penalty.pk, sent=penalty.transfers.get(), replied_on=date(2026, 9, 20), accepted=False, reply="不予立案",
        by=of.inspector, at=moment("2026-09-21"),
    )  # fmt: skip
    assert (back.state, clock(penalty, Matter.PENALTY_DECISION).state) == (PenaltyState.FILED, "running")


def test_what_public_security_takes_on_is_closed_here(of):
    penalty = build.filed(of)
    actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-10"))

    closed = actions.record_reply(
        penalty.pk, sent=penalty.transfers.get(), replied_on=date(2026, 9, 20), accepted=True, reply="已立案侦查",
        by=of.inspector, at=moment("2026-09-21"),
    )  # fmt: skip
    assert (closed.state, closed.case.closed_on) == (PenaltyState.CLOSED, date(2026, 9, 21))


def test_a_transfer_for_detention_leaves_the_penalty_going_on(of):
    penalty = build.decided(of)

    sent = actions.transfer(penalty.pk, kind="detention", **told(of, "2026-09-20"))

    assert sent.state == PenaltyState.DECIDED
    with pytest.raises(OutOfOrder):
        actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-21"))


# ORDERS AND SEALINGS ---------------------------------------------------------------------
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

    actions.sign_order(order.pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-04"))
    assert clock(order, Matter.CORRECTION_ORDER).stopped_on == date(2026, 9, 4)


def test_only_a_fine_that_was_decided_is_repeated_by_the_day(of):
    order, penalty = build.served(of), build.notified(of)
    actions.reinspected(
        order.pk, visit_case=None, on=date(2026, 9, 14), outcome="refused", facts="拒绝进入。", by=of.inspector,
        at=moment("2026-09-14"),
    )  # fmt: skip

    with pytest.raises(NoDailyPenalty, match="还没有决定"):
        actions.open_daily(order.pk, repeats=penalty, by=of.inspector, at=moment("2026-09-14", "15:00"))


def test_a_lead_belongs_to_an_order_upon_the_same_violation_only(of):
    with pytest.raises(NotPossible, match="同一违法行为"):
        build.opened(of, order=build.served(of), violation="evading")


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
