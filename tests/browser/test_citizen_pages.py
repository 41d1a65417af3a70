"""A citizen without an account at a real browser: reports with a photograph and follows it, asks, reads, computes."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import time_machine
from PIL import Image
from playwright.sync_api import Page, expect

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns import actions as campaigns
from enforcement.petitions import actions as petitions
from enforcement.petitions.models import Petition, Photo
from envportal.accounts.enums import Role
from tests import builders
from tests.browser.test_procedure_pages import faults
from tests.builders import moment
from tests.campaigns.conftest import campaigners
from tests.petitions import rows
from tests.requests.rows import information_office

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

pytestmark = pytest.mark.django_db(transaction=True)


def photograph(file: Path) -> Path:
    exif, out = Image.Exif(), BytesIO()
    exif[0x010F] = "CANARYPHONE"
    Image.new("RGB", (80, 60), "grey").save(out, "JPEG", exif=exif)
    file.write_bytes(out.getvalue())
    return file


def do_the_sum(page: Page) -> None:
    figures = re.search(r"(\d+) 加 (\d+) 等于几", page.content())
    assert figures
    page.get_by_label(re.compile(r"\d+ 加 \d+ 等于几")).fill(str(int(figures[1]) + int(figures[2])))


def panel(page: Page) -> tuple[str, str]:
    """Number and code of the receipt."""
    words = page.locator(".ep-panel").inner_text()
    number, code = re.search(r"\S+〔\d+〕\d+号", words), re.search(r"\w{4}-\w{4}", words)
    assert number
    assert code
    return number[0], code[0]


def test_a_tip_off_with_a_photograph_is_sent_added_to_and_followed_on_a_phone(
    phone: Page, axe: Callable[[], list[str]], settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    of = rows.office()
    phone.goto("/report/")
    phone.get_by_label("发生了什么").fill("厂房夜里风机很响，还有胶水味。")
    phone.get_by_label("乡镇或者街道").fill("青石镇")
    phone.get_by_label("具体地点").fill("和信路 8 号北侧")
    phone.get_by_label("噪声").check()
    phone.locator("input[name=photo_1]").set_input_files(photograph(tmp_path / "IMG_1.jpg"))
    phone.get_by_role("button", name="提交").click()
    expect(phone.locator("#step-form")).to_contain_text("写的内容都还在")  # the sum was left out
    expect(phone.get_by_label("具体地点")).to_have_value("和信路 8 号北侧")
    phone.locator("input[name=photo_1]").set_input_files(tmp_path / "IMG_1.jpg")
    do_the_sum(phone)
    phone.get_by_role("button", name="提交").click()
    number, code = panel(phone)
    one = Petition.objects.get()
    petitions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=one.received_at)

    phone.goto("/report/progress/")
    phone.get_by_label("编号").fill(number)
    phone.get_by_label("查询码").fill(code)
    phone.get_by_role("button", name="查询").click()
    expect(phone.locator(".ep-answer")).to_contain_text("已转办，待受理")
    phone.get_by_label("补充的内容").fill("昨夜又响了一夜")
    phone.locator("input[name=photo_1]").set_input_files(tmp_path / "IMG_1.jpg")
    phone.get_by_role("button", name="提交补充").click()
    expect(phone.get_by_role("status")).to_contain_text("补充的内容已经收到")
    assert axe() == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375

    kept = Photo.objects.get().document  # the same photograph again is the one that was there
    assert b"CANARYPHONE" not in (tmp_path / "files" / kept.path).read_bytes()


def test_information_is_asked_for_and_its_receipt_is_followed(page: Page, axe: Callable[[], list[str]]) -> None:
    information_office()
    page.goto("/requests/new/")
    page.get_by_label("所需信息的名称").fill("云溪纸业九月监测报告")
    page.get_by_label("内容描述").fill("2026 年 9 月监督性监测报告全文。")
    page.get_by_label("姓名或者单位名称").fill("诸葛问渠")
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_label("联系电话").fill("13912345678")
    do_the_sum(page)
    page.locator("#step-form button.govuk-button").last.click()
    number, code = panel(page)
    assert axe() == []

    page.goto("/requests/progress/")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.locator(".ep-answer")).to_contain_text("等本局与您确认收到")
    assert "诸葛问渠" not in page.content()


def test_a_campaign_is_read_and_a_fee_is_computed(page: Page, axe: Callable[[], list[str]]) -> None:
    with time_machine.travel(moment("2026-09-10"), tick=True):
        world = campaigners()
        campaign = world.started({"name": "和信锅炉"}, {"name": "粮站锅炉"})
        campaigns.tell(campaign.pk, why="九月", by=world.officer, at=moment("2026-09-10"))
        board.publish(
            Notice.objects.latest("pk").pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-10", "11:00")
        )
        assert faults(page, axe, [f"/campaigns/{campaign.pk}/", "/fees/calculator/"]) == {}
        page.goto(f"/campaigns/{campaign.pk}/")
        expect(page.locator("main")).to_contain_text("粮站锅炉")

        page.goto("/fees/calculator/")
        page.locator("[name=period]").fill("2016-01")
        page.locator("[name=items]").fill("COD/1200/超标\n氨氮/80")
        page.get_by_role("button", name="计算").click()
        expect(page.locator(".ep-answer")).to_contain_text("3,500.00 元")
