"""The whole journey of one EIA table in a real browser: first login to a decision the public can read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from envportal.accounts.models import Enterprise
from tests import builders, world
from tests.browser import drafts
from tests.browser.people import PROJECT, Desk, Sit, open_verb, publish
from tests.builders import one_time_code

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "a paper cup on a quiet desk"


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
        drafts.begin(desk)
        drafts.project(desk)
        drafts.site(desk)
        drafts.drafting(desk)
        drafts.paper(desk, tmp_path, "环评文件全文", "报告表.pdf")
        drafts.public_version(desk, tmp_path)
        drafts.the_rest_of_the_files(desk)
        drafts.contact(desk)
        drafts.declare(desk)
        desk.page.wait_for_url("**/receipt/")
        number, code = desk.page.locator(".ep-panel b").all_inner_texts()[:2]
    assert number == "云环收〔2026〕1号"

    with at("2026-09-17", yunxi.clerk) as desk:
        open_verb(desk, "受理")
        assert "已受理" in desk.send()

    with at("2026-09-17", yunxi.editor, "17:00") as desk:
        publish(desk)

    with at("2026-09-23", yunxi.officer, "09:00") as desk:
        open_verb(desk, "提出专家评审")
        desk.fill(reason="新增印刷线，废气治理工艺需要论证", experts="评审专家组", planned_days="7")
        assert "时限照常计算" in desk.send()
    with at("2026-09-23", yunxi.head, "15:12") as desk:
        open_verb(desk, "确认专家评审并停表")
        desk.send()
    with at("2026-09-30", yunxi.officer, "16:40") as desk:
        assert "暂停中" in desk.page.goto("/desk/").text()
        open_verb(desk, "登记专家意见")
        desk.fill(opinion="工艺可行。")
        desk.send()
        assert "10月21日（周三）" in desk.text

    with at("2026-10-09", yunxi.officer) as desk:
        open_verb(desk, "提出审查意见")
        desk.choose(conclusion="approve")
        desk.fill(text="同意报告表的结论。", condition_1="22:00 至次日 6:00 不得印刷。", condition_2="废气密闭收集。")
        desk.select(topic_1="noise", topic_2="air")
        desk.send()
    with at("2026-10-12", yunxi.head, "08:00") as desk:
        open_verb(desk, "提出拟审批意见")
        desk.send()
    with at("2026-10-12", yunxi.editor, "08:31") as desk:
        publish(desk)

    with at("2026-10-16", yunxi.leader) as desk:
        desk.page.goto("/desk/")
        desk.follow(PROJECT)
        assert "还差" in desk.text
        assert "拟审批公示到10月19日 24:00 才结束" in desk.text

    with at("2026-10-20", yunxi.leader, "09:00") as desk:
        open_verb(desk, "批准")
        desk.fill(code=one_time_code(timezone.now() + timedelta(seconds=30)))  # the one of now was used to sign in
        assert "已批准" in desk.send()
    with at("2026-10-20", yunxi.editor, "15:00") as desk:
        publish(desk)

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
