"""What is not paid: taken back, stayed, given up, brought in by the court; and a decision that was revoked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.guards import NotPossible, OutOfOrder
from enforcement.orders.models import Order, Penalty
from enforcement.orders.queries import money
from enforcement.orders.states import PenaltyState
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter
from envportal.duties import register
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_pages import at, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def fresh(penalty: Penalty) -> Penalty:
    return Penalty.objects.get(pk=penalty.pk)


def board_says(penalty: Penalty) -> dict[str, str]:
    return dict(Notice.objects.filter(case=penalty.case, kind=board.Kind.PENALTY).latest("pk").facts)


def test_a_payment_on_the_wrong_case_is_taken_back_by_a_second_person_and_owed_again(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    wrong = penalty.payments.get()
    for by, sentence in ((of.finance, "另一人"),):
        with pytest.raises(NotPossible, match=sentence):
            actions.take_back_payment(penalty.pk, payment=wrong, reason="登错", by=by, at=moment("2026-10-09"))
    actions.take_back_payment(penalty.pk, payment=wrong, reason="登错", by=of.inspector, at=moment("2026-10-09"))

    assert money.account(fresh(penalty)).left == 190_000
    assert register.of(penalty.case).filter(state__in=register.UNDONE).get().due_on == date(2026, 10, 8)
    assert actions.added(fresh(penalty), date(2026, 10, 9)).amount == 5_700
    # The same receipt may be entered rightly.
    build.paid(of, fresh(penalty), 190_000, "2026-10-09")
    assert money.account(fresh(penalty)).left == 0


def test_more_time_given_late_does_not_undo_what_was_added(of):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="困难", by=of.applicant, at=moment("2026-10-10"))
    parts = [(date(2026, 11, 30), Decimal(190_000))]
    allowed = actions.allow_time(
        penalty.pk, agreed=True, why="属实", parts=parts, by=of.leader, at=moment("2026-10-10", "15:00")
    )

    # Two days of 5,700 before, and one after the new last day.
    assert actions.added(allowed, date(2026, 11, 30)).amount == 11_400
    assert actions.added(allowed, date(2026, 12, 1)).amount == 17_100


@pytest.mark.parametrize(
    "parts", ["2026-10-30 0\n2026-11-30 190000", "2026-10-30 90000\n2026-10-30 100000", "9999-12-31 190000"]
)
def test_instalments_that_cannot_be_are_refused_where_they_are_typed(of, parts):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="困难", by=of.applicant, at=moment("2026-09-20"))
    with at("2026-09-21"):
        page = f"/desk/penalties/{penalty.pk}/allow_time/"
        answer = post(signed_in(of.leader), page, agreed="yes", why="属实", parts=parts)

    assert answer.status_code == 422


def test_nothing_is_added_while_reconsideration_runs_and_the_board_says_so(of):
    penalty = build.decided(of)
    actions.record_remedy(
        penalty.pk, kind="reconsideration", since=date(2026, 10, 9), by=of.inspector, at=moment("2026-10-09")
    )
    assert actions.added(fresh(penalty), date(2026, 10, 20)).amount == 0
    assert board_says(penalty)["复议诉讼状态"] == "行政复议中"

    actions.end_remedy(
        penalty.pk, until=date(2026, 10, 20), outcome="upheld", paper="云政复决〔2026〕3号", by=of.inspector,
        at=moment("2026-10-20"),
    )  # fmt: skip
    assert actions.added(fresh(penalty), date(2026, 10, 21)).amount == 5_700
    assert board_says(penalty)["复议诉讼状态"] == "行政复议已结束，维持"


def test_a_revoked_decision_asks_nothing_and_is_shown_no_longer(of):
    penalty = build.decided(of)
    actions.record_remedy(penalty.pk, kind="lawsuit", since=date(2026, 9, 25), by=of.inspector, at=moment("2026-09-25"))
    actions.end_remedy(
        penalty.pk, until=date(2026, 10, 12), outcome="revoked", paper="（2026）云0102行初9号", by=of.inspector,
        at=moment("2026-10-12"),
    )  # fmt: skip
    found = fresh(penalty)
    limit = Clock.objects.get(case=penalty.case_id, matter="penalty_withdrawal")
    assert (found.state, limit.due_on) == (PenaltyState.CLOSED, date(2026, 10, 15))
    assert not register.of(penalty.case).filter(state__in=register.UNDONE).exists()

    actions.end_display(penalty.pk, by=of.leader, at=moment("2026-10-13"))
    left = Notice.objects.filter(case=penalty.case, state__in=[board.State.PENDING, board.State.PUBLISHED])
    assert not left.exists()
    assert Clock.objects.get(pk=limit.pk).stopped_on == date(2026, 10, 13)
    with pytest.raises(OutOfOrder):
        actions.end_display(penalty.pk, by=of.leader, at=moment("2026-10-14"))


def test_the_court_may_be_asked_within_three_months_of_the_last_instalment(of):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="困难", by=of.applicant, at=moment("2026-09-20"))
    parts = [(date(2027, 7, 30), Decimal(190_000))]
    actions.allow_time(penalty.pk, agreed=True, why="属实", parts=parts, by=of.leader, at=moment("2026-09-21"))
    actions.urge(penalty.pk, by=of.inspector, at=moment("2027-08-02"))
    letter = Letter.objects.get(case=penalty.case, kind="payment_urged")
    build.serve(of, penalty, letter, moment("2027-08-03"), date(2027, 8, 3))
    actions.go_to_court(
        penalty.pk, court_on=date(2027, 9, 1), court_words="云溪市人民法院", by=of.inspector, at=moment("2027-09-01")
    )
    actions.close(penalty.pk, reason="已申请强制执行", by=of.inspector, at=moment("2027-09-02"))
    assert not register.of(penalty.case).filter(state__in=register.UNDONE).exists()
    assert board_says(penalty)["执行情况"] == "已申请法院强制执行"

    # What the court brings in is entered on the closed case.
    build.paid(of, fresh(penalty), 190_000, "2027-12-01")
    assert board_says(penalty)["执行情况"] == "已履行"


def test_what_nobody_can_bring_in_is_given_up_by_a_leader(of):
    penalty = build.decided(of)
    found = actions.end_execution(penalty.pk, reason="企业已注销", by=of.leader, at=moment("2028-01-05"))

    assert found.state == PenaltyState.CLOSED
    assert board_says(penalty)["执行情况"] == "终结执行"


def test_a_person_is_masked_in_the_order_and_the_sealing_too(of):
    of.owner.name = "方小舟"
    of.owner.save()
    order = actions.sign_order(
        build.drafted(of, is_person=True, facts="方小舟直接排放。").pk,
        article=build.ARTICLE,
        by=of.head,
        at=moment("2026-09-02"),
    )
    build.serve(of, order, order.letter, moment("2026-09-03"), date(2026, 9, 3))
    notice = Notice.objects.get(case=Order.objects.get(pk=order.pk).case)

    assert (notice.owner_name, notice.usc_code) == ("方某某", "")
    assert "方小舟" not in str(notice.facts) + notice.title
