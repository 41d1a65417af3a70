"""Photographs and the feedback on a telephone: what was taken and typed reaches the bureau, whatever the line does."""

from __future__ import annotations

import io

import pytest
import time_machine
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from enforcement.inspections import actions, queries
from enforcement.inspections.models import Visit
from enforcement.inspections.states import State
from tests.accounts.conftest import signed_in
from tests.inspections import rows
from tests.inspections.rows import GATE, OUT, Squad

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of() -> Squad:
    return rows.squad()


@pytest.fixture
def visit(of: Squad) -> Visit:
    return rows.under_way(of)


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer, of: Squad, visit: Visit) -> Page:
    """A page for the inspector who leads the visit."""
    cookie = signed_in(of.lead).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return context.new_page()


def picture(colour: str) -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def press(page: Page) -> None:
    page.locator("#step-form .ep-actions button").click()


def lost(route: Route) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.continue_()


def test_photographs_wait_in_a_row_until_the_line_is_back(page: Page, context: BrowserContext, visit: Visit) -> None:
    page.goto(f"/desk/visits/{visit.pk}/photo/")
    page.route("**/photo/", lost)
    for n, colour in enumerate(("red", "green"), 1):
        page.locator("input[type=file]").set_input_files([picture(colour)])
        press(page)
        expect(page.locator("[data-status]")).to_contain_text(f"{n} 张照片存在这台手机里")
    assert not queries.files_of(visit).exists()
    # Closed and opened again they are still there, and the page of the feedback knows of them.
    page.goto(f"/desk/visits/{visit.pk}/leave/")
    expect(page.locator("[data-photos] [data-n]")).to_have_text("2")
    page.goto(f"/desk/visits/{visit.pk}/photo/")
    expect(page.locator("[data-status]")).to_contain_text("2 张照片")
    page.unroute("**/photo/")
    context.set_offline(True)
    context.set_offline(False)

    page.wait_for_url(lambda url: not url.endswith("/photo/"))
    assert queries.files_of(visit).count() == 2


def test_the_feedback_with_its_sheet_outlives_a_closed_page(page: Page, of: Squad, visit: Visit) -> None:
    actions.look_at(visit.pk, found=rows.all_ok(visit), by=of.second, at=OUT)
    page.goto(f"/desk/visits/{visit.pk}/leave/")
    page.route("**/leave/", lost)
    page.get_by_label("检查情况（看到了什么）").fill("印刷车间密闭。")
    page.get_by_text("未发现问题", exact=True).click()
    page.get_by_text("纸质记录签字，已拍照", exact=True).click()
    page.get_by_label("企业在场人员姓名").fill("沈雁")
    page.locator("input[type=file]").set_input_files([picture("blue")])
    press(page)
    expect(page.locator("[data-status]")).to_contain_text("已存在这台手机里")
    page.unroute("**/leave/")
    page.goto("about:blank")

    page.goto(f"/desk/visits/{visit.pk}/leave/")
    page.wait_for_url(lambda url: not url.endswith("/leave/"))
    left = Visit.objects.get(pk=visit.pk)
    assert (left.state, left.seen, left.signer) == (State.LEFT, "印刷车间密闭。", "沈雁")
    assert left.signature is not None
    assert page.evaluate("localStorage.length") == 0


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(GATE, tick=True):
        yield
