"""How a fine is paid, published and forgotten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.guards import (
    NotPossible,
)
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.states import PenaltyState
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.supervision import actions as supervision
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def clock(row: Penalty | Order | Sealing, matter: str) -> Clock:
    return Clock.objects.filter(case=row.case_id, matter=matter).latest("pk")


# MONEY -----------------------------------------------------------------------------------
def test_the_party_pays_within_fifteen_days_the_last_of_which_moves_behind_the_holidays(of):
    penalty = build.decided(of)
    # 1 October, a holiday: the first day after the holidays is the 8th.
    assert penalty.pay_by == date(2026, 10, 8)
    duty = register.of(penalty.case).get()
    assert (duty.kind, duty.due_on) == (register.Kind.PAYMENT, date(2026, 10, 8))

    build.paid(of, penalty, 190_000, "2026-10-08")
    assert register.of(penalty.case).get().state == register.State.DONE
    assert actions.added(Penalty.objects.get(pk=penalty.pk), date(2027, 1, 1)).amount == 0


def test_a_party_that_pays_late_brings_the_bureau_no_card(of):
    penalty = build.decided(of)

    supervision.sweep(at=moment("2026-10-20"))

    assert not penalty.case.cards.filter(clock__matter=Matter.FINE_PAYMENT).exists()


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


def test_nothing_is_added_while_the_decision_is_contested_and_the_public_reads_of_it(of):
    penalty = build.decided(of)
    actions.contest(
        penalty.pk, kind="reconsideration", since=date(2026, 10, 10), by=of.inspector, at=moment("2026-10-10")
    )
    # 9 October alone: from the 10th on nothing is added.
    assert actions.added(penalty, date(2026, 10, 30)).amount == Decimal(5_700)
    told = dict(Notice.objects.filter(case=penalty.case).latest("pk").facts)
    assert (told["复议诉讼状态"], told["执行情况"]) == ("行政复议：正在审理", "未履行完毕")

    actions.end_contest(penalty.pk, until=date(2026, 10, 30), result="维持", by=of.inspector, at=moment("2026-11-02"))
    # And 31 October, 1 and 2 November: four days in all.
    assert actions.added(penalty, date(2026, 11, 2)).amount == Decimal(4 * 5_700)
    assert dict(Notice.objects.filter(case=penalty.case).latest("pk").facts)["复议诉讼状态"] == "行政复议：维持"


# PUBLICATION AND REPAIR ------------------------------------------------------------------
def test_a_person_is_published_by_the_surname_alone(of):
    of.owner.name = "方小舟"
    of.owner.save()
    penalty = build.decided(of, is_person=True, violation="not_filed")

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
    left = Notice.objects.filter(case=penalty.case, state__in=[board.State.PENDING, board.State.PUBLISHED])
    assert not left.exists()
