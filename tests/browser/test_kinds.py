"""Every kind of document in a real browser: a report, and a registration that is approved, handed over or filed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests import world
from tests.browser import drafts
from tests.browser.people import PROJECT, open_verb, publish
from tests.builders import one_time_code

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.people import Desk, Sit
    from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "202699030300000018"


def test_a_report_from_its_consultation_to_the_decision_on_the_board(at: Sit, tmp_path: Path) -> None:
    yunxi = world.world()
    world.drafting_unit(yunxi)

    with at("2026-09-14", yunxi.applicant, "16:00") as desk:
        drafts.begin(desk, "report")
        drafts.project(desk)
        drafts.site(desk)
        drafts.drafting(desk)
        drafts.paper(desk, tmp_path, "环评文件全文", "报告书.pdf")
        _consultation(desk, tmp_path)
        drafts.public_version(desk, tmp_path)
        drafts.the_rest_of_the_files(desk)
        drafts.contact(desk)
        drafts.declare(desk)
        desk.page.wait_for_url("**/receipt/")
        assert "云环收〔2026〕1号" in desk.text
    with at("2026-09-17", yunxi.clerk) as desk:
        open_verb(desk, "受理")
        assert "已受理" in desk.send()
    with at("2026-09-17", yunxi.editor, "17:00") as desk:
        publish(desk)
    with at("2026-09-18", clock="09:00") as desk:
        desk.page.goto("/board/")
        desk.follow(PROJECT)
        assert "公众参与说明" in desk.text
        assert "共收到意见 3 条" in desk.text
        assert "10月8日" in desk.text  # ten working days over Mid-Autumn and National Day

    _decide(at, yunxi, opinion="2026-10-09", proposal="2026-10-12", signature="2026-10-20", is_noticed=True)
    _read_on_the_board(at, "2026-10-20", "云环审〔2026〕1号")


def test_a_registration_that_the_bureau_approves(at: Sit) -> None:
    dongling = world.world(code="dongling")

    with at("2026-09-14", dongling.applicant, "16:00") as desk:
        _registration(desk, dongling)
        desk.page.wait_for_url("**/receipt/")
        assert "东环收〔2026〕1号" in desk.text
    with at("2026-09-17", dongling.clerk) as desk:
        open_verb(desk, "受理")
        assert "已受理" in desk.send()

    _decide(at, dongling, opinion="2026-09-18", proposal="2026-09-18", signature="2026-09-18", is_noticed=False)
    _read_on_the_board(at, "2026-09-18", "东环审〔2026〕1号")


def test_a_registration_that_is_filed_in_the_national_system(at: Sit, tmp_path: Path) -> None:
    nanpu = world.world(code="nanpu")

    with at("2026-09-14", nanpu.applicant, "16:00") as desk:
        _registration(desk, nanpu)
        desk.page.get_by_role("button", name="登记备案号").wait_for()
        assert "请到全国登记表备案系统备案" in desk.text
        code = desk.page.locator("main .ep-code").first.inner_text()
    with at("2026-09-16", nanpu.applicant) as desk:
        desk.page.goto("/my/")
        desk.follow(PROJECT)
        desk.follow("登记备案号")
        desk.fill(number=NUMBER, filed_on="2026年9月15日")
        drafts.choose_file(desk, tmp_path, "备案回执.pdf", 1)
        desk.send()
        desk.page.get_by_text("备案号已登记").wait_for()
    with at("2026-09-16", nanpu.editor, "17:00") as desk:
        publish(desk)
    with at("2026-09-28", nanpu.officer) as desk:
        open_verb(desk, "登记核查结果")
        desk.choose(finding="conforms")
        desk.fill(found="现场与备案内容一致。")
        assert "核查结果已登记" in desk.send()

    with at("2026-09-28", clock="16:00") as desk:
        desk.page.goto("/board/")
        desk.follow(PROJECT)
        assert NUMBER in desk.text
        assert "不是批准" in desk.text
        desk.page.goto("/progress/")
        desk.fill(no="南环备〔2026〕1号", code=code)
        desk.page.click("main form button")
        assert "核查" in desk.text
        assert PROJECT in desk.text


def test_a_registration_where_the_portal_is_the_system_has_its_receipt_at_once(at: Sit) -> None:
    nanpu = world.world(code="nanpu")
    world.set_mode(nanpu.bureau, "portal", since=date(2026, 9, 1))

    with at("2026-09-14", nanpu.applicant, "16:00") as desk:
        _registration(desk, nanpu)
        desk.page.get_by_text("已备案，备案回执在下面的").wait_for()
        desk.follow("备案回执")
        assert "南环登备〔2026〕1号" in desk.text
        assert "不是对项目的批准" in desk.text


def _consultation(desk: Desk, folder: Path) -> None:
    """The ten working days of August the owner asked the public."""
    desk.follow("公众参与说明")
    told = world.CONSULTED
    days = {name: value.isoformat() for name, value in told.items() if isinstance(value, date)}
    desk.fill(
        **days, web_address=told["web_address"], newspaper=told["newspaper"], posted_at=told["posted_at"], opinions="3"
    )
    drafts.choose_file(desk, folder, "公众参与说明.pdf")
    desk.send()
    desk.page.wait_for_url("**/tasks/")


def _registration(desk: Desk, of: World) -> None:
    """Two steps to type, nothing to upload, and the declaration."""
    drafts.begin(desk, "registration", of.bureau.name)
    assert "公开本" not in desk.page.inner_text("main")
    drafts.project(desk)
    drafts.contact(desk)
    drafts.declare(desk)


def _decide(at: Sit, of: World, *, opinion: str, proposal: str, signature: str, is_noticed: bool) -> None:
    """Opinion, proposal, its notice where there is one, signature, and the decision put on the board."""
    with at(opinion, of.officer, "08:00") as desk:
        open_verb(desk, "提出审查意见")
        desk.choose(conclusion="approve")
        desk.fill(text="同意文件的结论。", condition_1="22:00 至次日 6:00 不得印刷。")
        desk.select(topic_1="noise")
        desk.send()
    with at(proposal, of.head, "08:30") as desk:
        open_verb(desk, "提出拟审批意见")
        desk.send()
    if is_noticed:
        with at(proposal, of.editor, "09:00") as desk:
            publish(desk)
    with at(signature, of.leader, "10:00") as desk:
        open_verb(desk, "批准")
        desk.fill(code=one_time_code(timezone.now() + timedelta(seconds=30)))  # the one of now was used to sign in
        assert "已批准" in desk.send()
    with at(signature, of.editor, "15:00") as desk:
        publish(desk)


def _read_on_the_board(at: Sit, day: str, number: str) -> None:
    with at(day, clock="16:00") as desk:
        desk.page.goto("/board/")
        assert number in desk.text
        desk.follow(PROJECT)
        assert "不得印刷" in desk.text
