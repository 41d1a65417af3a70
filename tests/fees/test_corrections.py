"""What is put right by an entry of its own: a payment entered by mistake, an arrear nobody can collect."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from enforcement.fees import actions
from enforcement.fees.actions import Receipt
from enforcement.fees.guards import NotPossible, OutOfOrder
from enforcement.fees.models import Account, Entry, Fee, Payment, Posting, WriteOff
from enforcement.fees.queries.replay import differences
from enforcement.fees.states import Answer, Match, State
from envportal.accounts.enums import Role
from envportal.accounts.models import AgentGrant
from envportal.audit import log
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import USCCS, applicant, enterprise, moment, staff
from tests.fees.conftest import declared, demanded
from tests.fees.test_actions import paid
from tests.fees.test_pages import TYPED

pytestmark = pytest.mark.django_db
NOW, THIRD = moment("2016-12-01"), "91990100MA1F2R4D78"
OFF = {"ground": "dissolved", "document": "云市监注〔2016〕8号", "reason": "已注销，没有承继单位"}


def sides(fee):
    one = Account.objects.get(pk=fee.pk)
    return one.receivable, one.late_due, one.collected, one.overpaid, one.written_off


def reverse(payment, by, reason="金额写错"):
    return actions.reverse(payment.pk, reason=reason, by=by, at=NOW)


# REVERSED -------------------------------------------------------------------------------
def test_a_payment_entered_by_mistake_is_reversed_by_its_contrary_and_stays(office):
    fee = demanded(office)
    payment = paid(fee, office, 4200_00, "2016-04-27")
    assert Fee.objects.get().state == State.SETTLED
    before = list(Posting.objects.values_list("side", "fen").order_by("pk"))

    done = reverse(payment, office.second)

    assert sides(fee) == (4200_00, 0, 0, 0, 0)
    assert (done.match, done.entry.pk == payment.entry.pk, Fee.objects.get().state) == (
        Match.REVERSED, True, State.DEMANDED,
    )  # fmt: skip
    assert list(Posting.objects.values_list("side", "fen").order_by("pk"))[: len(before)] == before
    assert list(differences()) == []


def test_who_booked_a_payment_does_not_reverse_it_and_nobody_twice(office):
    payment = paid(demanded(office), office, 4200_00, "2016-04-27")

    with pytest.raises(NotYours):
        reverse(payment, office.clerk)
    reverse(payment, office.second)
    with pytest.raises(NotPossible, match="已经冲正"):
        reverse(payment, office.second)


def test_the_receipt_may_be_entered_again_as_it_is(office):
    fee = demanded(office)
    reverse(paid(fee, office, 42000_00, "2016-04-27"), office.second)

    paid(fee, office, 4200_00, "2016-04-27")

    assert sides(fee) == (0, 0, 4200_00, 0, 0)
    assert Payment.objects.filter(receipt="票1").count() == 2
    with pytest.raises(NotPossible, match="登记过"):
        paid(fee, office, 4200_00, "2016-04-27")


def test_what_others_paid_too_much_because_of_it_pays_what_is_owed_again(office):
    fee = demanded(office)
    wrong = paid(fee, office, 4200_00, "2016-04-27")
    paid(fee, office, 4000_00, "2016-04-27", receipt="票2")
    assert sides(fee) == (0, 0, 8200_00, -4000_00, 0)

    reverse(wrong, office.second)

    assert sides(fee) == (200_00, 0, 4000_00, 0, 0)
    assert list(differences()) == []


def test_what_seemed_paid_is_late_for_the_days_that_were_counted_without_it(office):
    fee = demanded(office)
    wrong = paid(fee, office, 4200_00, "2016-04-27")
    paid(fee, office, 100, "2016-05-07", receipt="票2")

    reverse(wrong, office.second)

    # Ten days after 27 April of what was not paid: (4200.00 − 1.00) × 0.2 % × 10
    assert sides(fee) == (4199_00, 83_98, 100, 0, 0)


def test_a_day_that_was_entered_wrong_is_entered_again_as_it_was_and_the_late_fee_follows(office):
    fee = demanded(office)
    first = paid(fee, office, 100_00, "2016-05-02", receipt="票0")
    before = sides(fee)
    wrong = paid(fee, office, 4100_00, "2016-06-27")
    late = sides(fee)[1]
    assert late > before[1]

    reverse(wrong, office.second)

    assert sides(fee) == before
    assert Fee.objects.get().accrued_to == date(2016, 5, 2)
    paid(fee, office, 4100_00, "2016-05-07")
    # 42.00 for five days of 4200.00, and 41.00 for five days of the rest.
    assert sides(fee)[:2] == (0, 83_00)
    assert list(differences()) == []
    reverse(Payment.objects.latest("pk"), office.second)
    reverse(first, office.second)
    assert (sides(fee), Fee.objects.get().accrued_to) == ((4200_00, 0, 0, 0, 0), None)


def test_what_others_paid_since_keeps_the_late_fee_where_it_is(office):
    fee = demanded(office)
    wrong = paid(fee, office, 100_00, "2016-05-07")
    paid(fee, office, 50_00, "2016-05-07", receipt="票2")

    reverse(wrong, office.second)

    assert sides(fee)[:2] == (4150_00, 84_00)
    assert Fee.objects.get().accrued_to == date(2016, 5, 7)


def test_what_was_paid_back_already_is_not_reversed(office):
    fee = demanded(office)
    wrong = paid(fee, office, 5000_00, "2016-04-27")
    third = staff(Role.FINANCE, "李三", in_section=office.clerk.section)
    actions.refund(fee.pk, fen=800_00, document="退1", reason="多缴", by=third, at=NOW)

    with pytest.raises(NotPossible, match="多缴待退"):
        reverse(wrong, office.second)
    assert Payment.objects.get().match == Match.OVER


# WRITTEN OFF ----------------------------------------------------------------------------
@pytest.fixture
def leader(office):
    return staff(Role.LEADER, "周局", at=office.bureau)


@pytest.fixture
def asked(office):
    return actions.ask_write_off(demanded(office).pk, by=office.clerk, at=NOW, **OFF)


def test_an_arrear_is_written_off_when_a_leader_agrees_and_stands_in_the_books(asked, leader):
    fee = actions.answer_write_off(asked.fee_id, agreed=True, by=leader, at=NOW)

    assert sides(fee) == (0, 0, 0, 0, 4200_00)
    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.document, WriteOff.objects.get().entry) == ("write_off", OFF["document"], entry)
    assert Fee.objects.get().state == State.SETTLED
    assert list(differences()) == []


def test_nobody_agrees_to_their_own_write_off_and_a_clerk_to_none(office, asked, leader):
    with pytest.raises(NotYours):
        actions.answer_write_off(asked.fee_id, agreed=True, by=office.second, at=NOW)
    with pytest.raises(IntegrityError, match="write_off_is_agreed_by_a_second_person"), transaction.atomic():
        WriteOff.objects.update(answered_by=asked.asked_by)

    actions.answer_write_off(asked.fee_id, agreed=False, why="先申请执行", by=leader, at=NOW)
    assert sides(asked.fee) == (4200_00, 0, 0, 0, 0)
    assert WriteOff.objects.get().answer == Answer.DECLINED


def test_one_write_off_waits_at_a_time_and_only_while_something_is_owed(office, asked, leader):
    with pytest.raises(OutOfOrder):
        actions.ask_write_off(asked.fee_id, by=office.clerk, at=NOW, **OFF)
    paid(asked.fee, office, 100_00, "2016-04-27")
    with pytest.raises(NotPossible, match="已经变了"):
        actions.answer_write_off(asked.fee_id, agreed=True, by=leader, at=NOW)

    actions.answer_write_off(asked.fee_id, agreed=False, why="金额变了", by=leader, at=NOW)
    paid(asked.fee, office, 4100_00, "2016-04-27", receipt="票2")
    with pytest.raises(OutOfOrder):
        actions.ask_write_off(asked.fee_id, by=office.clerk, at=NOW, **OFF)


def test_what_is_paid_after_all_comes_back_onto_the_books(office, asked, leader):
    fee = actions.answer_write_off(asked.fee_id, agreed=True, by=leader, at=NOW)

    late = Receipt("票9", 4500_00, date(2016, 12, 1))
    actions.pay(fee.pk, late, by=office.clerk, at=NOW)

    assert sides(fee) == (0, 0, 4500_00, -300_00, 0)


def test_reversing_and_writing_off_are_done_on_their_pages(office, leader):
    fee = demanded(office)
    payment = paid(fee, office, 4200_00, "2016-04-27")
    second, head = just_confirmed(office.second), just_confirmed(leader)
    assert f"/desk/fees/payments/{payment.pk}/reverse/" in second.get("/desk/fees/payments/").content.decode()
    assert second.post(f"/desk/fees/payments/{payment.pk}/reverse/", {}).status_code == 422
    second.post(f"/desk/fees/payments/{payment.pk}/reverse/", {"reason": "记错企业"})

    assert second.get(f"/desk/fees/{fee.pk}/ask-write-off/").status_code == 200
    second.post(f"/desk/fees/{fee.pk}/ask-write-off/", OFF)
    assert second.get(f"/desk/fees/{fee.pk}/answer-write-off/").status_code == 403
    assert head.post(f"/desk/fees/{fee.pk}/answer-write-off/", {"agreed": "no"}).status_code == 422
    head.post(f"/desk/fees/{fee.pk}/answer-write-off/", {"agreed": "yes"})

    assert sides(fee)[-1] > 0
    page = head.get(f"/desk/fees/{fee.pk}/").content.decode()
    assert OFF["document"] in page
    assert "记错企业" in second.get("/desk/fees/payments/").content.decode()


# SEVERAL CLIENTS ------------------------------------------------------------------------
def test_a_drafting_unit_declares_for_each_client_that_lets_it_act_and_for_no_other(office):
    unit = enterprise("清源环境咨询", kind="consultant", uscc=USCCS[1])
    other, stranger = (enterprise(name, uscc=code) for name, code in (("乙厂", USCCS[2]), ("丙厂", THIRD)))
    agent = applicant(unit, "顾言")
    for owner in (office.enterprise, other):
        AgentGrant.objects.create(
            owner=owner, consultant=unit, granted_by=office.owner, granted_at=moment("2016-01-01"),
            valid_from=date(2016, 1, 1), valid_to=date(2100, 1, 1),
        )  # fmt: skip
    client = signed_in(agent)
    assert client.post("/my/fees/new/", {**TYPED, "enterprise": stranger.pk}).status_code == 422
    assert client.post("/my/fees/new/", TYPED).status_code == 422

    client.post("/my/fees/new/", {**TYPED, "enterprise": other.pk})

    fee = Fee.objects.get()
    assert fee.case.enterprise == other
    assert log.history(fee.case).get(name="fee_declared").acting_for == "乙厂"
    assert "乙厂" in client.get("/my/fees/").content.decode()
    with pytest.raises(NotYours):
        declared(office, by=applicant(stranger, "外人"))
