"""A large file in a browser: progress, a cut line, a reload, a refusal, and nothing typed is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from envportal.documents.models import Document, Upload
from tests import world
from tests.accounts.conftest import signed_in
from tests.documents import corpus

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60_000  # milliseconds, for a file checked on a busy machine
TYPED = "地下水监测点位坐标"


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> Page:
    """The step of the public version, with a file and answers beside it, open before its applicant."""
    settings.MEDIA_ROOT, settings.UPLOAD_PIECE_KB = tmp_path / "files", 256
    yunxi = world.world()
    draft = world.draft(yunxi)
    cookie = signed_in(yunxi.applicant).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    opened = context.new_page()
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(reverse("applications:step_public", args=[draft.pk]))
    return opened


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "公开本.pdf"
    file.write_bytes(corpus.pdf(3, words=os.urandom(2 << 20)))
    return file


def fill(page: Page, file: Path) -> None:
    page.get_by_label("公开本 PDF").set_input_files(file)
    page.get_by_text("删去了国家秘密").click()
    page.get_by_label("删去的内容和理由").fill(TYPED)


def press(page: Page) -> None:
    page.locator("#step-form button.govuk-button").first.click()


def line(page: Page, answer: Callable[[int, Route], None]) -> list[int]:
    """Every piece passes here, counted, and may be held back."""
    passed: list[int] = []

    def handle(route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        passed.append(len(passed) + 1)
        answer(passed[-1], route)

    page.route("**/uploads/**", handle)
    return passed


def test_a_cut_line_is_told_and_the_upload_goes_on_by_itself(page: Page, context: BrowserContext, report: Path) -> None:
    cut = {4, 5}
    line(page, lambda n, route: route.abort("internetdisconnected") if n in cut else route.continue_())
    fill(page, report)

    press(page)
    expect(page.locator(".ep-upload > p").first).to_contain_text("网络断了，已传的 37 % 都还在")
    expect(page.get_by_role("button", name="现在接着传")).to_be_visible()
    context.set_offline(True)
    context.set_offline(False)

    page.wait_for_url("**/tasks/", timeout=PATIENCE)
    document = Document.objects.get()
    assert document.sha256 == hashlib.sha256(report.read_bytes()).hexdigest()
    assert document.case.application.withheld == TYPED


def test_a_server_that_is_away_is_waited_for_and_a_button_goes_on_at_once(page: Page, report: Path) -> None:
    away = {2, 3, 4, 5}
    line(page, lambda n, route: route.fulfill(status=502, body="<h1>502</h1>") if n in away else route.continue_())
    fill(page, report)

    press(page)
    for _ in away:
        page.get_by_role("button", name="现在接着传").click()

    page.wait_for_url("**/tasks/", timeout=PATIENCE)
    assert Document.objects.get().sha256 == hashlib.sha256(report.read_bytes()).hexdigest()


def test_after_a_reload_the_same_file_goes_on_and_what_was_typed_is_there(page: Page, report: Path) -> None:
    line(page, lambda n, route: route.continue_() if n < 6 else route.abort("internetdisconnected"))
    fill(page, report)
    press(page)
    expect(page.locator(".ep-upload > p").first).to_contain_text("网络断了")
    before = Upload.objects.get().received

    page.unroute("**/uploads/**")
    page.reload()
    expect(page.locator(".ep-recalled")).to_contain_text("上次“公开本.pdf”传到 62 %")
    assert page.get_by_label("删去的内容和理由").input_value() == TYPED
    page.get_by_label("公开本 PDF").set_input_files(report)
    press(page)
    page.wait_for_url("**/tasks/", timeout=PATIENCE)

    assert before == 5 * (256 << 10)
    assert (Upload.objects.count(), Document.objects.get().case.application.withheld) == (1, TYPED)


def test_a_refused_file_is_told_at_its_field_and_the_page_stays_as_it_is(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "半份.pdf"
    bad.write_bytes(corpus.pdf(3, words=os.urandom(1 << 20))[:-400])
    fill(page, bad)

    press(page)

    expect(page.locator("#id_file_error")).to_contain_text("“半份.pdf”缺了结尾")
    assert page.evaluate("document.activeElement.id") == "id_file"
    assert page.get_by_label("删去的内容和理由").input_value() == TYPED
    assert page.locator(".ep-upload").count() == 0


def test_a_cancelled_upload_leaves_nothing_and_the_form_can_be_sent_again(page: Page, report: Path) -> None:
    line(page, lambda n, route: route.continue_() if n < 3 else route.abort("internetdisconnected"))
    fill(page, report)
    press(page)
    expect(page.get_by_role("button", name="现在接着传")).to_be_visible()

    with page.expect_response(lambda response: response.request.method == "DELETE") as gone:
        page.get_by_role("button", name="取消上传").click()

    assert (gone.value.status, Upload.objects.count()) == (204, 0)
    assert page.get_by_label("删去的内容和理由").input_value() == TYPED
    assert page.locator("#step-form[data-busy]").count() == 0


def test_progress_has_a_name_and_is_told_in_tenths(page: Page, report: Path) -> None:
    page.evaluate("""() => {
        window.said = [];
        new MutationObserver((changes) => changes.forEach((change) => {
            if (change.target.getAttribute && change.target.getAttribute("role") === "status") {
                window.said.push(change.target.textContent);
            }
        })).observe(document.body, {subtree: true, childList: true});
    }""")
    held = line(page, lambda n, route: route.continue_() if n < 8 else route.abort("internetdisconnected"))
    fill(page, report)

    press(page)
    expect(page.get_by_role("progressbar", name="上传进度")).to_have_attribute("value", "87")
    expect(page.get_by_role("button", name="现在接着传")).to_be_visible()

    said = page.evaluate("window.said")
    assert len(held) >= 8
    assert 3 <= len(said) <= 14
    assert any("已传" in words and "MB" in words for words in said)
