"""A check list on a telephone: what was typed reaches the bureau, whatever the line and the server do."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from enforcement.inspections.models import Finding
from tests.accounts.conftest import signed_in
from tests.inspections import rows
from tests.inspections.rows import GATE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer) -> Page:
    """The list of a visit under way, open before an inspector."""
    of = rows.squad()
    visit = rows.under_way(of)
    cookie = signed_in(of.lead).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    opened = context.new_page()
    opened.goto(f"/desk/visits/{visit.pk}/list/")
    return opened


def tick(page: Page, n: int) -> None:
    page.locator("fieldset").nth(n).get_by_text("符合", exact=True).click()


def press(page: Page) -> None:
    page.locator("#step-form button.govuk-button").click()


def test_what_is_typed_after_a_sending_whose_answer_was_lost_is_sent_too(page: Page, context: BrowserContext) -> None:
    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/list/", lose)
    tick(page, 0)
    press(page)
    expect(page.locator("[data-status]")).to_contain_text("有网时自动发送")
    assert Finding.objects.count() == 1
    tick(page, 1)
    page.unroute("**/list/")
    context.set_offline(True)
    context.set_offline(False)

    page.wait_for_url(lambda url: not url.endswith("/list/"))
    assert Finding.objects.count() == 2


def test_a_server_that_is_away_and_a_login_that_ran_out_take_nothing_away(page: Page, context: BrowserContext) -> None:
    page.route("**/list/", lambda route: route.fulfill(status=502, body="<h1>502</h1>"))
    tick(page, 0)
    press(page)
    expect(page.locator("[data-status]")).to_contain_text("门户暂时没有回应")
    page.unroute("**/list/")
    page.evaluate("document.querySelector('#step-form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    press(page)
    expect(page.locator("[data-status]")).to_contain_text("登录已经失效")

    press(page)

    page.wait_for_url(lambda url: not url.endswith("/list/"))
    assert Finding.objects.count() == 1


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(GATE, tick=True):
        yield
