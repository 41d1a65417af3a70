"""The pages of a hearing and of an assessment, in both languages, for those they are for."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.models import Application, Hearing, HearingRequest
from disclosure.board.queries.progress import progress
from envportal.messaging.models import Message
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def at(day: str, clock: str = "10:00") -> time_machine.travel:
    return time_machine.travel(moment(day, clock), tick=True)


def page(client: Client, name: str, *args: object, english: bool = False) -> str:
    response = client.get(("/en" if english else "") + reverse(f"applications:{name}", args=args))
    assert response.status_code == 200, (name, response.status_code, getattr(response, "url", ""))
    return response.content.decode()


def words(html: str) -> str:
    """What a reader reads, without the tags between."""
    return re.sub("<[^>]*>", "", html)


def post(client: Client, step: str, application: Application, **typed: object) -> int:
    response = client.post(reverse(f"applications:{step}", args=[application.pk]), typed)
    return response.status_code


def test_the_applicant_reads_until_when_it_may_ask_and_asks() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    client = signed_in(yunxi.applicant)

    with at("2026-10-15"):
        mine = page(client, "mine_case", application.pk)
        form = page(client, "ask_hearing", application.pk)
        status = post(client, "ask_hearing", application, reason="条件过严")
        after = page(client, "mine_case", application.pk)

    assert "可以申请听证，到 10月19日（周一）（还剩 3 个工作日）" in words(mine)
    assert "听证不收费" in form
    assert (status, HearingRequest.objects.count()) == (302, 1)
    assert "可以申请听证" not in after
    assert "撤回听证申请" in after


def test_the_right_to_a_hearing_is_told_in_english() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    with at("2026-10-19"):
        mine = page(signed_in(yunxi.applicant), "mine_case", application.pk, english=True)

    assert "You can request a hearing until Mon 19 October (1 working day left)" in words(mine)


def test_who_comes_too_late_reads_why_and_the_request_is_kept() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    client = signed_in(yunxi.applicant)

    with at("2026-10-20"):
        mine = page(client, "mine_case", application.pk)
        status = post(client, "ask_hearing", application, reason="条件过严")

    assert "申请听证的期限已于 10月19日（周一） 届满" in words(mine)
    assert (status, HearingRequest.objects.get().hearing) == (409, None)


def test_the_whole_hearing_by_the_buttons_of_its_pages() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    chair = world.chair(yunxi)
    paper = corpus.upload(corpus.pdf(1), "听证申请书.pdf")

    with at("2026-10-14"):
        clerk, head = signed_in(yunxi.clerk), signed_in(yunxi.head)
        assert "利害关系人可以申请到：10月19日" in page(clerk, "record_hearing_request", application.pk)
        said = {
            "asker": "interested",
            "name": "方某",
            "contact": "青石村 3 组",
            "reason": "噪声",
            "asked_on": "2026-10-14",
            "handed_in_at": "9时30分",
        }
        assert post(clerk, "record_hearing_request", application, file=paper, **said) == 302
        assert 'value="35"' in page(head, "confirm_hearing", application.pk)
        assert post(head, "confirm_hearing", application, planned_days="30") == 302
    with at("2026-10-15"):
        officer = signed_in(yunxi.officer)
        form = page(officer, "arrange_hearing", application.pk)
        assert "最早可以定在 10月26日" in form
        assert chair.name in form
        assert f'<option value="{yunxi.officer.pk}"' not in form
        typed = {"held_on": "2026年10月23日", "held_at": "９时３０分", "place": "三楼会议室", "chair": chair.pk}
        assert post(officer, "arrange_hearing", application, **typed) == 409
        assert post(officer, "arrange_hearing", application, **{**typed, "held_on": "2026年11月5日"}) == 302
    for letter in application.case.letters.filter(kind="hearing_notice", served_on=None):
        actions.record_service(
            application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-10-16"), **world.SIGNED
        )
    with at("2026-11-05", "17:00"):
        officer = signed_in(yunxi.officer)
        assert "10月15日" in page(officer, "case", application.pk)
        file = corpus.upload(corpus.pdf(2), "听证笔录.pdf")
        typed = {"signed_on": "2026-11-05", "summary": "请求限制夜间作业", "file": file}
        assert post(officer, "file_transcript", application, **typed) == 302
        assert post(officer, "confirm_opinion", application, text="已采纳：夜间不生产。") == 302
        lawyer = just_confirmed(chair)
        assert post(lawyer, "review_legality", application, outcome="passed", opinion="程序合法。") == 302
    with at("2026-11-06"):
        sign = page(just_confirmed(yunxi.leader), "approve", application.pk)

    assert Hearing.objects.get().held_on == date(2026, 11, 5)
    assert "请求限制夜间作业" in sign
    assert "已采纳：夜间不生产。" in sign
    assert "动态验证码" in sign


def test_a_signature_shut_by_a_hearing_says_so_at_the_gate() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))

    with at("2026-10-21"):
        zh = page(just_confirmed(yunxi.leader), "approve", application.pk)
        en = page(just_confirmed(yunxi.leader), "approve", application.pk, english=True)

    assert "已有人依法申请听证" in zh
    assert "ep-shut" in zh
    assert "no decision can be made until the transcript of the hearing is signed" in en


def test_what_a_neighbour_wrote_stays_inside() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.ask_on_paper(yunxi, application, "2026-10-14", moment("2026-10-14"))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-15"))
    request = HearingRequest.objects.get(asker="interested")
    assert request.notice_letter is not None
    client, officer = signed_in(yunxi.applicant), signed_in(yunxi.officer)

    with at("2026-10-16"):
        mine, desk = page(client, "mine_case", application.pk), page(officer, "case", application.pk)
        answers = [
            client.get(reverse("documents:download", args=[request.document_id])).status_code,
            client.get(reverse("documents:letter", args=[request.notice_letter.pk])).status_code,
            client.get(reverse("documents:letter_pdf", args=[request.notice_letter.pk])).status_code,
        ]

    assert "方某" in desk
    assert not any(word in mine for word in ("方某", "0999-000 0456", "夜间噪声"))
    assert answers == [404, 404, 404]
    assert not Message.objects.filter(to_user=yunxi.applicant, body__contains="方某").exists()


def test_the_public_reads_that_a_hearing_is_held_and_nothing_of_who_asked() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))

    with at("2026-10-21"):
        found = progress(application.case, date(2026, 10, 21))

    assert found.phase == "hearing"
    assert "hearing_requested" in [told.name for told in found.course.told]
    assert [step.name for step in found.steps] == ["收件", "受理", "拟审批公示", "听证", "决定"]


def test_an_assessment_by_the_buttons_of_its_pages() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    officer, head = signed_in(yunxi.officer), signed_in(yunxi.head)

    with at("2026-09-23"):
        assert "评估单位不得向建设单位或者编制单位收费" in page(officer, "commission_assessment", application.pk)
        typed = {"reason": "工艺复杂", "assessor": "评估中心", "planned_days": "7"}
        assert post(officer, "commission_assessment", application, **typed) == 302
        assert "评估中心" in page(head, "confirm_assessment", application.pk)
        assert post(head, "confirm_assessment", application) == 302
    with at("2026-10-08"):
        officer = signed_in(yunxi.officer)
        assert "已超过告知的期限" in page(officer, "case", application.pk)
        assert post(officer, "file_assessment", application, opinion="可行") == 422
        file = corpus.upload(corpus.pdf(2), "报告.pdf")
        assert post(officer, "file_assessment", application, opinion="可行", file=file) == 302


def test_english_messages_and_letters_stay_in_their_languages() -> None:
    yunxi = world.world()
    yunxi.applicant.language = "en"
    yunxi.applicant.save()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-15"))

    subjects = Message.objects.filter(to_user=yunxi.applicant, template__startswith="hearing").values_list(
        "subject", flat=True
    )

    assert [subject.split(":")[0] for subject in subjects.order_by("pk")] == [
        "A hearing will be held",
        "Notice of hearing",
    ]
    letter = application.case.letters.get(kind="special_step")
    assert (letter.fields["step"], letter.fields["reasons"]) == ("听证", "申请人依法申请听证（行政许可法第四十七条）")


@pytest.mark.parametrize("typed", ["", "25:00", "abc", "9:75", "9：30：10"])
def test_a_time_that_is_none_is_asked_for_again_and_nothing_is_lost(typed: str) -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    chair = world.chair(yunxi)

    with at("2026-10-15"):
        response = signed_in(yunxi.officer).post(
            reverse("applications:arrange_hearing", args=[application.pk]),
            {"held_on": "2026-11-05", "held_at": typed, "place": "三楼会议室", "chair": chair.pk},
        )

    assert response.status_code == 422
    assert "三楼会议室" in response.content.decode()


def test_somebody_elses_hearing_is_nobodys_business() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    other = signed_in(world.other_applicant(yunxi))

    with at("2026-10-15"):
        assert post(other, "ask_hearing", application, reason="条件过严") == 404

    assert not HearingRequest.objects.exists()
