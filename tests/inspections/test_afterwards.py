"""After the visit: each advice ends once, orders take over what is not done, the visit closes when nothing is left."""

from datetime import date

import pytest

from enforcement.inspections import actions, guards
from enforcement.inspections.models import Advice
from enforcement.inspections.states import AdviceState, Outcome, State
from enforcement.orders.models import Order
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.refusals import NotYours
from tests.builders import moment
from tests.inspections import rows

pytestmark = pytest.mark.django_db
LATER = moment("2026-11-20")
CHARGE = actions.Charge("measures_missing", "活性炭一年没有更换", ["更换活性炭并记台账"], date(2026, 12, 10))


@pytest.fixture
def of():
    return rows.squad()


def ended(state: str, words: str = "现场看过") -> actions.Ending:
    return actions.Ending(state, words)


def duty() -> Duty:
    return Duty.objects.get(kind=register.Kind.ADVICE)


def test_an_advice_is_a_duty_of_the_enterprise_until_the_bureau_has_seen_it_done(of):
    left = rows.advised(of)
    one = left.advice.get()
    assert (duty().bearer, duty().due_on, duty().state) == ("enterprise", date(2026, 11, 30), "open")
    with pytest.raises(guards.AdviceLeft):
        actions.close(left.pk, by=of.lead, at=LATER)

    actions.speak_to_advice(one.pk, is_done=True, words="11月18日已更换", by=of.world.applicant, at=LATER)
    assert duty().state == register.State.REPORTED
    actions.end_advice(one.pk, ending=ended(AdviceState.OPEN, "台账没有补记"), by=of.lead, at=LATER)
    assert duty().state == register.State.OPEN
    actions.end_advice(one.pk, ending=ended(AdviceState.DONE), by=of.lead, at=LATER)

    assert (Advice.objects.get().state, duty().state) == (AdviceState.DONE, register.State.DONE)
    assert actions.close(left.pk, by=of.lead, at=LATER).state == State.CLOSED
    with pytest.raises(guards.OutOfOrder):
        actions.end_advice(one.pk, ending=ended(AdviceState.DONE), by=of.lead, at=LATER)


def test_only_what_the_enterprise_declined_with_a_reason_ends_as_declined(of):
    one = rows.advised(of).advice.get()
    with pytest.raises(guards.NotPossible):
        actions.end_advice(one.pk, ending=ended(AdviceState.DECLINED), by=of.lead, at=LATER)

    actions.speak_to_advice(one.pk, is_done=False, words="产量减半", by=of.world.applicant, at=LATER)
    actions.end_advice(one.pk, ending=ended(AdviceState.DECLINED, "理由成立"), by=of.lead, at=LATER)

    assert (duty().state, duty().ended_why) == (register.State.DROPPED, "理由成立")


def test_an_advice_nobody_follows_passes_to_an_order_with_its_duty(of):
    one = rows.advised(of).advice.get()
    with pytest.raises(NotYours):
        actions.order_upon_advice(one.pk, charge=CHARGE, by=of.world.officer, at=LATER)

    passed = actions.order_upon_advice(one.pk, charge=CHARGE, by=of.lead, at=LATER)

    order = Order.objects.get()
    assert (passed.state, passed.order_case) == (AdviceState.PASSED, order.case)
    assert (duty().state, duty().passed_to) == (register.State.PASSED, order.case)
    assert order.case.links_to.get().source == one.visit.case


def test_what_was_found_is_ordered_before_the_visit_closes(of):
    visit = rows.under_way(of)
    left = rows.leave(of, visit, outcome=Outcome.ORDERED, pointed_out="活性炭一年没有更换")
    with pytest.raises(guards.AdviceLeft):
        actions.close(left.pk, by=of.lead, at=LATER)

    actions.order_upon_visit(left.pk, charge=CHARGE, by=of.lead, at=LATER)

    assert Order.objects.get().case.enterprise == of.world.owner
    assert actions.close(left.pk, by=of.lead, at=LATER).state == State.CLOSED


def test_only_the_enterprise_itself_answers(of):
    left = rows.advised(of)
    with pytest.raises(NotYours):
        actions.answer(left.pk, words="好", by=of.lead, at=LATER)

    actions.answer(left.pk, words="好", by=of.world.applicant, at=LATER)

    assert left.case.messages.filter(to_user=of.second, template="visit_answered").exists()
