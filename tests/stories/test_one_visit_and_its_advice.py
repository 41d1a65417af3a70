"""One visit: wanted, planned with another wish, approved, announced, made, answered; its advice ends in an order that
is looked at again without notice, and corrected."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.inspections import actions, queries, visiting
from enforcement.inspections.models import Visit
from enforcement.inspections.states import AdviceState, Outcome, Purpose, Result, Signed, Skill, State
from enforcement.orders import actions as orders
from enforcement.orders.models import Order
from enforcement.orders.states import OrderState
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.supervision import actions as supervision
from tests.builders import case as any_case
from tests.builders import moment
from tests.documents import corpus
from tests.inspections import rows
from tests.inspections.rows import Squad

pytestmark = pytest.mark.django_db
SIGNED: dict[str, Any] = {"receiver": "沈雁", "capacity": "agent", "identity": "居民身份证，尾号 0318"}


def sheet() -> Any:
    return corpus.upload(corpus.pdf(1), "签字页.pdf")


def planned(of: Squad) -> Visit:
    """The approval asks for a return visit, the air section for its own look: one visit serves both."""
    approval = any_case(enterprise=of.world.owner, bureau=of.world.bureau)
    task = register.Task(
        "return", register.Kind.RETURN_VISIT, register.Bearer.BUREAU, "批准后六个月回访", due_on=date(2026, 11, 25)
    )
    register.open_duty(approval, task, by=of.head, at=moment("2026-05-25"))
    [first] = actions.ask_for_duties([Duty.objects.get().pk], by=of.world.officer, at=moment("2026-11-02"))
    second = actions.ask(rows.wish(of), by=of.world.officer, at=moment("2026-11-02"))
    return visiting.plan_visit(
        [first, second], day=date(2026, 11, 10), begins_at=time(9, 30), people=[of.lead, of.second], lead=of.lead,
        by=of.second, at=moment("2026-11-03"),
    )  # fmt: skip


def made(of: Squad) -> Visit:
    visit = actions.approve(planned(of).pk, by=of.head, at=moment("2026-11-03", "16:00"))
    actions.notice(visit.pk, by=of.lead, at=moment("2026-11-04"))
    actions.enter(visit.pk, code=queries.entry_code(visit), by=of.lead, at=moment("2026-11-10", "09:31"))
    bad, *good = queries.items_of(visit)
    found = [actions.Seen(bad.pk, Result.NOT, "多一条印刷线"), *(actions.Seen(one.pk, Result.OK) for one in good)]
    actions.look_at(visit.pk, found=found, by=of.second, at=moment("2026-11-10", "10:40"))
    actions.photograph(visit.pk, file=sheet(), by=of.second, at=moment("2026-11-10", "10:45"))
    for text in ("补记活性炭台账", "多出的印刷线停用并办理手续"):
        actions.advise(
            visit.pk, text=text, owner="沈雁", due_on=date(2026, 11, 30), by=of.lead, at=moment("2026-11-10", "11:00")
        )
    left = actions.Leaving(
        seen="现场与批复比对", pointed_out="多一条印刷线；台账缺页", outcome=Outcome.ADVISED, signed=Signed.SHEET,
        signer="沈雁", left_at=time(11, 20),
    )  # fmt: skip
    return actions.leave(visit.pk, left=left, signature=sheet(), by=of.lead, at=moment("2026-11-10", "11:30"))


def ordered(of: Squad, visit: Visit) -> Order:
    """The first advice is done; the second is refused, and the bureau orders it."""
    first, second = visit.advice.order_by("number")
    actions.speak_to_advice(first.pk, is_done=True, words="已补记", by=of.world.applicant, at=moment("2026-11-12"))
    actions.end_advice(
        first.pk, ending=actions.Ending(AdviceState.DONE, "看过台账照片"), by=of.lead, at=moment("2026-11-13")
    )
    actions.speak_to_advice(second.pk, is_done=False, words="订单未完", by=of.world.applicant, at=moment("2026-11-12"))
    charge = actions.Charge("unapproved_table", "未经批准增加一条印刷线", ["停用该印刷线"], date(2026, 11, 30))
    actions.order_upon_advice(second.pk, charge=charge, by=of.lead, at=moment("2026-11-13"))
    order = orders.sign_order(Order.objects.get().pk, by=of.head, at=moment("2026-11-13", "16:00"))
    paper = order.letter
    assert paper is not None
    orders.serve_letter(
        order.pk, model=Order, letter=paper, way="counter", on=date(2026, 11, 16), by=of.lead,
        at=moment("2026-11-16"), **SIGNED,
    )  # fmt: skip
    return order


def looked_at_again(of: Squad, order: Order) -> Visit:
    """The bureau's duty to look again becomes an unannounced visit that the yearly cap does not count."""
    due = visiting.duties_without_demand(of.world.bureau, date(2026, 11, 20))
    assert [one.case for one in due] == [order.case]
    [demand] = actions.ask_for_duties([due[0].pk], by=of.head, at=moment("2026-11-20"))
    visit = visiting.plan_visit(
        [demand], day=date(2026, 12, 2), begins_at=time(21, 0), people=[of.second, of.third], lead=of.second,
        by=of.lead, at=moment("2026-11-20"),
    )  # fmt: skip
    actions.approve(visit.pk, by=of.world.leader, at=moment("2026-11-20", "16:00"))
    actions.enter(visit.pk, by=of.second, at=moment("2026-12-02", "21:05"))
    actions.look_at(visit.pk, found=rows.all_ok(visit), by=of.third, at=moment("2026-12-02", "21:40"))
    left = actions.Leaving(
        seen="印刷线已断电封存", outcome=Outcome.CLEAN, signed=Signed.REFUSED, witnesses=(of.second, of.third),
        left_at=time(21, 50),
    )  # fmt: skip
    actions.leave(visit.pk, left=left, by=of.second, at=moment("2026-12-02", "22:00"))
    return actions.say_what_re_inspection_found(
        visit.pk, demand=demand.pk, outcome="corrected", facts="印刷线已断电封存", by=of.second,
        at=moment("2026-12-03"),
    )  # fmt: skip


def test_from_the_wish_to_the_corrected_order():
    of = rows.squad()

    visit = made(of)

    assert {one.state for one in visit.demands.all()} == {"seen"}
    assert Duty.objects.get(key="return").state == register.State.DONE
    assert visit.counts_for_cap
    assert visit.feedback_letter.fields["advice"][1]["text"] == "多出的印刷线停用并办理手续"
    board.publish(Notice.objects.get(case=visit.case).pk, by=of.world.editor, at=moment("2026-11-11"))

    order = ordered(of, visit)
    assert actions.close(visit.pk, by=of.lead, at=moment("2026-11-16", "15:00")).state == State.CLOSED

    again = looked_at_again(of, order)
    assert (again.unannounced, again.counts_for_cap, again.notice_letter) == (True, False, None)
    assert Order.objects.get().state == OrderState.CORRECTED
    assert not register.undone(register.Bearer.BUREAU).exists()
    assert actions.close(again.pk, by=of.second, at=moment("2026-12-03", "15:00")).state == State.CLOSED
    assert [one.pk for one in visiting.visits_of(of.world.owner, 2026) if one.counts_for_cap] == [visit.pk]
    supervision.sweep(at=moment("2026-12-31"))


def test_a_demand_of_a_purpose_gets_the_list_for_it():
    of = rows.squad()

    demand = rows.asked(of, purpose=Purpose.SPOT_CHECK, skills=(Skill.WATER,))

    assert demand.check_list.code == "acceptance"
