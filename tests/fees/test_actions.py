"""The way of a fee, each rule at its edge: verified, objected to, demanded, paid, late, let off, paid back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from disclosure.board import board
from enforcement.fees import actions
from enforcement.fees.actions import Receipt
from enforcement.fees.actions.declaring import Told
from enforcement.fees.guards import NothingDemandable, NotPossible, OutOfOrder
from enforcement.fees.models import Account, Fee, Payment
from enforcement.fees.queries.replay import differences
from enforcement.fees.states import State
from envportal.deadlines import clocks
from envportal.refusals import NotYours
from tests.builders import moment
from tests.fees.conftest import DEMANDED, VERIFIED, declared, demanded, verified

pytestmark = pytest.mark.django_db
RELIEF: dict[str, Any] = {"kind": "waived", "fen": 100_00, "organ": "云溪市财政局",
                          "number": "云财〔2016〕3号", "reason": "不可抗力",
          "decided_on": date(2016, 5, 3)}  # fmt: skip


def sides(fee: Fee) -> tuple[int, ...]:
    found = Account.objects.get(pk=fee.pk)
    return found.receivable, found.late_due, found.collected, found.waived, found.refunded, found.overpaid


def paid(fee, of, fen, on, receipt="票1"):
    return actions.pay(fee.pk, Receipt(receipt, fen, date.fromisoformat(on)), by=of.clerk, at=moment("2016-12-01"))


def test_a_declaration_is_computed_and_verified_and_the_enterprise_is_told(office):
    fee = verified(office)

    assert (fee.assessed, fee.state, fee.verified_by) == (4200_00, State.VERIFIED, office.clerk)
    assert fee.case.letters.get().served_on == date(2016, 4, 12)
    assert clocks.due_on(fee.case, "fee_objection") == date(2016, 4, 19)


def test_the_objection_is_in_time_on_the_seventh_day(office):
    fee = actions.object_to(verified(office).pk, why="数据不符", by=office.owner, at=moment("2016-04-19", "23:00"))

    assert (fee.state, clocks.due_on(fee.case, "fee_recheck")) == (State.OBJECTED, date(2016, 4, 29))


def test_the_objection_is_late_on_the_eighth_day(office):
    with pytest.raises(OutOfOrder):
        actions.object_to(verified(office).pk, why="数据不符", by=office.owner, at=moment("2016-04-20"))


def test_somebody_else_checks_again_and_the_new_figure_is_demanded_at_once(office):
    fee = actions.object_to(verified(office).pk, why="数据不符", by=office.owner, at=moment("2016-04-13"))
    less = [Told("总排口", {"medium": "water", "period": "2016-01", "pollutants": ["COD/500"]})]
    with pytest.raises(NotYours):
        actions.recheck(fee.pk, answer="核减", parts=less, by=office.clerk, at=moment("2016-04-14"))

    actions.recheck(fee.pk, answer="核减", parts=less, by=office.second, at=moment("2016-04-14"))
    fee = actions.demand(fee.pk, by=office.second, at=moment("2016-04-14"))

    assert (fee.assessed, fee.due_on, sides(fee)[0]) == (700_00, date(2016, 4, 21), 700_00)


def test_nobody_is_asked_to_pay_while_he_may_object_nor_by_who_verified(office):
    fee = verified(office)
    with pytest.raises(OutOfOrder):
        actions.demand(fee.pk, by=office.second, at=moment("2016-04-19"))
    with pytest.raises(NotYours):
        actions.demand(fee.pk, by=office.clerk, at=DEMANDED)

    assert actions.demand(fee.pk, by=office.second, at=DEMANDED).due_on == date(2016, 4, 27)


def test_paid_on_the_due_day_nothing_is_late_and_the_fee_is_settled(office):
    fee = demanded(office)
    payment = paid(fee, office, 4200_00, "2016-04-27")

    fee = Fee.objects.get(pk=fee.pk)
    assert (payment.match, fee.state, sides(fee)) == ("exact", State.SETTLED, (0, 0, 4200_00, 0, 0, 0))
    assert fee.case.closed_on == date(2016, 12, 1)


def test_a_day_later_it_is_8_40_short(office):
    fee = demanded(office)
    payment = paid(fee, office, 4200_00, "2016-04-28")

    assert (payment.match, sides(fee)) == ("under", (0, 8_40, 4200_00, 0, 0, 0))
    assert Fee.objects.get(pk=fee.pk).state == State.DEMANDED


def test_of_a_part_payment_the_rest_goes_on_being_late(office):
    fee = demanded(office)
    paid(fee, office, 1000_00, "2016-04-27")
    # 3200 × 0.2 % × 10 = 64.00, paid with it
    payment = paid(fee, office, 3264_00, "2016-05-07", "票2")

    assert (payment.match, sides(fee)) == ("exact", (0, 0, 4264_00, 0, 0, 0))


def test_what_came_too_much_is_paid_back_by_who_did_not_book_it(office):
    fee = demanded(office)
    payment = paid(fee, office, 5000_00, "2016-04-27")
    back: dict[str, Any] = {"fen": 800_00, "document": "退1", "reason": "多缴"}
    with pytest.raises(NotYours):
        actions.refund(fee.pk, **back, by=office.clerk, at=moment("2016-12-02"))
    with pytest.raises(NotPossible):
        actions.refund(fee.pk, **{**back, "fen": 800_01}, by=office.second, at=moment("2016-12-02"))

    actions.refund(fee.pk, **back, by=office.second, at=moment("2016-12-02"))

    assert (payment.match, sides(fee)) == ("over", (0, 0, 5000_00, 0, -800_00, 0))
    assert Fee.objects.get(pk=fee.pk).state == State.SETTLED


def test_a_receipt_is_booked_once(office):
    fee = demanded(office)
    paid(fee, office, 1_00, "2016-04-27")

    with pytest.raises(NotPossible):
        paid(fee, office, 1_00, "2016-04-27")


def test_a_payment_after_all_was_paid_opens_the_fee_again(office):
    fee = demanded(office)
    paid(fee, office, 4200_00, "2016-04-27")
    paid(fee, office, 5_00, "2016-04-28", "票2")

    assert (Fee.objects.get(pk=fee.pk).state, sides(fee)[-1]) == (State.DEMANDED, -5_00)


def test_a_waiver_has_its_organ_and_number_and_a_deferral_moves_the_day(office):
    fee = demanded(office)
    actions.relieve(fee.pk, **RELIEF, by=office.second, at=moment("2016-05-04"))
    later = {**RELIEF, "kind": "deferred", "fen": 0, "until": date(2016, 7, 27), "number": "云财〔2016〕4号"}
    actions.relieve(fee.pk, **later, by=office.second, at=moment("2016-05-04"))
    paid(fee, office, 4100_00, "2016-07-27")

    assert sides(fee) == (0, 0, 4100_00, 100_00, 0, 0)
    facts = dict(board.notices_of(fee.case).filter(state=board.State.PENDING).get().facts)
    assert (facts["种类"], facts["金额"], facts["批准文号"]) == (
        "免缴、缓缴",
        "100.00 元",
        "云财〔2016〕3号、云财〔2016〕4号",
    )


def test_nothing_is_let_off_by_a_decision_of_2018(office):
    fee = demanded(office)
    for day, refused in (("2018-01-01", NothingDemandable), ("2017-12-31", None)):
        told = {**RELIEF, "decided_on": date.fromisoformat(day)}
        if refused:
            with pytest.raises(refused):
                actions.relieve(fee.pk, **told, by=office.second, at=moment("2018-02-01"))
        else:
            actions.relieve(fee.pk, **told, by=office.second, at=moment("2018-02-01"))

    assert sides(fee)[3] == 100_00


def test_arrears_of_2017_are_demanded_in_2018_but_nothing_of_2018(office):
    old = [Told("总排口", {"medium": "water", "period": "2017-12", "pollutants": ["COD/1000"]})]
    month = date(2017, 12, 1)
    fee = declared(office, first=month, last=month, parts=old, at=moment("2018-01-10"))
    actions.verify(fee.pk, basis="automatic", by=office.clerk, at=moment("2018-01-11"))
    assert actions.demand(fee.pk, by=office.second, at=moment("2018-01-22")).due_on == date(2018, 1, 29)

    taxed = [Told("总排口", {"medium": "water", "period": "2018-01", "pollutants": ["COD/1000"]})]
    fee = declared(office, first=date(2018, 1, 1), last=date(2018, 1, 1), parts=taxed, at=moment("2018-02-10"))
    with pytest.raises(NothingDemandable):
        actions.verify(fee.pk, basis="automatic", by=office.clerk, at=moment("2018-02-11"))

    fee = actions.hand_over(fee.pk, basis="automatic", by=office.clerk, at=moment("2018-02-11"))
    assert (fee.state, fee.parts.filter(stage="verified").get().fen) == (State.TAXED, 1400_00)


def test_a_period_is_of_one_regime_and_over(office):
    with pytest.raises(NotPossible):
        declared(office, first=date(2017, 12, 1), last=date(2018, 1, 1), at=moment("2018-02-10"))
    with pytest.raises(NotPossible):
        declared(office, at=moment("2016-03-31"))
    with pytest.raises(NotPossible):
        declared(office, parts=[Told("口", {"medium": "water", "period": "2016-04", "pollutants": ["COD/1"]})])


def test_the_database_refuses_a_debit_that_is_no_credit(office):
    fee = demanded(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=fee.pk).update(receivable=1)
    assert list(differences()) == []


def test_the_proof_finds_what_was_made_up(office):
    fee = demanded(office)
    Account.objects.filter(pk=fee.pk).update(receivable=1, assessed=-1)

    assert [one.what for one in differences()] == ["balance"]


def test_the_public_is_told_each_figure_and_where_to_compute_it_again(office, client):
    fee = demanded(office)
    paid(fee, office, 5000_00, "2016-04-27")

    facts = dict(board.notices_of(fee.case).filter(state=board.State.PENDING).get().facts)
    assert (facts["核定金额"], facts["征收金额"], facts["核定时段"]) == (
        "4200.00 元",
        "5000.00 元",
        "2016年1月至2016年3月",
    )
    address = facts["复算"].split()[-1]
    assert client.get(address).json()["fen"] == 1400_00


def test_the_same_form_twice_is_done_once(office):
    fee = demanded(office)
    for _twice in range(2):
        actions.pay(fee.pk, Receipt("票9", 1_00, date(2016, 4, 27)), by=office.clerk, at=moment("2016-12-01"), key="k1")

    assert Payment.objects.count() == 1


def test_staff_of_another_bureau_and_strangers_touch_nothing(office):
    fee = verified(office)
    with pytest.raises(NotYours):
        actions.demand(fee.pk, by=office.owner, at=DEMANDED)
    assert VERIFIED < DEMANDED
