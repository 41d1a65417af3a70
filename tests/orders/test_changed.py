"""A decision that reconsideration or a court changed, and a limit the leaders lengthen once more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction

from enforcement.orders import actions
from enforcement.orders.guards import NotHeavier, NotPossible
from enforcement.orders.models import Penalty
from enforcement.orders.queries import money
from enforcement.orders.states import PenaltyState
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.rules.extensions import ExtendedAlready, ExtensionTooLate, NotExtendedYet
from envportal.documents.models import Document, Letter
from envportal.duties import register
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.orders import builders as build
from tests.orders.test_collecting import board_says

pytestmark = pytest.mark.django_db
PAPER = "云政复决〔2026〕3号"


@pytest.fixture
def of() -> build.Force:
    return build.force()


def fresh(penalty: Penalty) -> Penalty:
    return Penalty.objects.get(pk=penalty.pk)


def contested(of: build.Force, penalty: Penalty, since: str = "2026-10-09") -> Penalty:
    return actions.record_remedy(
        penalty.pk, kind="reconsideration", since=date.fromisoformat(since), by=of.inspector, at=moment(since)
    )


def changed(of: build.Force, penalty: Penalty, amount: int, until: str = "2026-10-20", **told: Any) -> Penalty:
    facts: dict[str, Any] = {
        "content": f"罚款变更为 {amount} 元", "file": corpus.upload(corpus.pdf()), "paper": PAPER, **told,
    }  # fmt: skip
    return actions.end_remedy(
        penalty.pk, until=date.fromisoformat(until), outcome="changed", new_amount=Decimal(amount), by=of.inspector,
        at=moment(until), **facts,
    )  # fmt: skip


# A CHANGED DECISION ------------------------------------------------------------------------
def test_what_is_owed_after_a_change_is_the_new_fine_and_what_is_added_counts_by_it(of):
    penalty = contested(of, build.decided(of))
    old = register.of(penalty.case).get()

    penalty = changed(of, penalty, 100_000)

    assert (penalty.state, penalty.pay_by) == (PenaltyState.DECIDED, date(2026, 10, 8))
    assert penalty.amount == 100_000
    remedy = penalty.remedies.get()
    assert [remedy.was_amount, remedy.new_amount] == [190_000, 100_000]
    assert (remedy.document.kind, remedy.document.is_inside) == ("remedy_paper", True)
    # Stayed until the 20th: one day late on the 21st, three per cent of the new fine.
    assert actions.added(penalty, date(2026, 10, 21)).amount == 3_000
    assert actions.added(penalty, date(2027, 10, 21)).amount == 100_000
    duties = register.of(penalty.case)
    assert register.of(penalty.case).get(pk=old.pk).state == register.State.DROPPED
    assert "100,000" in duties.get(state__in=register.UNDONE).title


def test_the_party_the_leaders_and_the_board_learn_of_a_change(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000)

    told = Message.objects.get(template="penalty_changed", to_user=of.applicant)
    assert "100,000" in told.body
    assert Message.objects.filter(template="penalty_changed_inside", to_user=of.leader).exists()
    shown = board_says(penalty)
    assert Decimal(shown["罚款金额"]) == 100_000
    assert shown["复议诉讼状态"] == f"行政复议已结束，决定变更：罚款由 190,000 元变更为 100,000 元（{PAPER}）"


def test_a_change_never_makes_the_fine_heavier_and_always_has_its_paper(of):
    penalty = contested(of, build.decided(of))
    with pytest.raises(NotHeavier):
        changed(of, penalty, 190_001)
    with pytest.raises(NotPossible, match="大于零"):
        changed(of, penalty, 0)
    with pytest.raises(NotPossible, match="文书"):
        changed(of, penalty, 100_000, file=None)
    with pytest.raises(NotPossible, match="变更"):
        changed(of, penalty, 100_000, content=" ")

    assert changed(of, penalty, 190_000, content="违法事实的认定变更，数额不变").amount == 190_000
    assert not Document.objects.filter(case=penalty.case, kind="remedy_paper").exclude(is_inside=True).exists()


def test_who_paid_more_than_the_new_fine_gets_it_back_before_the_case_is_closed(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    penalty = changed(of, contested(of, penalty), 100_000)

    assert actions.over(penalty, date(2026, 10, 21)) == 90_000
    with pytest.raises(NotPossible, match="90,000"):
        actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-21"))
    with pytest.raises(NotPossible):
        build.paid(of, penalty, 90_001, "2026-10-21", "退 1", kind="back")
    build.paid(of, penalty, 90_000, "2026-10-21", "退 1", kind="back")

    assert actions.over(fresh(penalty), date(2026, 10, 22)) == 0
    assert actions.added(fresh(penalty), date(2027, 1, 1)).amount == 0
    assert actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-22")).state == "closed"


def test_what_was_paid_back_is_also_possible_on_a_closed_case(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-08", "18:00"))

    penalty = changed(of, contested(of, fresh(penalty)), 100_000)

    assert penalty.state == PenaltyState.CLOSED
    build.paid(of, penalty, 90_000, "2026-10-21", "退 1", kind="back")
    with pytest.raises(NotPossible):
        build.paid(of, penalty, 1, "2026-10-22", "退 2", kind="back")


def test_who_has_paid_the_new_fine_already_owes_nothing_more(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 100_000, "2026-10-08")
    penalty = changed(of, contested(of, penalty), 100_000)

    assert register.of(penalty.case).filter(state__in=register.UNDONE).count() == 0
    assert clocks.open_clock(penalty.case, Matter.FINE_PAYMENT) is None
    assert actions.added(penalty, date(2027, 1, 1)).amount == 0


def test_instalments_shrink_from_the_last_one_and_what_was_added_before_them_is_reckoned_anew(of):
    penalty = build.decided(of)
    # Two days late when more time was asked for: 2 x 3 % of 190,000.
    actions.ask_time(penalty.pk, reason="困难", by=of.applicant, at=moment("2026-10-10"))
    parts = [(date(2026, 10, 30), Decimal(90_000)), (date(2026, 11, 30), Decimal(100_000))]
    actions.allow_time(penalty.pk, agreed=True, why="属实", parts=parts, by=of.leader, at=moment("2026-10-10", "11:00"))
    assert actions.added(fresh(penalty), date(2026, 10, 10)).amount == 11_400

    penalty = changed(of, contested(of, fresh(penalty), "2026-10-12"), 120_000)

    assert money.account(penalty).parts == [
        (date(2026, 10, 30), Decimal(90_000)), (date(2026, 11, 30), Decimal(30_000)),
    ]  # fmt: skip
    assert actions.added(penalty, date(2026, 10, 20)).amount == 7_200


def test_a_change_may_bring_its_own_last_day_to_pay(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000, pay_by=date(2026, 11, 10))

    assert (penalty.pay_by, register.of(penalty.case).get(state__in=register.UNDONE).due_on) == (
        date(2026, 11, 10), date(2026, 11, 10),
    )  # fmt: skip
    assert actions.added(penalty, date(2026, 11, 10)).amount == 0
    assert actions.added(penalty, date(2026, 11, 11)).amount == 3_000


def test_a_changed_decision_may_be_brought_before_the_court_and_changed_again(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000)
    actions.record_remedy(
        penalty.pk, kind="lawsuit", since=date(2026, 10, 26), by=of.inspector, at=moment("2026-10-26")
    )
    penalty = changed(of, penalty, 80_000, "2026-12-01", paper="（2026）云0102行初9号")

    assert [one.new_amount for one in penalty.remedies.all()] == [100_000, 80_000]
    assert penalty.remedies.last().was_amount == 100_000


def test_the_page_takes_the_change_with_its_file_and_shows_it_to_both(of):
    penalty = contested(of, build.decided(of))
    with time_machine.travel(moment("2026-10-20"), tick=True):
        inspector = just_confirmed(of.inspector)
        page = f"/desk/penalties/{penalty.pk}/end_remedy/"
        typed = {"outcome": "changed", "until": "2026-10-20", "paper": PAPER}
        assert inspector.post(page, typed).status_code == 422
        typed |= {"new_amount": "100000", "content": "罚款变更为 10 万元"}
        answer = inspector.post(page, {**typed, "file": corpus.upload(corpus.pdf())})
        assert answer.status_code == 302, answer.context["form"].errors
        assert "100,000" in inspector.get(f"/desk/penalties/{penalty.pk}/").content.decode()
        mine = signed_in(of.applicant).get(f"/my/penalties/{penalty.pk}/").content.decode()
        assert "罚款变更为 10 万元" in mine


# K32 ---------------------------------------------------------------------------------------
ASK: dict[str, Any] = {"days": 20, "reason": "案情特别复杂，等待司法鉴定"}


def discuss(of: build.Force, penalty: Penalty, at: str, view: str = "agree") -> None:
    for who in (of.leader, of.deputy):
        actions.speak(penalty.pk, view=view, words="确需继续调查", by=who, at=moment(at, "10:00"))
    actions.conclude_discussion(penalty.pk, minutes="继续延期。", by=of.deputy, at=moment(at, "11:00"))


def test_the_limit_goes_on_by_collective_discussion_alone_once_it_was_lengthened(of):
    penalty = build.filed(of)
    first = clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on
    with pytest.raises(NotExtendedYet):
        actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-12-01"), **ASK)
    actions.extend_decision(penalty.pk, reason="案情复杂", by=of.leader, at=moment("2026-12-01"))
    second = clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on
    with pytest.raises(ExtendedAlready):
        actions.extend_decision(penalty.pk, reason="案情复杂", by=of.leader, at=moment("2026-12-02"))

    actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-12-02", "12:00"), **ASK)
    with pytest.raises(NotYours):
        actions.speak(penalty.pk, view="agree", words="x", by=of.head, at=moment("2026-12-03"))
    discuss(of, penalty, "2026-12-03")

    third = clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on
    calendar = clocks.calendar_of(penalty.case.bureau_id)
    assert first < second < third == calendar.add(second, 20)
    paper = Letter.objects.get(case=penalty.case, kind="case_discussion")
    assert "20 个工作日" in paper.fields["discussed_what"]
    assert "司法鉴定" in paper.fields["discussed_what"]
    assert [one.name for one in log.history(penalty.case)].count("penalty_extended") == 2
    # It may be discussed once more.
    actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-12-04"), **ASK)


def test_what_the_leaders_do_not_agree_to_stays_as_it_was(of):
    penalty = build.filed(of)
    actions.extend_decision(penalty.pk, reason="案情复杂", by=of.leader, at=moment("2026-12-01"))
    due = clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on
    actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-12-02"), **ASK)
    discuss(of, penalty, "2026-12-03", "other")

    assert clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on == due
    assert Letter.objects.get(case=penalty.case, kind="case_discussion").fields["verdict"] == "不同意"


def test_the_last_day_of_the_limit_is_the_last_to_lengthen_it(of):
    penalty = build.filed(of)
    actions.extend_decision(penalty.pk, reason="案情复杂", by=of.leader, at=moment("2026-12-01"))
    due = clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on
    actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-12-02"), **ASK)
    after = date.fromordinal(due.toordinal() + 1).isoformat()
    for who in (of.leader, of.deputy):
        actions.speak(penalty.pk, view="agree", words="确需", by=who, at=moment(due.isoformat()))
    with transaction.atomic():
        actions.conclude_discussion(penalty.pk, minutes="延期。", by=of.deputy, at=moment(due.isoformat(), "17:00"))
        assert clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on > due
        transaction.set_rollback(True)

    # A day later they may still conclude, so that nothing stays open; the limit is over all the same.
    actions.conclude_discussion(penalty.pk, minutes="延期。", by=of.deputy, at=moment(after))
    assert clocks.open_clock(penalty.case, Matter.PENALTY_DECISION).due_on == due
    assert "已经届满" in Letter.objects.get(case=penalty.case, kind="case_discussion").fields["verdict"]
    with pytest.raises(ExtensionTooLate):
        actions.call_extension(penalty.pk, by=of.inspector, at=moment(after, "18:00"), **ASK)


def test_a_discussion_of_the_limit_is_none_of_the_fine_and_a_new_proposal_leaves_it_alone(of):
    penalty = build.filed(of)
    actions.extend_decision(penalty.pk, reason="案情复杂", by=of.leader, at=moment("2026-09-04"))
    actions.call_extension(penalty.pk, by=of.inspector, at=moment("2026-09-05"), **ASK)
    actions.propose(
        penalty.pk, facts=penalty.facts, steps=build.MILD, article=build.ARTICLE, is_complex=True, by=of.inspector,
        at=moment("2026-09-08"),
    )  # fmt: skip
    discuss(of, penalty, "2026-09-08")
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    build.serve(of, penalty, penalty.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    build.waived(of, penalty)
    build.reviewed(of, penalty)

    with time_machine.travel(moment("2026-09-14"), tick=True):
        page = signed_in(of.leader).get(f"/desk/penalties/{penalty.pk}/").content.decode()
    assert "call_discussion" in page
    with pytest.raises(Exception, match="集体讨论"):
        build.decide(of, fresh(penalty), moment("2026-09-15"))
