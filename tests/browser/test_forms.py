"""Forms in a browser: the language switch, the summary of errors, an upload with its progress."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "报告表.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"0" * 300_000)
    return file


def test_the_other_language_takes_what_was_typed_along(page: Page):
    page.goto("/fill/")
    page.get_by_label("项目名称").fill("纸容器")
    page.get_by_label("涉及", exact=True).check()

    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(re.compile("/en/fill/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("#id_name").input_value() == "纸容器"
    assert page.locator("#id_metals_1").is_checked()
    assert page.locator(".govuk-error-summary").count() == 0


def test_a_link_of_the_summary_leads_to_its_field(page: Page):
    page.goto("/fill/")
    page.locator("#step-form button").click()

    page.locator(".govuk-error-summary a", has_text="写明日期").click()

    assert page.evaluate("document.activeElement.id") == "id_starts"


def test_the_keyboard_reaches_the_form_by_the_skip_link(page: Page):
    page.goto("/fill/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.id") == "id_name"


def test_an_upload_without_script_ends_on_the_next_page(browser, live_server, report: Path):
    page = browser.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    page.goto("/upload/")
    page.get_by_label("报告表").set_input_files(report)

    page.locator("#step-form button").click()

    expect(page.locator("h1")).to_have_text("收到 1 份")
    page.context.close()


def test_an_upload_with_script_ends_on_the_next_page_with_its_banner(page: Page, report: Path):
    page.goto("/upload/")
    page.get_by_label("报告表").set_input_files(report)

    with page.expect_request("**/upload/") as sent:
        page.locator("#step-form button").click()

    assert sent.value.resource_type == "xhr"
    expect(page.locator("h1")).to_have_text("收到 1 份")
    expect(page).to_have_url(re.compile("/received/$"))


def test_an_upload_without_a_file_says_so_at_its_field(page: Page):
    page.goto("/upload/")

    page.locator("#step-form button").click()

    expect(page.locator("#id_file_error")).to_contain_text("选择要上传的文件")
