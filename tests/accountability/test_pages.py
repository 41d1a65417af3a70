"""The pages: who gets which, what is on them, bad input, the same number of queries for one row and for three."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from envportal.accountability import actions
from envportal.accountability.enums import Cause, Result
from envportal.accountability.models import Entry, Part, ReturnCall
from envportal.audit.models import Event
from envportal.ratings import rating
from envportal.ratings.models import Wish
from tests import builders
from tests.accountability.conftest import OPENED, code
from tests.accountability.test_calls import due
from tests.accountability.test_entries import finished, listed
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-28")


def desk(record_pk: int) -> str:
    return f"/desk/accountability/{record_pk}/"


def test_each_reads_what_is_theirs_and_a_try_at_the_rest_is_noted(office):
    page = desk(office.opened().pk)

    with time_machine.travel(NOW, tick=False):
        told = {name: signed_in(getattr(office, name)).get(page).status_code for name in (
            "officer", "clerk", "leader", "other", "superior", "supervisor", "head", "outsider", "applicant",
        )}  # fmt: skip

    assert told == {
        "officer": 200, "clerk": 200, "leader": 200, "other": 200, "superior": 200, "supervisor": 200, "head": 403,
        "outsider": 403, "applicant": 404,
    }  # fmt: skip
    assert Event.objects.filter(name="denied", facts__action="accountability.view").count() == 3
    assert Client().get(page).status_code == 302


def test_a_record_that_is_not_there_answers_like_one_that_is_not_yours(office):
    office.opened()

    with time_machine.travel(NOW, tick=False):
        assert signed_in(office.head).get(desk(999_999)).status_code == 403


def test_who_is_in_it_reads_their_part_and_no_name_of_another(office):
    page = desk(office.opened().pk)

    with time_machine.travel(NOW, tick=False):
        own, whole = (signed_in(one).get(page).content.decode() for one in (office.officer, office.supervisor))

    assert ("周明远" in own, "罗静" in own, "韩松年" in own) == (True, False, False)
    assert ("周明远" in whole, "罗静" in whole, "韩松年" in whole) == (True, True, True)
    assert "云环审〔2026〕9号" in whole
    assert "顶格处理" in own


def test_another_ones_part_is_neither_answered_nor_decided_by_its_address(office):
    office.opened()
    part = office.part(office.clerk).pk

    with time_machine.travel(NOW, tick=False):
        told = [
            signed_in(person).get(f"/desk/accountability/parts/{part}/{verb}/").status_code
            for person, verb in (
                (office.officer, "answer"), (office.leader, "decide"), (office.outsider, "decide"),
                (office.other, "decide"),
            )
        ]  # fmt: skip

    assert told == [403, 403, 403, 200]


def test_answer_decide_and_appeal_by_their_forms(office):
    record = office.opened()
    part = office.part(office.officer)
    base = f"/desk/accountability/parts/{part.pk}"
    with time_machine.travel(OPENED, tick=False):
        empty = signed_in(office.officer).post(f"{base}/answer/", {"words": ""})
        told = signed_in(office.officer).post(f"{base}/answer/", {"words": "材料齐全"})
    with time_machine.travel(NOW, tick=False):
        heavy = {"finding": "none", "grade": "talk", "reasons": "没有", "code": code(NOW)}
        refused = signed_in(office.other).post(f"{base}/decide/", heavy)
        done = signed_in(office.other).post(f"{base}/decide/", {**heavy, "finding": "direct"})
        appeal = signed_in(office.officer).post(f"{base}/appeal/", {"words": "不服"})

    assert [one.status_code for one in (empty, told, refused, done, appeal)] == [422, 302, 409, 302, 302]
    assert told["Location"] == desk(record.pk)
    assert Part.objects.get(pk=part.pk).state == "appealed"


def test_a_supervisor_opens_one_by_its_number_and_a_wrong_number_is_told(office):
    with time_machine.travel(NOW, tick=False):
        by = signed_in(office.supervisor)
        wrong = by.post("/desk/accountability/new/", {"number": "云环收〔2026〕9999号", "reason": "要了两次"})
        right = by.post("/desk/accountability/new/", {"number": "云环收〔2026〕137号", "reason": "要了两次"})
        others = signed_in(office.leader).get("/desk/accountability/new/")

    assert (wrong.status_code, right.status_code, others.status_code) == (409, 302, 403)
    assert "要了两次" in wrong.content.decode()


def test_the_list_asks_as_often_for_three_records_as_for_one(office):
    by, page = signed_in(office.supervisor), "/desk/accountability/?show=open&cause=wrong&q=137"
    with time_machine.travel(NOW, tick=False):
        office.opened()
        one = queries_of(by, page)
        office.opened(ref="b")
        office.opened(ref="c")
        assert queries_of(by, page) == one
        assert len(by.get(page).context["rows"]) == 3
        assert by.get(f"{page}&format=csv").content.decode().count("\n") == 4
        assert by.get("/desk/accountability/grades/").status_code == 200


# THE LEDGER -------------------------------------------------------------------------------
def test_the_public_reads_what_was_published_and_no_person_source_or_case(office):
    entry = listed(office, source="意见箱第三封", about="云环收〔2026〕137号")
    listed(office, problem="还没有同意公开的问题")
    actions.publish(entry.pk, by=office.supervisor, at=OPENED)

    with time_machine.travel(moment("2026-11-01"), tick=False):
        page, told = (
            Client().get("/self-examination/?show=late").content.decode(),
            Client().get("/self-examination.json").json(),
        )
        file = Client().get("/self-examination/?format=csv").content.decode()

    assert [one["problem"] for one in told["items"]] == ["窗口的材料清单与网上的不一致"]
    for text in (page, file):
        assert "窗口的材料清单与网上的不一致" in text
        assert not any(word in text for word in ("周明远", "许望舒", "意见箱第三封", "137号", "还没有同意公开"))
    assert "逾期" in page


def test_the_ledger_at_the_desk_with_its_steps(office):
    entry = finished(office)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(office.supervisor).get(f"/desk/self-examination/{entry.pk}/")
        back = signed_in(office.supervisor).post(
            f"/desk/self-examination/{entry.pk}/send-back/", {"reason": "网上没有改"}
        )
        again = signed_in(office.officer).get(f"/desk/self-examination/{entry.pk}/finish/")
        away = signed_in(office.outsider).get(f"/desk/self-examination/{entry.pk}/")
        no_file = signed_in(office.supervisor).get(f"/desk/self-examination/{entry.pk}/proof/")

    words = [str(step["word"]) for step in page.context["steps"]]
    assert words == ["同意公开", "复查通过", "退回：没有改好"]
    assert [one.status_code for one in (back, again, away, no_file)] == [302, 200, 403, 404]


def test_a_problem_is_listed_by_its_form_and_bad_input_loses_nothing(office):
    typed = {
        "problem": "清单不一致", "named_by": "self", "measure": "统一", "holder": office.officer.pk,
        "due_on": "2026-10-01",
    }  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        by = signed_in(office.head)
        bad = by.post("/desk/self-examination/new/", typed)
        good = by.post("/desk/self-examination/new/", {**typed, "due_on": "2026-11-30"})
        rows = by.get("/desk/self-examination/?q=清单&named_by=self")

    assert (bad.status_code, good.status_code) == (409, 302)
    assert "统一" in bad.content.decode()
    assert [one.problem for one in rows.context["rows"]] == ["清单不一致"]
    assert Entry.objects.get().case.holder == office.officer


# RETURN CALLS -----------------------------------------------------------------------------
def test_the_number_is_shown_once_asked_for_and_never_on_the_page(office):
    page = f"/desk/return-calls/{due(office).pk}/"
    with time_machine.travel(moment("2026-11-06"), tick=False):
        by = signed_in(office.supervisor)
        shown, contact = by.get(page).content.decode(), by.post(f"{page}contact/", {})
        lists = by.get("/desk/return-calls/?show=waiting")
        others = [signed_in(one).get(page).status_code for one in (office.officer, office.outsider, office.applicant)]

    assert "0999-0000123" not in shown
    assert "0999-0000123" in contact.content.decode()
    assert contact["Cache-Control"] == "no-store, private"
    assert len(lists.context["rows"]) == 1
    assert others == [403, 403, 404]


def test_a_call_is_made_followed_and_checked_by_its_forms(office):
    page = f"/desk/return-calls/{due(office).pk}/"
    entry = {
        "problem": "清单不全", "named_by": "enterprise", "measure": "补全", "holder": office.officer.pk,
        "due_on": "2026-11-30",
    }  # fmt: skip
    with time_machine.travel(moment("2026-11-06"), tick=False):
        first, second = signed_in(office.supervisor), signed_in(office.second)
        made = first.post(f"{page}made/", {"result": Result.WRONG, "words": "多跑一趟"})
        early = second.post(f"{page}check/", {"words": "可以"})
        record = signed_in(office.leader).get(f"{page}record/")
        followed = first.post(f"{page}entry/", entry)
        checked = second.post(f"{page}check/", {"words": "可以"})

    assert [one.status_code for one in (made, early, followed, checked)] == [302, 409, 302, 302]
    assert record.status_code == 403
    assert ReturnCall.objects.get().state == "checked"


# FIGURES ----------------------------------------------------------------------------------
def test_figures_and_the_trend_are_public_and_name_nobody(office):
    for n in range(5):
        office.opened(cause=Cause.WRONG, ref=f"changed-{n}")

    page = Client().get("/accountability/").content.decode()

    assert "决定被改变、撤销或者认定有错" in page
    assert not any(name in page for name in ("周明远", "罗静", "韩松年"))
    assert Client().get("/accountability/?format=csv").status_code == 200
    assert Client().get("/en/accountability/").status_code == 200
    assert "满意率按月的走势" in Client().get("/ratings/").content.decode()


def test_a_wrong_telephone_number_is_told_at_its_field(office):
    case = builders.case(enterprise=office.applicant.enterprise, kind="inspection")
    invitation = rating.invite(
        case, section=office.officer.section, enterprise=office.applicant.enterprise,
        service=rating.Service.INSPECTION, at=moment("2026-11-02"),
    )  # fmt: skip
    with time_machine.travel(moment("2026-11-05"), tick=False):
        by, page = signed_in(office.applicant), f"/my/ratings/{invitation.pk}/"
        bad = by.post(page, {"score": "1", "words": "等了三趟", "phone": "打给我"})
        good = by.post(page, {"score": "1", "words": "等了三趟", "phone": "0999 0000123"})

    assert (bad.status_code, good.status_code) == (422, 302)
    assert "等了三趟" in bad.content.decode()
    assert Wish.objects.get().on == date(2026, 11, 5)
