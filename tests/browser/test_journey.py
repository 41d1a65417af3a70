"""The whole journey of one EIA table in a real browser: first login to a decision the public can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from envportal.accounts.models import Enterprise, User
from tests import builders, world
from tests.browser.people import Desk
from tests.builders import moment, one_time_code
from tests.documents import corpus

pytestmark = pytest.mark.django_db(transaction=True)

Sit = Callable[..., AbstractContextManager[Desk]]
PROJECT = "年产 6000 万只食品纸容器技改项目"
SECRET = "a paper cup on a quiet desk"


@pytest.fixture
def at(browser: Browser, live_server: LiveServer) -> Sit:
    """`with at("2026-09-17", clerk) as desk:` somebody sits down at their browser on a day."""

    @contextmanager
    def sit(day: str, person: User | None = None, clock: str = "10:00", password: str = "") -> Iterator[Desk]:
        with time_machine.travel(moment(day, clock), tick=True):
            desk = Desk(browser, live_server)
            if person is not None:
                desk.enter(person, **({"password": password} if password else {}))
            yield desk
            desk.leave()

    return sit


def test_one_table_from_first_login_to_the_published_decision(  # noqa: PLR0915  a journey is long
    at: Sit, tmp_path: Path
) -> None:
    yunxi = world.world(verified_on=None)
    world.drafting_unit(yunxi)

    with at("2026-09-14", clock="08:30") as desk:
        _register(desk)
    owner = Enterprise.objects.get(uscc=builders.USCCS[2])
    person = owner.users.get()

    with at("2026-09-14", yunxi.clerk, "09:00") as desk:
        desk.page.goto(f"/desk/enterprises/{owner.pk}/")
        desk.send()
    assert Enterprise.objects.get(pk=owner.pk).verified_on is not None

    with at("2026-09-14", person, "16:00", SECRET) as desk:
        number, code = _apply(desk, tmp_path)
    assert number == "云环收〔2026〕1号"

    with at("2026-09-17", yunxi.clerk) as desk:
        _open(desk, "受理")
        assert "已受理" in desk.send()

    with at("2026-09-17", yunxi.editor, "17:00") as desk:
        _publish(desk)

    with at("2026-09-23", yunxi.officer, "09:00") as desk:
        _open(desk, "提出专家评审")
        desk.fill(reason="新增印刷线，废气治理工艺需要论证", experts="评审专家组", planned_days="7")
        assert "时限照常计算" in desk.send()
    with at("2026-09-23", yunxi.head, "15:12") as desk:
        _open(desk, "确认专家评审并停表")
        desk.send()
    with at("2026-09-30", yunxi.officer, "16:40") as desk:
        assert "暂停中" in desk.page.goto("/desk/").text()
        _open(desk, "登记专家意见")
        desk.fill(opinion="工艺可行。")
        desk.send()
        assert "10月21日（周三）" in desk.text

    with at("2026-10-09", yunxi.officer) as desk:
        _open(desk, "提出审查意见")
        desk.choose(conclusion="approve")
        desk.fill(text="同意报告表的结论。", conditions="22:00 至次日 6:00 不得印刷。\n废气密闭收集。")
        desk.send()
    with at("2026-10-12", yunxi.head, "08:00") as desk:
        _open(desk, "提出拟审批意见")
        desk.send()
    with at("2026-10-12", yunxi.editor, "08:31") as desk:
        _publish(desk)

    with at("2026-10-16", yunxi.leader) as desk:
        desk.page.goto("/desk/")
        desk.follow(PROJECT)
        assert "还差" in desk.text
        assert "拟审批公示到10月19日 24:00 才结束" in desk.text

    with at("2026-10-20", yunxi.leader, "09:00") as desk:
        _open(desk, "批准")
        desk.fill(code=one_time_code(timezone.now() + timedelta(seconds=30)))  # the one of now was used to sign in
        assert "已批准" in desk.send()
    with at("2026-10-20", yunxi.editor, "15:00") as desk:
        _publish(desk)

    with at("2026-10-20", clock="16:00") as desk:
        desk.page.goto("/board/")
        assert "云环审〔2026〕1号" in desk.text
        desk.follow(PROJECT)
        assert "不得印刷" in desk.text
        desk.page.goto("/progress/")
        desk.fill(no=number, code=code)
        desk.page.click("main form button")
        assert "已批准" in desk.text

    with at("2026-10-21", person, "09:00", SECRET) as desk:
        desk.page.goto("/my/messages/")
        assert "已批准" in desk.text
        desk.page.goto("/my/")
        desk.follow(PROJECT)
        desk.follow("批复")
        assert "云环审〔2026〕1号" in desk.text


def _register(desk: Desk) -> None:
    desk.page.goto("/register/")
    desk.choose(kind="owner")
    desk.fill(
        uscc=builders.USCCS[2], name="云溪和信纸业有限公司", legal_representative="沈雁", address="云溪市青石镇",
        person="沈雁", phone="13800001234", email="shenyan@hexin.example", username="hexin2026", password=SECRET,
        password_again=SECRET,
    )  # fmt: skip
    desk.page.select_option("[name=bureau]", label="云溪市生态环境局")
    desk.page.click("main form button.govuk-button")


def _apply(desk: Desk, folder: Path) -> tuple[str, str]:
    """Fill every step, check, declare, submit; returns number and query code."""
    desk.page.goto("/my/")
    desk.follow("申请环评审批")
    desk.fill(project_name=PROJECT)
    desk.send()
    desk.follow("项目基本情况")
    desk.fill(
        project_code="2609-990102-07-02-418823", project_place="云溪市青石镇工业东路 18 号", project_division="青石镇",
        project_industry="C2231", investment="1,860", environmental_investment="96", starts_on="2027年3月1日",
        overview="新增 12 条成型线和 2 条水性油墨印刷线。", impacts="废气密闭收集，活性炭吸附后排放。",
    )  # fmt: skip
    desk.choose(nature="upgrade")
    desk.send()
    desk.follow("编制单位与主持人")
    desk.choose(drafted_by_owner="False")
    desk.fill(consultant_uscc=builders.USCCS[1], lead_author="程以宁", lead_author_credit="BH012345")
    desk.send()
    for link, name, pages in (("报告表全文", "报告表.pdf", 3), ("公开本与不公开说明", "公开本.pdf", 2)):
        desk.follow(link)
        paper = folder / name
        paper.write_bytes(corpus.pdf(pages))
        desk.page.set_input_files("[name=file]", paper)
        if name == "公开本.pdf":
            desk.choose(nothing_withheld="True")
        desk.send()
        desk.page.wait_for_url("**/tasks/")
    desk.follow("其他附件")
    desk.page.check("[name=no_attachments]", force=True)
    desk.send()
    desk.page.goto(desk.page.url.replace("attachments", "tasks"))
    desk.follow("污染物排放量")
    tonnes = {"cod": "0.125", "nh3n": "0.012", "so2": "0", "nox": "0", "dust": "0", "vocs": "0.82"}
    desk.fill(**{f"emission_{name}": value for name, value in tonnes.items()})
    desk.choose(heavy_metals="False")
    desk.send()
    desk.follow("联系人和文书送达")
    desk.fill(contact_name="沈雁", contact_phone="0999-0000123")
    desk.choose(portal_service="True")
    desk.send()
    desk.follow("核对全部内容，承诺并提交")
    desk.page.check("[name=declared]", force=True)
    desk.page.dblclick("#step-form .ep-actions button")
    desk.page.wait_for_url("**/receipt/")
    shown = desk.page.locator(".ep-panel b").all_inner_texts()
    return shown[0], shown[1]


def _open(desk: Desk, verb: str) -> None:
    """From the desk to the case and the page of a verb."""
    desk.page.goto("/desk/")
    desk.follow(PROJECT)
    desk.page.locator("[aria-labelledby=h-act]").get_by_role("link", name=verb, exact=True).click()


def _publish(desk: Desk) -> None:
    desk.page.goto("/desk/board/")
    desk.follow("核对并发布")
    desk.follow("发布")
    desk.send()
