"""The pages of service: one form a way, what came back, what is put right, the queue, and the party's 签收."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.queries.service import to_serve
from approvals.applications.rules import OutOfOrder
from envportal.documents.models import Letter, Service
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.test_service import on_paper
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
NOON = moment("2026-09-29", "12:00")
SIGNED = {**world.SIGNED, "on": "2026年9月24日"}


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def page_of(letter: Letter, name: str = "record_service", *more: object) -> str:
    return reverse(f"applications:{name}", args=[letter.case_id, letter.pk, *more])


def test_a_clerk_records_a_day_in_words_and_is_told_it_with_its_weekday(yunxi):
    _application, letter = on_paper(yunxi)
    clerk = signed_in(yunxi.clerk)

    page = clerk.post(page_of(letter), {**SIGNED, "_key": str(uuid4())}, follow=True).content.decode()

    assert "送达已登记：9月24日（周四） 送达，当事人的期限从 9月25日（周五） 起算" in page
    assert "签收人 <span" in page
    assert Letter.objects.get(pk=letter.pk).served_on.isoformat() == "2026-09-24"


def test_the_same_form_twice_is_recorded_once(yunxi):
    _application, letter = on_paper(yunxi)
    clerk, typed = signed_in(yunxi.clerk), {**SIGNED, "_key": str(uuid4())}

    answers = [clerk.post(page_of(letter), typed).status_code for _again in range(2)]

    assert answers == [302, 302]
    assert Service.objects.filter(letter=letter).count() == 1


def test_each_way_has_its_own_form_and_none_is_for_the_portal(yunxi):
    _application, letter = on_paper(yunxi)
    clerk = signed_in(yunxi.clerk)

    pages = {way: clerk.get(page_of(letter, "record_service_by", way)) for way in ("post", "left", "public", "portal")}

    assert {way: page.status_code for way, page in pages.items()} == {
        "post": 200, "left": 200, "public": 200, "portal": 404,
    }  # fmt: skip
    assert "邮件号" in pages["post"].content.decode()
    assert "见证人" in pages["left"].content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"identity": "110101199003070318"}, "只写证件种类和号码后四位"),
        ({"receiver": ""}, "写明签收人"),
        ({"on": "2026-02-30"}, "这一天不存在"),
        ({"on": "2026-9-22"}, "送达日期不能早于文书的成文日期"),
        ({"on": "2026-9-30"}, "还没有到，不能登记"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(yunxi, typed, says):
    _application, letter = on_paper(yunxi)

    answer = signed_in(yunxi.clerk).post(page_of(letter), {**SIGNED, **typed})

    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert says in page
    assert 'value="居民身份证，尾号 0318"' in page or "identity" in typed
    assert not Service.objects.filter(letter=letter).exists()


def test_returned_mail_stands_in_the_queue_and_on_the_case(yunxi):
    application, letter = on_paper(yunxi)
    clerk = signed_in(yunxi.clerk)
    typed = {"way": "post", "on": "2026-9-28", "reason": "原址已搬迁", "tracking": "EMS01"}
    scan = corpus.upload(corpus.pdf(1), "退件.pdf")

    answer = clerk.post(page_of(letter, "record_failed_service"), {**typed, "evidence": scan})

    assert answer.status_code == 302
    assert letter.number in clerk.get("/desk/service/?show=back").content.decode()
    assert "原址已搬迁" in clerk.get(reverse("applications:case", args=[application.pk])).content.decode()


def test_another_person_puts_it_right_and_the_first_may_not(yunxi):
    _application, letter = on_paper(yunxi)
    signed_in(yunxi.clerk).post(page_of(letter), SIGNED)
    typed = {"on": "2026-9-28", "reached": "True", "reason": "看错了日期"}

    first = signed_in(yunxi.clerk).post(page_of(letter, "correct_service"), typed)
    second = signed_in(yunxi.officer).post(page_of(letter, "correct_service"), typed)

    assert (first.status_code, second.status_code) == (409, 302)
    assert "更正须由另一人办理" in first.content.decode()
    assert Letter.objects.get(pk=letter.pk).served_on.isoformat() == "2026-09-28"


def test_the_queue_marks_a_decision_past_its_ten_working_days(yunxi):
    application = world.proposed(yunxi, portal_service=False)
    right = application.case.letters.get(kind="hearing_right")
    actions.record_service(
        application.pk, letter=right.pk, by=yunxi.clerk, at=moment("2026-10-12", "18:00"), **world.SIGNED
    )
    world.sign(yunxi, application, moment("2026-10-20", "10:00"))
    page = {}
    for day in ("2026-11-03", "2026-11-04"):
        with time_machine.travel(moment(day, "09:00"), tick=True):
            page[day] = signed_in(yunxi.clerk).get("/desk/service/").content.decode()

    assert "今天到期" in page["2026-11-03"]
    assert 'class="is-late"' in page["2026-11-04"]
    assert "已超 1 个工作日" in page["2026-11-04"]


def test_the_queue_is_read_with_one_row_and_with_three_under_the_same_number_of_queries(
    yunxi, django_assert_num_queries
):

    application, _letter = on_paper(yunxi)
    clerk = signed_in(yunxi.clerk)
    clerk.get("/desk/service/")
    with CaptureQueriesContext(connection) as three:
        clerk.get("/desk/service/")
    application.case.letters.exclude(kind="receipt").update(served_on="2026-09-24")

    with django_assert_num_queries(len(three)):
        clerk.get("/desk/service/")


class TestAcknowledging:
    def test_a_get_marks_nothing_and_the_button_marks_once(self, yunxi):
        application = world.submitted(yunxi)
        letter = application.case.letters.get(kind="receipt")
        owner = signed_in(yunxi.applicant)
        address = reverse("documents:acknowledge", args=[letter.pk])

        page = owner.get(reverse("documents:letter", args=[letter.pk])).content.decode()
        assert "请签收" in page
        assert not hasattr(Letter.objects.get(pk=letter.pk), "reading")
        assert owner.get(address).status_code == 405

        assert "等您签收的文书" in owner.get("/my/").content.decode()

        for _again in range(2):
            assert owner.post(address).status_code == 302
        assert "等您签收的文书" not in owner.get("/my/").content.decode()
        case = signed_in(yunxi.clerk).get(reverse("applications:case", args=[application.pk])).content.decode()
        assert "已签收" in case
        assert "请签收" not in owner.get(reverse("documents:letter", args=[letter.pk])).content.decode()

    def test_neither_staff_nor_strangers_acknowledge(self, yunxi):
        letter = world.submitted(yunxi).case.letters.get(kind="receipt")
        address = reverse("documents:acknowledge", args=[letter.pk])

        answers = [signed_in(one).post(address).status_code for one in (yunxi.clerk, world.other_applicant(yunxi))]

        assert answers == [403, 404]
        assert not hasattr(Letter.objects.get(pk=letter.pk), "reading")


def test_a_notice_of_intent_is_posted_up_and_waits_for_nobody(yunxi: world.World) -> None:
    application = world.proposed(yunxi, portal_service=False)
    letter = application.case.letters.get(kind="proposed")

    assert letter not in to_serve(yunxi.clerk, date(2026, 10, 16))
    with pytest.raises(OutOfOrder):
        actions.record_service(
            application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-10-16"), **world.SIGNED
        )
