"""窗口代录 with what nobody should type, two clicks, two tabs, and lists of any length."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine

from approvals.applications import queries
from approvals.applications.models import Application
from approvals.applications.states import State
from envportal.accounts.models import Enterprise
from envportal.audit import log
from tests import builders, world
from tests.accounts.conftest import queries_of, signed_in
from tests.applications.test_counter import CODE, entered, filed, signed_page, typed
from tests.applications.test_counter_pages import LICENCE, PROJECT, STEPS, at, send
from tests.applications.test_counter_who_may import counter_draft
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-14", "12:00"), tick=True):
        yield


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
    new = {
        "_key": str(uuid4()),
        "enterprise": owner.pk,
        "bureau": yunxi.bureau.pk,
        "project_name": "砖厂",
        "document_kind": "table",
    }
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
