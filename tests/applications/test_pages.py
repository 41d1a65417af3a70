"""Every page of the procedure opens for those it is for, in every state it can show."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions
from approvals.applications.models import Application
from disclosure.board.queries.progress import progress
from envportal.accounts.enums import Role
from envportal.audit import log
from tests import builders, world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
NOON = moment("2026-10-20", "12:00")


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def opens(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"applications:{name}", args=args))
    assert response.status_code == 200, (name, response.status_code, getattr(response, "url", ""))
    return response.content.decode()


def test_an_applicant_opens_every_page_of_a_draft() -> None:
    yunxi = world.world()
    application = world.filled(yunxi, moment("2026-10-20", "09:00"))
    client = signed_in(yunxi.applicant)

    for name in ("project", "drafting", "document", "public", "attachments", "emissions", "contact"):
        opens(client, f"step_{name}", application.pk)
    for name in ("tasks", "check", "delete_draft"):
        opens(client, name, application.pk)

    assert "年产 6000 万只食品纸容器技改项目" in opens(client, "mine")
    assert "建立草稿" in opens(client, "new")
    assert "C2231" in client.get(reverse("applications:industries"), {"q": "纸和纸板容器"}).content.decode()


def test_receipt_and_case_show_number_code_dates_and_why() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-20", "09:00"))
    client = signed_in(yunxi.applicant)

    receipt = opens(client, "receipt", application.pk)
    page = opens(client, "mine_case", application.pk)

    assert "云环收〔2026〕1号" in receipt
    assert "10月27日" in receipt  # five working days
    assert "11月19日" in receipt  # thirty days
    assert "ep-strip" in page


def test_staff_open_the_steps_they_may_take() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-19", "09:00"))
    clerk = signed_in(yunxi.clerk)

    for name in ("accept", "ask_correction", "decline", "case"):
        opens(clerk, name, application.pk)

    actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-10-20", "09:00"))
    officer, head = signed_in(yunxi.officer), signed_in(yunxi.head)
    for name in ("commission_expert_review", "write_opinion", "return_participation", "case"):
        opens(officer, name, application.pk)
    for name in ("assign", "terminate", "transfer", "case"):
        opens(head, name, application.pk)
    for person in (yunxi.clerk, yunxi.officer, yunxi.head, yunxi.leader, yunxi.supervisor, yunxi.editor):
        opens(signed_in(person), "desk")


def test_the_signatory_sees_the_gate_and_signs_with_the_second_factor() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    leader = just_confirmed(yunxi.leader)

    assert "ep-gate" in opens(leader, "case", application.pk)
    assert "动态验证码" in opens(leader, "approve", application.pk)
    posted = leader.post(reverse("applications:approve", args=[application.pk]), {"code": one_time_code(NOON)})

    assert posted.status_code == 302
    assert Application.objects.get(pk=application.pk).state == "approved"


def test_a_blocked_signature_names_what_is_missing() -> None:
    yunxi = world.world()
    application = actions.propose(world.reviewed(yunxi).pk, by=yunxi.head, at=moment("2026-10-19", "09:00"))
    leader = just_confirmed(yunxi.leader)

    page = opens(leader, "approve", application.pk)

    assert "ep-shut" in page
    assert "拟审批公示还没有发布" in page


def test_paper_letters_wait_on_the_clerks_desk_until_they_are_handed_over() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-19", "09:00"), portal_service=False)
    clerk = signed_in(yunxi.clerk)
    letter = application.case.letters.get(kind="receipt")

    assert "等申请人领取的纸质文书" in opens(clerk, "desk")
    assert "等申请人领取的纸质文书" not in opens(signed_in(yunxi.supervisor), "desk")

    address = reverse("applications:record_service", args=[application.pk, letter.pk])
    clerk.post(address, {**world.SIGNED, "on": "2026-10-20"})

    assert "等申请人领取的纸质文书" not in opens(clerk, "desk")


def test_someone_elses_case_does_not_exist() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-20", "09:00"))
    other = world.other_applicant(yunxi)

    response = signed_in(other).get(reverse("applications:mine_case", args=[application.pk]))

    assert response.status_code == 404


def test_the_desk_of_somebody_without_cases_says_where_their_work_lies() -> None:
    security, machine, editor = (builders.staff(role) for role in (Role.SECADM, Role.SYSOP, Role.EDITOR))

    pages = [opens(signed_in(person), "desk") for person in (security, machine, editor)]

    assert 'href="/desk/people/"' in pages[0].split("<main")[1]
    assert "系统管理员不看案件内容" in pages[1]
    assert 'href="/desk/board/"' in pages[2].split("<main")[1]
    assert not any("ep-stats" in page for page in pages)


def test_the_timeline_says_in_words_why_a_card_was_raised() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-20", "09:00"))
    facts = {"card": 1, "reason": "passed"}
    log.record(application.case, "red_card_opened", by=None, at=NOON, facts=facts)

    page = opens(signed_in(yunxi.clerk), "case", application.pk)
    mine = opens(signed_in(yunxi.applicant), "mine_case", application.pk)

    assert "届满未办结" in page
    assert "passed" not in page
    assert "红牌" not in mine  # the matrix gives applicants no row to see a card


def test_attachments_are_either_there_or_said_not_to_be() -> None:
    yunxi = world.world()
    application = world.filled(yunxi, moment("2026-10-20", "09:00"))
    application.no_attachments = False
    application.save()
    client, url = signed_in(yunxi.applicant), reverse("applications:step_attachments", args=[application.pk])

    nothing = client.post(url, {})
    said = client.post(url, {"no_attachments": "on"})

    assert "勾选“没有其他附件”" in nothing.content.decode()
    assert said.status_code == 302


def test_a_clock_of_our_own_duty_stands_beside_the_two_that_bind_and_not_in_their_strip() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, moment("2026-10-20", "09:00"))
    client = signed_in(yunxi.officer)

    page = opens(client, "case", application.pk)
    mine = opens(signed_in(yunxi.applicant), "mine_case", application.pk)

    assert "同时在计的时限" in page
    assert "公示发布" not in page.split('id="h-why"')[1].split("</section>")[0]
    assert "公示发布" not in mine.split('id="h-clock"')[1].split("</section>")[0]


def test_who_records_service_reads_which_letter_and_a_letter_leads_to_its_case() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, moment("2026-10-20", "09:00"))
    letter = application.case.letters.get(kind="acceptance")
    client = signed_in(yunxi.clerk)

    step = client.get(reverse("applications:record_service", args=[application.pk, letter.pk]), follow=True)
    page = client.get(reverse("documents:desk_letter", args=[letter.pk])).content.decode()

    assert letter.number in step.content.decode()
    assert f'href="/desk/cases/{application.pk}/"' in page


def test_a_figure_of_nothing_opens_a_list_that_says_so_and_leads_back() -> None:
    yunxi = world.world()
    world.submitted(yunxi, moment("2026-10-20", "09:00"))

    page = signed_in(yunxi.clerk).get("/desk/?show=late").content.decode()

    assert "这一类里现在没有案件" in page
    assert "看全部在办" in page


def test_no_day_is_promised_while_the_applicant_owes_a_correction() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-20", "09:00"))
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-10-20", "10:00"))

    page = opens(signed_in(yunxi.clerk), "case", application.pk)
    mine = opens(signed_in(yunxi.applicant), "mine_case", application.pk)

    assert "现在不计时；补正材料收到后重新起算" in page
    assert "按期办结" not in page + mine
    assert "11月19日" not in page + mine


def test_the_progress_of_a_correction_begins_with_its_letter_and_calls_nothing_finished() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-10-20", "09:00"))
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-10-20", "10:00"))

    found = progress(application.case, date(2026, 10, 21))

    assert found.phase == "correction"
    assert found.faces == []
    assert [step.since for step in found.steps if step.name == "补正"] == [date(2026, 10, 20)]
