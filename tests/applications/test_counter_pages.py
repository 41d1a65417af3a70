"""窗口代录 through the pages: the clerk's whole way, and everybody who has no business there."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise
from envportal.audit import log
from envportal.audit.models import Event
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.applications.test_counter import CODE, MORNING, counter_draft, entered, filed, signed_page, typed
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
LICENCE = {
    "uscc": CODE, "name": "石桥新岸砖厂", "legal_representative": "范仲林", "address": "云溪市石桥镇 3 号",
    "contact_name": "范小舟", "contact_phone": "13800001234", "contact_email": "", "licence_seen": "on",
}  # fmt: skip
PROJECT = {
    "project_name": "砖厂技改", "project_code": "2609-990102-07-02-418823", "project_place": "云溪市石桥镇 3 号",
    "project_division": "石桥镇", "project_industry": "C2231", "nature": "new", "investment": "300",
    "environmental_investment": "20", "starts_on": "2027年3月1日", "overview": "新建两条生产线。",
    "impacts": "粉尘经除尘后排放。",
}  # fmt: skip
STEPS: dict[str, dict[str, Any]] = {
    "project": PROJECT,
    "drafting": {"drafted_by_owner": "True", "lead_author": "程以宁", "lead_author_credit": "BH012345"},
    "attachments": {"no_attachments": "on"},
    "emissions": {
        **{f"emission_{name}": "0" for name in ("cod", "nh3n", "so2", "nox", "dust", "vocs")},
        "heavy_metals": "False",
    },
    "contact": {"contact_name": "范小舟", "contact_phone": "13800001234", "portal_service": "False"},
}
NAMES = (
    "tasks", "step_project", "step_drafting", "step_table", "step_public", "step_attachments", "step_emissions",
    "step_contact", "check", "delete_draft", "mine_case", "receipt", "withdraw",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-14", "12:00"), tick=True):
        yield


def at(name: str, *args: object) -> str:
    return reverse(f"applications:counter:{name}", args=args)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code, getattr(response, "url", ""))
    return response.content.decode()


def send(client: Client, address: str, typed: dict[str, Any]) -> str:
    """Post a form as the page would; returns where it leads."""
    response = client.post(address, {"_key": str(uuid4()), **typed})
    assert response.status_code == 302, (address, response.status_code, response.content.decode()[:6000])
    return str(response.headers["Location"])


def test_the_clerk_finds_nobody_registers_types_prints_scans_and_hands_over_a_slip() -> None:
    yunxi = world.world()
    clerk = signed_in(yunxi.clerk)
    assert 'href="/desk/counter/"' in read(clerk, "/desk/")
    assert "没有找到这家单位" in read(clerk, f"{at('mine')}?q={CODE}")
    assert CODE in read(clerk, f"{at('register')}?q={CODE}")

    new = send(clerk, at("register"), LICENCE)
    owner = Enterprise.objects.get(uscc=CODE)
    assert (new, owner.verified_by) == (at("new", owner.pk), yunxi.clerk)
    tasks = send(clerk, new, {"enterprise": owner.pk, "bureau": yunxi.bureau.pk, "project_name": "砖厂技改"})
    application = Application.objects.get()
    assert tasks == at("tasks", application.pk)
    for step, answers in STEPS.items():
        assert send(clerk, at(f"step_{step}", application.pk), answers) == tasks
    send(clerk, at("step_table", application.pk), {"file": corpus.upload(corpus.pdf(3), "报告表.pdf")})
    public = {"file": corpus.upload(corpus.pdf(2), "公开本.pdf"), "nothing_withheld": "True"}
    send(clerk, at("step_public", application.pk), public)

    sheet = read(clerk, at("check", application.pk))
    printed = re.search(r'<dd class="ep-code">(\w{6})</dd>', sheet)
    assert printed is not None
    slip = send(clerk, at("check", application.pk), {"sheet": printed[1].lower(), "file": signed_page()})
    page = read(clerk, slip)

    application = Application.objects.get()
    assert (application.state, application.case.number) == (State.SUBMITTED, "云环收〔2026〕1号")
    for words in (
        "云环收〔2026〕1号",
        "查询码",
        "石桥新岸砖厂",
        "9月20日",
        "10月14日",
        "云溪市清波路 1 号",
        "到窗口领取",
    ):
        assert words in page, words
    case = read(clerk, reverse("applications:case", args=[application.pk]))
    for words in ("罗静 代 石桥新岸砖厂", "帮办代办", "窗口收件", "打印收件凭条", "凭签字的申请撤回"):
        assert words in case, words


def test_a_correction_and_a_withdrawal_go_over_the_counter_too() -> None:
    yunxi = world.world()
    clerk, application = signed_in(yunxi.clerk), filed(yunxi)
    actions.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-14", "11:30"))
    assert "补正" in read(clerk, at("mine"))
    assert "缺监测报告" in read(clerk, at("tasks", application.pk))
    assert "代录补正材料" in read(clerk, reverse("applications:case", args=[application.pk]))

    signed = {"answer": "补了", "sheet": queries.check_code(application), "file": signed_page(6)}
    slip = send(clerk, at("check", application.pk), signed)
    case = send(clerk, at("withdraw", application.pk), {"reason": "不建了", "file": signed_page(7)})

    assert slip == at("receipt", application.pk)
    assert case == at("mine_case", application.pk)
    assert Application.objects.get().state == State.WITHDRAWN
    assert clerk.get(case).url == reverse("applications:case", args=[application.pk])


def test_every_page_of_a_draft_says_that_nothing_is_charged_in_both_languages() -> None:
    yunxi = world.world()
    clerk, application = signed_in(yunxi.clerk), typed(yunxi)
    pages = [at(name, application.pk) for name in NAMES[:10]]
    pages += [at("mine"), at("register"), at("new", yunxi.owner.pk)]

    for page in pages:
        assert "不收取任何费用" in read(clerk, page), page
        assert "free of charge" in read(clerk, f"/en{page}").lower(), page


def test_a_step_of_the_applicants_task_list_has_its_page_at_the_counter() -> None:
    for name, *_rest in queries.STEPS:
        assert at(f"step_{name}", 1).startswith("/desk/counter/1/")


# WHO HAS NO BUSINESS THERE --------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_an_applicants_own_draft_is_shut_at_the_counter_with_the_reason_and_the_refusal_noted(name: str) -> None:
    yunxi = world.world()
    draft = world.draft(yunxi, MORNING)

    answer = signed_in(yunxi.clerk).get(at(name, draft.pk))

    assert answer.status_code == 403
    assert "不是本局窗口代录的" in answer.content.decode()
    assert Event.objects.filter(name="denied", actor=yunxi.clerk).count() == 1
    assert signed_in(yunxi.clerk).post(at(name, draft.pk), {"reason": "x"}).status_code in {403, 405}


@pytest.mark.parametrize("name", [*NAMES, "mine", "register"])
def test_the_counter_is_missing_for_outsiders_and_shut_for_other_staff(name: str) -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)
    address = at(name) if name in {"mine", "register"} else at(name, draft.pk)
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    outsiders = (yunxi.applicant, agent)
    staff = (yunxi.officer, yunxi.head, yunxi.leader, yunxi.editor, yunxi.supervisor, builders.staff(Role.SECADM))

    assert {signed_in(person).get(address).status_code for person in outsiders} == {404}
    assert {signed_in(person).get(address).status_code for person in staff} == {403}
    assert Client().get(address).headers["Location"].startswith("/accounts/login/")


def test_a_clerk_of_another_bureau_meets_a_plain_no_and_an_empty_list() -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)
    other = signed_in(builders.staff(Role.CLERK, at=builders.bureau("dongling", "东岭市生态环境局", "东环")))

    assert other.get(at("tasks", draft.pk)).status_code == 403
    assert "代录" not in re.sub(r"窗口代录", "", read(other, at("mine")).partition("h-begun")[2])


def test_the_applicant_sees_the_counters_draft_and_the_clerk_has_no_door_to_the_applicants_pages() -> None:
    yunxi = world.world()
    draft = counter_draft(yunxi)

    mine = read(signed_in(yunxi.applicant), "/my/")

    assert reverse("applications:tasks", args=[draft.pk]) in mine
    assert "窗口代录" in read(signed_in(yunxi.applicant), reverse("applications:tasks", args=[draft.pk]))
    assert signed_in(yunxi.clerk).post(f"/my/applications/{draft.pk}/contact/", STEPS["contact"]).status_code == 403


# BAD INPUT, TWO CLICKS, TWO TABS ---------------------------------------------------
def test_a_wrong_code_keeps_what_was_typed_and_says_what_to_do() -> None:
    clerk = signed_in(world.world().clerk)

    answer = clerk.post(at("register"), {**LICENCE, "uscc": "91520900MA6DQ0CT0F", "licence_seen": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "校验码对不上" in page
    assert "请核对营业执照原件" in page
    assert 'value="石桥新岸砖厂"' in page
    assert not Enterprise.objects.filter(uscc=CODE).exists()


def test_an_enterprise_that_is_there_is_not_entered_again() -> None:
    yunxi = world.world()
    entered(yunxi)

    answer = signed_in(yunxi.clerk).post(at("register"), LICENCE)

    assert answer.status_code == 409
    assert "已经登记过" in answer.content.decode()


def test_two_clicks_enter_one_enterprise_make_one_draft_and_file_once() -> None:
    yunxi = world.world()
    clerk = signed_in(yunxi.clerk)
    first, second = ({"_key": key, **LICENCE} for key in [str(uuid4())] * 2)
    assert send(clerk, at("register"), first) == send(clerk, at("register"), second)
    owner = Enterprise.objects.get(uscc=CODE)
    new = {"_key": str(uuid4()), "enterprise": owner.pk, "bureau": yunxi.bureau.pk, "project_name": "砖厂"}
    assert send(clerk, at("new", owner.pk), new) == send(clerk, at("new", owner.pk), new)
    assert Application.objects.count() == 1

    application = typed(yunxi, owner)
    click = {"_key": str(uuid4()), "sheet": queries.check_code(application)}
    for _click in range(2):
        slip = send(clerk, at("check", application.pk), {**click, "file": signed_page()})

    assert slip == at("receipt", application.pk)
    assert log.history(application.case).filter(name="submitted").count() == 1


def test_what_was_changed_in_another_tab_is_not_filed_under_the_old_signature() -> None:
    yunxi = world.world()
    clerk, application = signed_in(yunxi.clerk), typed(yunxi)
    printed = queries.check_code(application)
    send(clerk, at("step_project", application.pk), {**PROJECT, "investment": "3000"})

    answer = clerk.post(at("check", application.pk), {"sheet": printed, "file": signed_page()})

    assert answer.status_code == 409
    assert "请重新打印" in answer.content.decode()
    assert Application.objects.get(pk=application.pk).state == State.DRAFT


def test_a_form_left_open_in_a_second_tab_leads_to_the_case_once_the_first_was_filed() -> None:
    yunxi = world.world()
    clerk, application = signed_in(yunxi.clerk), typed(yunxi)
    filed(yunxi, application)

    answer = clerk.post(at("step_contact", application.pk), STEPS["contact"])
    tasks = clerk.get(at("tasks", application.pk))

    assert answer.status_code == 409
    assert tasks.headers["Location"] == at("mine_case", application.pk)


@pytest.mark.parametrize("file", [None, "no pdf at all"])
def test_no_scan_or_no_pdf_files_nothing(file: str | None) -> None:
    yunxi = world.world()
    clerk, application = signed_in(yunxi.clerk), typed(yunxi)
    scan = {} if file is None else {"file": corpus.upload(file.encode(), "签字.pdf")}

    answer = clerk.post(at("check", application.pk), {"sheet": queries.check_code(application), **scan})

    assert answer.status_code in {409, 422}
    assert Application.objects.get(pk=application.pk).state == State.DRAFT


def test_the_portal_is_no_way_of_service_for_an_enterprise_nobody_can_sign_in_for() -> None:
    yunxi = world.world()
    application = typed(yunxi)
    typed_in = {**STEPS["contact"], "portal_service": "True"}

    answer = signed_in(yunxi.clerk).post(at("step_contact", application.pk), typed_in)

    assert answer.status_code == 422
    assert "还没有门户账号" in answer.content.decode()


def test_the_list_of_the_counter_costs_the_same_for_one_and_for_three() -> None:
    yunxi = world.world()
    clerk = signed_in(yunxi.clerk)
    counter_draft(yunxi)
    one = queries_of(clerk, at("mine"))

    for _more in range(2):
        counter_draft(yunxi)

    assert queries_of(clerk, at("mine")) == one


def test_a_search_costs_the_same_for_one_enterprise_and_for_three() -> None:
    yunxi = world.world()
    clerk = signed_in(yunxi.clerk)
    one = queries_of(clerk, f"{at('mine')}?q=云溪")

    for name, code in (("云溪一厂", "91990100MA0H7K2Y3C"), ("云溪二厂", "91990100MA1C5P9W62")):
        builders.enterprise(name, uscc=code)

    assert queries_of(clerk, f"{at('mine')}?q=云溪") == one
