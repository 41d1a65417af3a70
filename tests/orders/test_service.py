"""Letters that reach nobody, and days that were written down wrongly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.applications.queries import service
from enforcement.orders import actions
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Order, Penalty
from enforcement.orders.states import OrderState
from envportal.accounts.enums import Role
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.refusals import Refused
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_pages import at, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def test_who_cannot_be_found_is_served_by_public_notice_after_a_try_in_vain(of):
    order = actions.sign_order(build.drafted(of).pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-02"))
    public = {"letter": order.letter_id, "way": "public", "on": "2026-9-5", "place": "本局网站", "note": "下落不明"}
    inspector, page = signed_in(of.inspector), f"/desk/orders/{order.pk}"
    with at("2026-10-09"):
        assert post(inspector, f"{page}/serve/", **public).status_code == 409
        vain = {"letter": order.letter_id, "way": "post", "on": "2026-9-4", "reason": "查无此人"}
        assert post(inspector, f"{page}/not_served/", **vain).status_code == 302
        assert post(inspector, f"{page}/serve/", **public).status_code == 302

    assert Order.objects.get().served_on == date(2026, 10, 5)


def test_an_order_that_reaches_nobody_may_be_ended_for_a_reason(of):
    order = actions.sign_order(build.drafted(of).pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-02"))
    assert (
        actions.end_order(order.pk, reason="企业已注销", by=of.leader, at=moment("2026-09-20")).state
        == OrderState.ENDED
    )


def test_a_second_person_puts_the_day_of_service_right_and_the_days_are_counted_anew(of):
    order, penalty = build.served(of), build.decided(of)
    assert order.letter is not None
    assert penalty.decision is not None
    assert penalty.notice is not None
    with pytest.raises(Refused):
        actions.correct_service(
            order.pk, model=Order, letter=order.letter, on=date(2026, 9, 9), reason="看错", by=of.inspector,
            at=moment("2026-09-10"),
        )  # fmt: skip
    actions.correct_service(
        order.pk, model=Order, letter=order.letter, on=date(2026, 9, 9), reason="看错", by=of.second,
        at=moment("2026-09-10"),
    )  # fmt: skip
    found = Order.objects.get(pk=order.pk)
    assert found.served_on == date(2026, 9, 9)
    assert found.look_by == register.of(order.case).get(key="re_inspection").due_on == date(2026, 10, 9)

    actions.correct_service(
        penalty.pk, model=Penalty, letter=penalty.decision, on=date(2026, 9, 28), reason="看错", by=of.second,
        at=moment("2026-09-29"),
    )  # fmt: skip
    fined = Penalty.objects.get(pk=penalty.pk)
    assert (fined.served_on, fined.pay_by) == (date(2026, 9, 28), date(2026, 10, 13))
    assert register.of(penalty.case).get().due_on == date(2026, 10, 13)
    with pytest.raises(NotPossible, match="下一阶段"):
        actions.correct_service(
            penalty.pk, model=Penalty, letter=penalty.notice, on=date(2026, 9, 11), reason="看错", by=of.second,
            at=moment("2026-09-29"),
        )  # fmt: skip


def test_the_window_serves_the_letters_of_applications_not_those_of_enforcement(of):
    build.notified(of)
    penalty = build.filed(of, violation="evading")
    actions.propose(
        penalty.pk, facts="偷排。", steps=build.MILD, article=build.ARTICLE, by=of.inspector, at=moment("2026-09-08")
    )
    actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    clerk = builders.staff(Role.CLERK, "窗口", at=of.bureau)

    assert not service.to_serve(clerk, date(2026, 9, 10)).exists()


def test_letters_of_enforcement_wait_in_the_queue_of_service_for_who_may_read_their_case(of):
    penalty, order = (
        build.decided(of),
        actions.sign_order(build.drafted(of).pk, article=build.ARTICLE, by=of.head, at=moment("2026-09-02")),
    )
    drop = actions.drop(
        build.filed(of, act_from=date(2026, 8, 21)).pk, reason="监测报告作废", by=of.leader, at=moment("2026-09-14")
    )
    clerk = builders.staff(Role.CLERK, "窗口", at=of.bureau)
    with at("2026-09-16"):
        page = signed_in(of.inspector).get("/desk/service/").content.decode()
        assert order.letter.number in page
        assert f'href="{order.case.at_desk}"' in page
        # Served already, or kept in the house.
        assert penalty.decision.number not in page
        assert Letter.objects.get(case=drop.case, kind="case_filing").number not in page
        assert (
            order.letter.number in signed_in(of.leader).get("/desk/service/?q=" + order.letter.number).content.decode()
        )
        other = signed_in(clerk).get("/desk/service/")
        assert (other.status_code, order.letter.number in other.content.decode()) == (200, False)


def test_a_decision_waits_in_the_queue_with_the_end_of_its_seven_working_days(of):
    penalty = build.notified(of)
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    penalty = build.decide(of, penalty, moment("2026-09-15"))
    rows: Any = service.to_serve(of.inspector, date(2026, 9, 16))
    due = {row.number: row.due_on for row in rows}
    assert penalty.decision.number in due
    assert due[penalty.decision.number] == clocks.due_on(penalty.case, Matter.PENALTY_SERVICE)
