"""What a visit keeps to: the lot, the cap, what is not told, one order, a result that fits what was found."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError

from enforcement.inspections import actions, guards
from enforcement.inspections.models import Cap, Demand, Visit
from enforcement.inspections.states import AdviceState, DemandState, Outcome, Purpose, Result, Risk
from enforcement.orders import actions as orders
from enforcement.orders.models import Order
from envportal.accounts.enums import Role
from envportal.duties import register
from envportal.duties import rules as duty_rules
from envportal.duties.models import Duty
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.inspections import rows
from tests.inspections.rows import ASKED, OUT

pytestmark = pytest.mark.django_db
LATER = moment("2026-11-20")
CANARY = "报料人李某说夜里偷排"
CHARGE = actions.Charge("measures_missing", "活性炭一年没有更换" * 400, ["更换活性炭"], date(2026, 12, 10))


@pytest.fixture
def of():
    return rows.squad()


# WHAT IS FIXED BEFORE -------------------------------------------------------------------------
def drawn(of) -> Demand:
    return rows.asked(of, purpose=Purpose.RANDOM, skills=(), drawn=(of.second, of.third))


def test_who_was_drawn_goes_or_the_reason_is_read_by_whoever_approves(of):
    demand = drawn(of)
    with pytest.raises(guards.DrawnByLot, match="秦舟"):
        rows.plan(of, demand)

    visit = rows.plan(of, demand, instead_why="秦舟住院")

    assert visit.instead_why == "秦舟住院"
    assert "秦舟住院" in signed_in(of.head).get(f"/desk/visits/{visit.pk}/").content.decode()
    actions.cancel(visit.pk, reason="改期", by=of.lead, at=rows.PLANNED)
    assert rows.plan(of, demand, people=[of.second, of.third], lead=of.second).instead_why == ""


def test_what_was_drawn_is_withdrawn_by_a_head_who_did_not_draw_it(of):
    demand = drawn(of)
    for by in (of.world.officer, of.lead):
        with pytest.raises(guards.DrawnByLot):
            actions.withdraw(demand.pk, reason="不去了吧", by=by, at=ASKED)

    withdrawn = actions.withdraw(demand.pk, reason="企业已注销", by=of.head, at=ASKED)

    assert (withdrawn.state, withdrawn.withdrawn_why) == (DemandState.WITHDRAWN, "企业已注销")


def test_another_section_does_not_withdraw_what_it_did_not_ask_for(of):
    demand = rows.asked(of)
    section = builders.section(of.world.bureau, name="水科")
    stranger = builders.staff(Role.OFFICER, "水科经办", at=of.world.bureau, in_section=section)

    with pytest.raises(NotYours):
        actions.withdraw(demand.pk, reason="不去了吧", by=stranger, at=ASKED)
    assert actions.withdraw(demand.pk, reason="合并", by=of.lead, at=ASKED).state == DemandState.WITHDRAWN


def test_by_hand_no_more_visits_are_planned_than_were_published(of):
    Cap.objects.create(
        bureau=of.world.bureau, year=2026, risk=Risk.GENERAL, visits=1, basis="公告", proposed_by=of.head,
        proposed_at=ASKED, agreed_by=of.world.leader, agreed_at=ASKED,
    )  # fmt: skip
    first = rows.plan(of)
    other = rows.asked(of, purpose=Purpose.CAMPAIGN)
    with pytest.raises(guards.OverTheCap):
        rows.plan(of, other, apart_why="夜里才能查")
    complaint = rows.asked(of, purpose=Purpose.COMPLAINT)
    rows.plan(of, complaint, apart_why="投诉要先查")

    actions.cancel(first.pk, reason="改期", by=of.lead, at=rows.PLANNED)

    assert rows.plan(of, other, apart_why="夜里才能查").counts_for_cap


def test_the_enterprise_reads_nowhere_what_a_complaint_says(of):
    visit = rows.noticed(of, purpose=Purpose.COMPLAINT, what=CANARY)
    mine = signed_in(of.world.applicant)

    page = mine.get(f"/my/visits/{visit.pk}/").content.decode()
    letter = mine.get(f"/my/visits/{visit.pk}/letters/{visit.notice_letter_id}/").content.decode()

    assert CANARY not in page + letter + str(visit.notice_letter.fields)
    assert "投诉举报核查" in letter


def test_reasons_minutes_and_witnesses_of_many_fit_their_columns(of):
    visit = Visit(lawful_reason="理" * 900, witnesses="、".join(["名" * 60] * 4), minutes=60_000)

    with pytest.raises(ValidationError) as wrong:
        visit.clean_fields()

    assert not {"lawful_reason", "witnesses", "minutes"} & set(wrong.value.message_dict)


# WHAT COMES OF IT -----------------------------------------------------------------------------
def test_an_advice_is_ended_at_its_visit_not_on_the_page_of_its_duty(of):
    one = rows.advised(of).advice.get()
    duty = Duty.objects.get(kind=register.Kind.ADVICE)

    # Who of the bureau looks after it may change: that ends nothing.
    assert duty_rules.available(of.lead, duty, date(2026, 11, 20)) == ["hand_over"]
    assert duty_rules.available(of.world.applicant, duty, date(2026, 11, 20)) == []
    assert f"/desk/visits/{one.visit_id}/" in signed_in(of.lead).get(f"/desk/duties/{duty.pk}/").content.decode()
    assert f"/my/visits/{one.visit_id}/" in signed_in(of.world.applicant).get(f"/my/duties/{duty.pk}/").content.decode()


def test_an_advice_whose_duty_ended_elsewhere_still_comes_to_its_end(of):
    one = rows.advised(of).advice.get()
    duty = Duty.objects.get(kind=register.Kind.ADVICE)
    register.drop(duty, reason="撤下", on=date(2026, 11, 19), by=of.lead, at=LATER)

    actions.end_advice(one.pk, ending=actions.Ending(AdviceState.DONE, "看过"), by=of.lead, at=LATER)

    assert actions.close(one.visit_id, by=of.lead, at=LATER).state == "closed"


def test_an_order_upon_an_advice_keeps_what_the_columns_hold(of):
    one = rows.advised(of).advice.get()

    passed = actions.order_upon_advice(one.pk, charge=CHARGE, by=of.lead, at=LATER)

    assert len(passed.ended_why) == len(Duty.objects.get(kind=register.Kind.ADVICE).ended_why) == 2000


def test_a_visit_is_ordered_once_unless_the_draft_was_called_off(of):
    left = rows.leave(of, rows.under_way(of), outcome=Outcome.ORDERED, pointed_out="活性炭没有更换")
    actions.order_upon_visit(left.pk, charge=CHARGE, by=of.lead, at=LATER)
    with pytest.raises(guards.OutOfOrder):
        actions.order_upon_visit(left.pk, charge=CHARGE, by=of.second, at=LATER)
    assert "order/" not in signed_in(of.lead).get(f"/desk/visits/{left.pk}/").content.decode()

    orders.end_order(Order.objects.get().pk, reason="写错了企业", by=of.head, at=LATER)
    with pytest.raises(guards.AdviceLeft):
        actions.close(left.pk, by=of.lead, at=LATER)

    actions.order_upon_visit(left.pk, charge=CHARGE, by=of.lead, at=LATER)
    assert Order.objects.count() == 2


def test_nothing_found_is_not_said_beside_an_item_that_does_not_comply(of):
    visit = rows.under_way(of)
    first, *others = rows.all_ok(visit)
    found = [actions.Seen(first.item, Result.NOT, "没有台账"), *others]
    actions.look_at(visit.pk, found=found, by=of.lead, at=OUT)

    with pytest.raises(guards.NothingUnderPoints):
        actions.leave(
            visit.pk, left=rows.leaving(), signature=corpus.upload(corpus.pdf(1), "签字页.pdf"), by=of.lead, at=OUT
        )


def test_the_day_they_left_is_asked_for_on_a_later_day_and_the_hour_of_now_is_no_default(of):
    visit = rows.under_way(of)
    with time_machine.travel(moment("2026-11-11", "08:30"), tick=True):
        page = signed_in(of.lead).get(f"/desk/visits/{visit.pk}/leave/").content.decode()
    with pytest.raises(guards.NotPossible):
        rows.leave(of, visit, left_at=time(8, 30))

    assert "离开日期" in page
    assert 'value="08:30"' not in page
