"""窗口代录 through the pages: the clerk's whole way, and everybody who has no business there."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import queries
from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise
from envportal.audit.models import Event
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.applications.test_counter import CODE, MORNING, filed, signed_page, typed
from tests.applications.test_counter_who_may import counter_draft
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
    "site": {"site_known": "unknown", "site_no_areas": "on"},
    "drafting": {"drafted_by_owner": "True", "lead_author": "程以宁", "lead_author_credit": "BH012345"},
    "attachments": {"no_attachments": "on"},
    "emissions": {
        **{f"emission_{name}": "0" for name in ("cod", "nh3n", "so2", "nox", "dust", "vocs")},
        "heavy_metals": "False",
    },
    "contact": {"contact_name": "范小舟", "contact_phone": "13800001234", "portal_service": "False"},
}
NAMES = (
    "tasks", "step_project", "step_site", "step_drafting", "step_document", "step_public", "step_attachments",
    "step_emissions", "step_contact", "check", "delete_draft", "mine_case", "receipt", "withdraw",
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
    tasks = send(
        clerk,
        new,
        {"enterprise": owner.pk, "bureau": yunxi.bureau.pk, "project_name": "砖厂技改", "document_kind": "table"},
    )
    application = Application.objects.get()
    assert tasks == at("tasks", application.pk)
    for step, answers in STEPS.items():
        assert send(clerk, at(f"step_{step}", application.pk), answers) == tasks
    send(clerk, at("step_document", application.pk), {"file": corpus.upload(corpus.pdf(3), "报告表.pdf")})
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
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-14", "11:30"))
    assert "补正" in read(clerk, at("mine"))
    assert "缺监测报告" in read(clerk, at("tasks", application.pk))
    assert "代录补正材料" in read(clerk, reverse("applications:case", args=[application.pk]))

    world.answer_items(application.pk, by=yunxi.clerk, at=moment("2026-09-14", "11:40"))
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
