"""What was paid too much or for nothing, what ended and is published again, who reads the papers of a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.guards import NoDailyPenalty, NotPossible, OutOfOrder
from enforcement.orders.rules import gate
from envportal.accounts.enums import Role
from envportal.messaging.models import Message
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_changed import PAPER, changed, contested, fresh
from tests.orders.test_collecting import board_says
from tests.orders.test_mended import failed

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def test_what_a_leader_gave_up_stays_given_up_when_the_changed_decision_is_published_again(of):
    penalty = build.decided(of)
    actions.end_execution(penalty.pk, reason="企业已注销", by=of.leader, at=moment("2026-10-09"))

    penalty = changed(of, contested(of, fresh(penalty), "2026-10-12"), 100_000)

    assert board_says(penalty)["执行情况"] == "终结执行"


def test_the_party_reads_the_new_fine_first_and_what_it_was(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000)
    with time_machine.travel(moment("2026-10-20"), tick=True):
        page = " ".join(signed_in(of.applicant).get(f"/my/penalties/{penalty.pk}/").content.decode().split())

    assert "100,000 元" in page
    assert f"{PAPER}变更，原来的决定是 190,000 元" in page
    assert "罚款：190,000 元" not in page.replace("<strong>", "").replace("</strong>", "")


def test_an_addition_paid_too_much_never_pays_the_fine(of):
    penalty = build.decided(of)
    # One day late: 3 % of 190,000; then the fine falls to 100,000 and the addition to 3,000.
    build.paid(of, penalty, 5_700, "2026-10-09", "加 1", kind="added")
    build.paid(of, penalty, 99_000, "2026-10-09")
    penalty = changed(of, contested(of, penalty, "2026-10-10"), 100_000, "2026-10-20")
    assert actions.over(penalty, date(2026, 10, 20)) == 2_700
    build.paid(of, penalty, 2_700, "2026-10-20", "退 1", kind="back")

    with pytest.raises(NotPossible, match="1,000"):
        actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-20", "18:00"))


def test_what_was_given_back_is_taken_back_before_the_payment_it_came_from(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    penalty = changed(of, contested(of, penalty), 100_000)
    build.paid(of, penalty, 90_000, "2026-10-21", "退 1", kind="back")
    fine, back = penalty.payments.get(kind="fine"), penalty.payments.get(kind="back")
    told: dict[str, Any] = {"reason": "登错", "by": of.inspector}

    with pytest.raises(NotPossible, match="退还"):
        actions.take_back_payment(penalty.pk, payment=fine, at=moment("2026-10-22"), **told)
    actions.take_back_payment(penalty.pk, payment=back, at=moment("2026-10-22"), **told)
    assert actions.over(fresh(penalty), date(2026, 10, 22)) == 90_000


def test_a_wrong_record_of_what_was_given_back_is_put_right_on_a_closed_case_and_no_other_payment(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-08", "18:00"))
    with pytest.raises(OutOfOrder):
        actions.take_back_payment(
            penalty.pk, payment=penalty.payments.get(), reason="登错", by=of.inspector, at=moment("2026-10-09")
        )
    penalty = changed(of, contested(of, fresh(penalty)), 100_000)
    build.paid(of, penalty, 9_000, "2026-10-21", "退 1", kind="back")
    told: dict[str, Any] = {"reason": "登错", "by": of.inspector, "at": moment("2026-10-22")}
    with pytest.raises(NotPossible):
        actions.take_back_payment(penalty.pk, payment=penalty.payments.get(kind="fine"), **told)

    actions.take_back_payment(penalty.pk, payment=penalty.payments.get(kind="back"), **told)
    build.paid(of, penalty, 90_000, "2026-10-22", "退 1", kind="back")
    assert actions.over(fresh(penalty), date(2026, 10, 23)) == 0


def test_what_was_paid_upon_a_revoked_decision_is_given_back(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    actions.end_remedy(
        contested(of, penalty).pk, until=date(2026, 10, 20), outcome="revoked", paper=PAPER, by=of.inspector,
        at=moment("2026-10-20"),
    )  # fmt: skip

    assert actions.over(fresh(penalty), date(2026, 10, 20)) == 190_000
    assert Message.objects.filter(template="penalty_revoked", to_user=of.finance).exists()
    build.paid(of, penalty, 190_000, "2026-10-21", "退 1", kind="back")
    assert actions.over(fresh(penalty), date(2026, 10, 21)) == 0


def test_the_paper_of_a_change_is_fetched_by_who_entered_it_and_not_by_who_may_not_read_the_case(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000)
    paper = reverse("documents:download", args=[penalty.remedies.get().document_id])
    clerk = builders.staff(Role.CLERK, "窗口", at=of.bureau)

    came = []
    with time_machine.travel(moment("2026-10-20"), tick=True):
        for who in (of.inspector, of.leader, clerk, of.applicant):
            answer: Any = signed_in(who).get(paper)
            came.append(answer.status_code)
            b"".join(getattr(answer, "streaming_content", ()))
    assert came == [200, 200, 403, 404]


def test_what_is_shown_no_longer_is_not_brought_back_by_what_comes_later(of):
    penalty = build.decided(of)
    build.paid(of, penalty, 190_000, "2026-10-08")
    actions.close(penalty.pk, reason="缴清", by=of.inspector, at=moment("2026-10-08", "18:00"))
    actions.ask_repair(penalty.pk, words="已整改", by=of.applicant, at=moment("2027-03-01"))
    actions.answer_repair(penalty.pk, agreed=True, why="属实", by=of.leader, at=moment("2027-03-02"))
    before = Notice.objects.filter(case=penalty.case).count()

    penalty = changed(of, contested(of, fresh(penalty), "2027-03-02"), 100_000, "2027-03-05")

    assert Notice.objects.filter(case=penalty.case).count() == before


def test_a_decision_that_was_revoked_is_repeated_by_no_daily_penalty(of):
    order, penalty = failed(of), build.decided(of)
    under_way = actions.open_daily(
        order.pk, repeats=penalty, why="同一排口。", by=of.inspector, at=moment("2026-09-24")
    )
    actions.record_remedy(
        penalty.pk, kind="reconsideration", since=date(2026, 9, 25), by=of.inspector, at=moment("2026-09-25")
    )
    actions.end_remedy(
        penalty.pk, until=date(2026, 9, 28), outcome="revoked", paper="云政复决〔2026〕3号", by=of.inspector,
        at=moment("2026-09-28"),
    )  # fmt: skip

    wanting = [one.sentence for one in gate.conditions(under_way, date(2026, 9, 28)) if not one.met]
    assert "原处罚决定没有被撤销" in wanting
    actions.decline(under_way.pk, reason="原处罚被撤销", by=of.leader, at=moment("2026-09-29"))
    with pytest.raises(NoDailyPenalty, match="撤销"):
        actions.open_daily(order.pk, repeats=penalty, why="同一排口。", by=of.second, at=moment("2026-09-30"))
