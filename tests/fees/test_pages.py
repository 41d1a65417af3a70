"""The pages of fees as enterprise and as finance clerk; payments out of a sheet."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.fees import forms
from enforcement.fees.models import Fee, Payment, Run
from enforcement.fees.queries.replay import differences
from enforcement.fees.rules import calculators
from enforcement.fees.states import State
from tests.accounts.conftest import just_confirmed, signed_in
from tests.fees.conftest import declared, demanded

pytestmark = pytest.mark.django_db
LINES = (
    "总排口 2016-01 水 COD/1200/超标 氨氮/80\n东厂界 2016-02 噪声 昼间=3 夜间=5 天数=14\n渣场 2016-02 固废 粉煤灰/10"
)
TYPED = {"first": "2016-01", "last": "2016年3月", "basis": "automatic", "parts": LINES}


@pytest.mark.parametrize(
    ("line", "fen"),
    [("口 2016-01 水 COD/1000/超标", 2800_00), ("口 2016年1月 气 SO2/950", 1200_00),
     ("界 2010-01 噪声 夜间=5 峰值=8", 1760_00),
     ("炉 2010-01 烟 级=3 燃料=100", 500_00), ("口 2010-01 水 pH/10000/pH=5", 1400_00)],
)  # fmt: skip
def test_a_line_as_people_write_it_is_a_question(line, fen):
    (told,) = forms.read_parts(line)

    assert calculators.computed(told.question).fen == fen


@pytest.mark.parametrize("line", ["口 2016-13 水 COD/1", "口 2016-01 土 COD/1", "口 水 COD/1",
                                  "口 2016-01 水 铀/1",
                                  "口 2016-01 水 COD/x", "口 2016-01 水 COD/1/many",
                                  "口 2016-01 噪声 夜间=9e9"])  # fmt: skip
def test_a_line_that_cannot_be_computed_is_answered_in_place(line):
    form = forms.DeclareForm({**TYPED, "parts": line})

    assert not form.is_valid()
    assert line[:10] in form.errors["parts"][0]


def test_the_enterprise_declares_and_the_clerks_verify_and_demand(office):
    client = signed_in(office.owner)
    assert client.post("/my/fees/new/", {**TYPED, "parts": "口"}).status_code == 422
    answer = client.post("/my/fees/new/", TYPED)
    fee = Fee.objects.get()
    assert answer["Location"] == f"/my/fees/{fee.pk}/"

    clerk = just_confirmed(office.clerk)
    clerk.post(f"/desk/fees/{fee.pk}/verify/", {"basis": "automatic", "parts": ""})
    fee = Fee.objects.get()
    # 1200 × 1.4 × 2 + 100 × 1.4; half of 550 and 880; 10 × 30
    assert (fee.state, fee.assessed) == (State.VERIFIED, 3360_00 + 140_00 + 715_00 + 300_00)
    assert clerk.post(f"/desk/fees/{fee.pk}/demand/").status_code == 403
    assert just_confirmed(office.second).post(f"/desk/fees/{fee.pk}/demand/").status_code == 409
    assert "可以申请复核" in client.get(f"/my/fees/{fee.pk}/").content.decode()
    client.post(f"/my/fees/{fee.pk}/object/", {"why": "数据不符"})
    assert Fee.objects.get().state == State.OBJECTED


def test_a_payment_is_typed_and_the_account_shown(office):
    fee, client = demanded(office), just_confirmed(office.clerk)
    client.post(
        f"/desk/fees/{fee.pk}/pay/", {"receipt": "票1", "fen": "4,200.00", "paid_on": "2016-04-27", "payer": ""}
    )

    page = client.get(f"/desk/fees/{fee.pk}/").content.decode()
    assert Fee.objects.get().state == State.SETTLED
    assert all(word in page for word in ("已结清", "4,200.00", "/api/v1/compute/fee?medium=water", "票1"))
    assert "4,200.00" in signed_in(office.owner).get(f"/my/fees/{fee.pk}/").content.decode()
    sheet = client.get(f"/desk/fees/{fee.pk}/sheet/?as=csv")
    assert sheet.status_code == 200


def upload(client, text: str):
    return client.post("/desk/fees/payments/import/", {"file": SimpleUploadedFile("缴款.csv", text.encode())})


def test_a_sheet_is_told_line_by_line_and_twice_brings_nothing_twice(office):
    fee, client = demanded(office), just_confirmed(office.clerk)
    letter = fee.case.letters.get(kind="fee_demand").number
    text = (
        "票据号,金额（元）,缴款日期,通知单编号,缴款单位\n"
        f'A1,"4,000.00",2016-04-27,{letter},和信\nA2,200,2016-04-27,{fee.case.number},和信\nA3,50,2016-04-27,无此号,某某\n'
        "A4,0,2016-04-27,,\nA5,1.001,2016-04-27,,\nA6,1,2099-01-01,,\n,1,2016-04-27,,\nA1,4001,2016-04-27,,\n"
    )
    upload(client, text)
    upload(client, text)

    first, again = Run.objects.order_by("pk")
    told = ["taken", "taken", "waiting", "refused", "refused", "refused", "refused", "refused"]
    assert list(first.lines.order_by("number").values_list("result", flat=True)) == told
    assert list(again.lines.order_by("number").values_list("result", flat=True)) == ["repeated"] * 3 + ["refused"] * 5
    assert list(Payment.objects.order_by("receipt").values_list("match", flat=True)) == ["under", "exact", "unmatched"]

    page = client.get("/desk/fees/payments/").content.decode()
    assert "没有对上" in page
    waiting = Payment.objects.get(receipt="A3")
    assert client.post(f"/desk/fees/payments/{waiting.pk}/match/", {"number": "错"}).status_code == 409
    client.post(f"/desk/fees/payments/{waiting.pk}/match/", {"number": letter})
    assert (Payment.objects.get(receipt="A3").match, list(differences())) == ("over", [])


def test_lists_are_read_with_as_many_questions_for_one_as_for_three(office):
    client, counts = just_confirmed(office.clerk), []
    demanded(office)
    client.get("/desk/fees/")
    for _more in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/desk/fees/").status_code == 200
        counts.append(len(seen))
        declared(office)
        declared(office)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["/desk/fees/new/", "/desk/fees/payments/", "/desk/fees/payments/import/"])
def test_an_enterprise_does_not_find_the_desk(office, address):
    assert signed_in(office.owner).get(address).status_code == 404
