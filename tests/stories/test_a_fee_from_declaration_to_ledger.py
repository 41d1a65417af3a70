"""A fee from the declaration to the ledger: everybody computes its figures again, and the books are even."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.fees import actions
from enforcement.fees.actions import Receipt
from enforcement.fees.actions.declaring import Told
from enforcement.fees.guards import NothingDemandable
from enforcement.fees.models import Account
from enforcement.fees.states import State
from envportal.accounts.enums import Role
from tests.builders import moment, staff
from tests.fees.conftest import office

pytestmark = pytest.mark.django_db
MONTH = date(2016, 1, 1)
# 1200 × 1.4 doubled, 80 / 0.8 × 1.4; checked again at 1000 kg: 2800 + 140
STATED = [Told("总排口", {"medium": "water", "period": "2016-01", "pollutants": ["COD/1200/over", "氨氮/80"]})]
FOUND = [Told("总排口", {"medium": "water", "period": "2016-01", "pollutants": ["COD/1000/over", "氨氮/80"]})]


def test_a_fee_is_declared_objected_to_demanded_paid_late_and_published(client):
    of = office()
    editor = staff(Role.EDITOR, "林小满", at=of.bureau)

    fee = actions.declare(
        of.enterprise, of.bureau, first=MONTH, last=MONTH, basis="supervised", parts=STATED, by=of.owner,
        at=moment("2016-02-15"),
    )  # fmt: skip
    fee = actions.verify(fee.pk, basis="supervised", by=of.clerk, at=moment("2016-02-16"))
    assert fee.assessed == 3500_00
    actions.object_to(fee.pk, why="流量计已校准，实际为 1000 千克", by=of.owner, at=moment("2016-02-23"))
    actions.recheck(fee.pk, answer="采信校准后的数据", parts=FOUND, by=of.second, at=moment("2016-03-04"))
    fee = actions.demand(fee.pk, by=of.second, at=moment("2016-03-07"))
    assert (fee.assessed, fee.due_on) == (2940_00, date(2016, 3, 14))

    # Ten days late: 2940 × 0.2 % × 10 = 58.80; paid with 1.20 too much, which a second person pays back.
    actions.pay(fee.pk, Receipt("银行0001", 3000_00, date(2016, 3, 24)), by=of.clerk, at=moment("2016-03-25"))
    actions.refund(fee.pk, fen=1_20, document="退1号", reason="多缴", by=of.second, at=moment("2016-03-28"))
    fee.refresh_from_db(fields=["accrued_to"])
    account = Account.objects.select_related("fee__case").get(pk=fee.pk)
    assert (account.fee.state, account.fee.case.closed_on) == (State.SETTLED, date(2016, 3, 28))
    assert (account.collected, account.late_charged, account.refunded, account.owed) == (3000_00, -58_80, -1_20, 0)

    notice = board.notices_of(fee.case).filter(state=board.State.PENDING).get()
    board.publish(notice.pk, by=editor, at=moment("2016-03-29"))
    facts = dict(Notice.objects.get(pk=notice.pk).facts)
    assert (facts["核定金额"], facts["征收金额"], facts["滞纳金"]) == ("2940.00 元", "2998.80 元", "58.80 元")
    assert client.get(facts["复算"].split()[-1]).json()["amount"] == "2940.00"

    out = StringIO()
    call_command("verify_fees", stdout=out)
    assert out.getvalue() == "1 accounts equal 10 postings.\n"


def test_of_2018_there_is_a_sheet_for_the_tax_office_and_nothing_to_demand():
    of, month = office(), date(2018, 1, 1)
    told = [Told("总排口", {"medium": "water", "period": "2018-01", "pollutants": ["COD/1000"]})]
    fee = actions.declare(
        of.enterprise, of.bureau, first=month, last=month, basis="automatic", parts=told, by=of.clerk,
        at=moment("2018-02-05"),
    )  # fmt: skip
    for step in (actions.verify, actions.hand_over):
        if step is actions.verify:
            with pytest.raises(NothingDemandable):
                step(fee.pk, basis="automatic", by=of.clerk, at=moment("2018-02-06"))
        else:
            fee = step(fee.pk, basis="automatic", by=of.clerk, at=moment("2018-02-06"))

    assert (fee.state, Account.objects.count(), fee.case.letters.count()) == (State.TAXED, 0, 0)
