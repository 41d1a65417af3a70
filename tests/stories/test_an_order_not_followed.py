"""A printing works is told to stop emitting, goes on, and pays for every day of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions, enforcing
from enforcement.orders.models import Order, Penalty
from enforcement.orders.states import OrderState, PenaltyState
from envportal.deadlines.models import Clock
from envportal.duties import register
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


def test_an_order_that_is_not_followed_brings_a_daily_penalty_and_a_new_order():
    of = build.force()
    order = build.served(of)
    penalty = build.decided(of, order=order)

    assert (order.served_on, order.look_by) == (date(2026, 9, 3), date(2026, 10, 8))
    assert penalty.amount == Decimal(190_000)
    assert penalty.pay_by == date(2026, 10, 8)

    actions.report_correction(order.pk, words="已修复吸附装置。", by=of.applicant, at=moment("2026-09-18"))
    enforcing.reinspected(
        order.case, visit_case=None, on=date(2026, 9, 23), outcome="continued", facts="装置没有运行，废气直排。",
        by=of.inspector, at=moment("2026-09-23", "17:00"),
    )  # fmt: skip
    following = actions.renew(order.pk, within=date(2026, 10, 10), by=of.inspector, at=moment("2026-09-24"))
    daily = actions.open_daily(order.pk, repeats=penalty, by=of.inspector, at=moment("2026-09-24", "11:00"))

    assert Order.objects.get(pk=order.pk).state == OrderState.RENEWED
    assert following.previous_id == order.pk
    assert [duty.state for duty in register.of(order.case)] == [register.State.PASSED, register.State.DONE]

    actions.file_case(daily.pk, by=of.leader, at=moment("2026-09-25"))
    actions.add_evidence(
        daily.pk, kind="site", what="复查笔录", taken_on=date(2026, 9, 23), by=of.inspector, at=moment("2026-09-25")
    )
    proposed = actions.propose(daily.pk, facts="复查时仍在直排。", by=of.inspector, at=moment("2026-09-28"))

    # 4 to 23 September are twenty days, each at the original fine.
    assert proposed.amount == Decimal(20 * 190_000)
    assert proposed.reckoning == ["2026-09-04 至 2026-09-23，共 20 日", "190,000 × 20 = 3,800,000 元"]

    notice = actions.notify(daily.pk, by=of.head, at=moment("2026-09-29"))
    build.serve(of, notice, notice.notice, moment("2026-09-29", "16:00"), date(2026, 9, 29))
    actions.record_defence(
        daily.pk, said="waived", received_on=date(2026, 9, 30), by=of.inspector, at=moment("2026-09-30")
    )
    build.reviewed(of, daily, moment("2026-10-09"))
    actions.call_discussion(daily.pk, by=of.leader, at=moment("2026-10-09", "14:00"))
    for n, leader in enumerate((of.leader, of.deputy)):
        actions.speak(daily.pk, view="agree", words="同意。", by=leader, at=moment("2026-10-09", f"15:0{n}"))
    actions.conclude_discussion(daily.pk, minutes="一致同意。", by=of.deputy, at=moment("2026-10-09", "15:30"))
    decided = build.decide(of, daily, moment("2026-10-12"))

    assert decided.state == PenaltyState.DECIDED
    assert decided.decision.kind == "daily_penalty"
    assert decided.decision.fields["formula"] == "190,000 × 20 = 3,800,000"
    facts = dict(Notice.objects.get(case=daily.case, kind=board.Kind.PENALTY).facts)
    assert facts["罚款金额"] == "3800000.00"
    assert facts["公示到哪天"] == "2029年10月12日"

    # The fine itself is paid ten days late: 3 % of 190,000 on each of the ten days after 8 October.
    build.paid(of, penalty, 190_000, "2026-10-18")
    assert actions.added(Penalty.objects.get(pk=penalty.pk), date(2026, 10, 20)).amount == Decimal(57_000)
    build.paid(of, penalty, 57_000, "2026-10-20", kind="added")
    closed = actions.close(penalty.pk, reason="已缴清。", by=of.inspector, at=moment("2026-10-21"))
    assert (closed.state, closed.case.closed_on) == (PenaltyState.CLOSED, date(2026, 10, 21))
    assert not Clock.objects.filter(case=penalty.case, stopped_on=None).exclude(matter="publish").exists()
