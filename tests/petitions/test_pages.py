"""The pages of petitions: reported without an account, followed by code, handled at the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enforcement.petitions import actions
from enforcement.petitions.models import Petition, Reporter
from enforcement.petitions.states import State
from envportal.cases.queries import query_code
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.documents.test_photos import JPEG
from tests.petitions import rows

if TYPE_CHECKING:
    from envportal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def follow(petition: Petition, address: str = "/report/progress/", **typed: str) -> Any:
    return Client().post(address, {"no": petition.case.number, "code": query_code(petition.case), **typed})


# ANYBODY ------------------------------------------------------------------------------
def test_anybody_reports_without_an_account_and_reads_number_and_code_at_once(of):
    answer = rows.send_report(Client(), of.bureau, name=rows.NAME, contact=rows.CONTACT)

    petition, page = Petition.objects.get(), answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert petition.case.number in page
    assert query_code(petition.case) in page
    assert not answer.cookies
    assert rows.NAME not in page
    assert Reporter.objects.get().name == rows.NAME


def test_what_was_typed_comes_back_with_every_mistake(of):
    answer = rows.send_report(Client(), of.bureau, place="", what="夜里风机很响，睡不着")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "夜里风机很响，睡不着" in page
    assert "写明具体地点，我们才找得到" in page
    assert re.search(r'value="noise"[^>]*checked', page)
    assert not Petition.objects.exists()


def test_the_page_names_the_other_doors_and_a_way_out(of):
    page = Client().get("/report/").content.decode()

    for address in ("/opinions/new/", "/requests/new/", "/report/progress/", "https://www.weather.com.cn/"):
        assert f'href="{address}"' in page
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


def test_a_photograph_is_kept_without_its_place_and_a_broken_one_is_answered_in_place(of):
    client = Client()
    rows.send_report(client, of.bureau, photo_1=SimpleUploadedFile("IMG.jpg", JPEG, "image/jpeg"))

    kept = Petition.objects.get().photos.get().document
    assert (kept.name, kept.is_inside, kept.case) == ("照片1.pdf", True, Petition.objects.get().case)
    broken = rows.send_report(client, of.bureau, photo_2=SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg"))
    assert broken.status_code == 422
    assert "这不是能读的 JPEG 照片" in broken.content.decode()


def test_one_address_reports_so_often_an_hour_and_no_more(of):
    client = Client()
    for n in range(3):
        assert rows.send_report(client, of.bureau, what=f"第 {n} 件").status_code == 200

    answer = rows.send_report(client, of.bureau, what="第四件")

    assert answer.status_code == 429
    assert "第四件" in answer.content.decode()
    assert Petition.objects.count() == 3


def test_number_and_code_open_the_progress_from_either_page_and_a_wrong_code_opens_nothing(of):
    petition = rows.answered(of)

    page = follow(petition).content.decode()
    assert "夜间风机噪声超标。" in page
    assert "评价这次办理" in page
    # The look-up all cases share hands the question on, as it was posted.
    answer = follow(petition, "/progress/")
    assert (answer.status_code, answer["Location"]) == (307, "/report/progress/")
    wrong = Client().post("/report/progress/", {"no": petition.case.number, "code": "AAAA-AAAA"})
    assert wrong.status_code == 404
    assert "夜间风机噪声超标。" not in wrong.content.decode()


def test_whoever_reported_rates_the_answer_once_and_says_why_where_not_satisfied(of):
    petition = rows.answered(of)

    assert follow(petition, "/report/rate/", satisfied="no").status_code == 422
    page = follow(petition, "/report/rate/", satisfied="no", said="夜里还在响").content.decode()

    assert "谢谢，您的评价已经记下。" in page
    assert (petition.answers.get().satisfied, petition.answers.get().said) == ("no", "夜里还在响")
    assert "评价这次办理" not in page


@time_machine.travel("2026-12-21 10:00 +0800", tick=False)
def test_a_review_is_asked_for_by_code_on_the_last_day(of):
    petition = rows.answered(of, kind="petition")

    assert follow(petition, "/report/review/", reason="没有解决").status_code == 200
    assert Petition.objects.get().state == State.IN_REVIEW


@time_machine.travel("2026-12-22 10:00 +0800", tick=False)
def test_the_day_after_no_review_is_offered(of):
    petition = rows.answered(of, kind="petition")

    assert "提交申请" not in follow(petition).content.decode()
    answer = follow(petition, "/report/review/", reason="没有解决")
    assert (answer.status_code, Petition.objects.get().state) == (409, State.ANSWERED)


# THE DESK -----------------------------------------------------------------------------
@time_machine.travel("2026-11-20 10:00 +0800", tick=False)
def test_each_step_is_typed_at_the_desk(of):
    one, head = rows.reported(of), just_confirmed(of.head)
    clerk, officer, leader = just_confirmed(of.clerk), just_confirmed(of.officer), just_confirmed(of.leader)
    page = f"/desk/petitions/{one.pk}/"
    company = builders.enterprise()
    for client, verb, typed in (
        (clerk, "correct", {"kind": "tip_off", "division": "青石镇", "pollution": ["noise"], "enterprise": company.pk,
                            "is_dispute": "on", "reason": "厂名已核实"}),
        (clerk, "route", {"section": of.section.pk, "holder": of.officer.pk}),
        (officer, "accept", {}),
        (officer, "visit", {"what": "夜间开风机", "latest": "2026-12-01"}),
        (officer, "mediate", {"met_on": "2026-11-19", "place": "社区", "attended": "厂方、居民代表 3 人",
                              "agreed": "十一点后停风机", "due_on": "2026-12-15", "becomes_duty": "on"}),
        (officer, "ask-extension", {"days": "10", "reason": "等监测"}),
        (leader, "extension", {"is_granted": "yes"}),
        (officer, "answer", rows.SAID),
        (officer, "result", {"problem": "夜间噪声", "found": "属实", "done": "已改", "responsible": "无"}),
    ):  # fmt: skip
        answer = client.post(f"{page}{verb}/", typed)
        assert (verb, answer.status_code, answer.get("Location")) == (verb, 302, page)

    text = head.get(page).content.decode()
    for words in ("十一点后停风机", "答复意见书", "检查需求", "已作为企业的任务", "待发布"):
        assert words in text


@time_machine.travel("2026-11-03 10:00 +0800", tick=False)
def test_the_clerk_registers_a_call_and_the_same_order_twice_leads_to_the_first(of):
    client = just_confirmed(of.clerk)
    typed = {
        "channel": "hotline", "order_number": "YX-1", "received_at": "2026-11-02 09:30", "kind": "tip_off",
        "what": "夜里有味", "division": "青石镇", "place": "路口", "pollution": ["odour"], "name": rows.NAME,
    }  # fmt: skip
    first = client.post("/desk/petitions/new/", typed)
    petition = Petition.objects.get()
    assert first["Location"] == f"/desk/petitions/{petition.pk}/receipt/"
    assert query_code(petition.case) in client.get(first["Location"]).content.decode()
    assert just_confirmed(of.leader).get(first["Location"]).status_code in {403, 404}

    again = client.post("/desk/petitions/new/", {**typed, "what": "又打来"})

    assert again["Location"] == f"/desk/petitions/{petition.pk}/"
    assert Petition.objects.count() == 1


def listed(user: User, address: str) -> str:
    return str(just_confirmed(user).get(address).content.decode())


@time_machine.travel("2026-11-20 10:00 +0800", tick=False)
def test_the_list_is_filtered_sorted_and_taken_away_without_any_name(of, django_assert_max_num_queries):
    actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    rows.reported(of, "k2", pollution=["water"], division="望湖街道")

    page = listed(of.clerk, "/desk/petitions/?pollution=water")
    assert "望湖街道水问题" in page
    assert "青石镇异味、噪声问题" not in page
    late = listed(of.clerk, "/desk/petitions/?only=late")  # the 17th is over
    assert "共 2 件" in late
    exported = b"".join(just_confirmed(of.leader).get("/desk/petitions/?format=csv")).decode()
    assert "青石镇" in exported
    assert rows.NAME not in page + late + exported
    assert listed(of.officer, "/desk/petitions/").count("is-late") == 0  # not his yet


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_is_read_under_the_same_number_of_queries(of, django_assert_num_queries, n):
    for serial in range(n):
        rows.routed(of, f"k{serial}")
    client = just_confirmed(of.clerk)

    with django_assert_num_queries(QUERIES):
        client.get("/desk/petitions/")


QUERIES = 16
