"""If you submit today: the dates before anything is filed, for anybody, by bureau and kind of document."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from approvals.applications import actions
from approvals.applications.queries import ahead
from approvals.applications.states import RegistrationMode
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db


def page(client, query: str, on: str = "2026-09-14", at: str = "/if-today/") -> str:
    with time_machine.travel(moment(on), tick=False):
        shown: str = client.get(f"{at}?{query}").content.decode()
    return shown


def test_anybody_sees_both_limits_which_binds_and_what_would_move_it(client):
    world.world()
    shown = page(client, "bureau=yunxi&kind=table")

    assert "2026年9月14日（周一）</time>提交，最迟在这些日期得到答复" in shown
    assert '最迟 <strong><time datetime="2026-10-14">10月14日（周三）</time></strong> 作出决定' in shown
    assert "两个时限取较早的一个，这里先到的是法定时限。" in shown
    assert '今天就受理的，到 <time datetime="2026-10-14">10月14日（周三）</time>' in shown
    assert "专家评审：法定不计，行政许可法第45条" in shown
    assert "法定：届满日，第30天。" in shown


def test_a_registration_is_told_by_its_mode(client):
    yunxi = world.world()
    world.set_mode(yunxi.bureau, RegistrationMode.NATIONAL, since=date(2026, 7, 1))
    national = page(client, "bureau=yunxi&kind=registration")
    world.set_mode(yunxi.bureau, RegistrationMode.PORTAL, since=date(2026, 8, 1))
    portal = page(client, "bureau=yunxi&kind=registration")
    world.set_mode(yunxi.bureau, RegistrationMode.REVIEW, since=date(2026, 9, 1))
    review = page(client, "bureau=yunxi&kind=registration")

    assert "全国环境影响登记表备案系统备案" in national
    assert "当场出具备案号" in portal
    assert "告知您是否受理" in review


def test_a_date_in_a_year_without_a_calendar_is_called_provisional(client):
    world.world()

    assert "日期暂定" in page(client, "bureau=yunxi&kind=table", on="2026-12-21")
    assert "日期暂定" not in page(client, "bureau=yunxi&kind=table")


@pytest.mark.parametrize("query", ["bureau=nowhere&kind=table", "bureau=yunxi&kind=poem", "kind=", "bureau=yunxi"])
def test_what_nobody_offers_is_told_in_place(client, query):
    world.world()
    shown = page(client, query)

    assert "govuk-error-message" in shown
    assert "ep-answer" not in shown


def test_the_home_page_leads_there_and_english_works(client):
    world.world()

    assert '"/if-today/"' in page(client, "", at="/")
    assert 'datetime="2026-10-14"' in page(client, "bureau=yunxi&kind=table", at="/en/if-today/")


def test_check_page_and_task_list_promise_the_same(client):
    yunxi = world.world()
    draft = world.filled(yunxi)
    client.force_login(yunxi.applicant)
    shown = [page(client, "", at=f"/my/applications/{draft.pk}/{name}/") for name in ("tasks", "check")]

    assert all(
        '最迟 <strong><time datetime="2026-10-14">10月14日（周三）</time></strong> 作出决定' in one for one in shown
    )
    assert "什么会顺延" in shown[1]


@pytest.mark.parametrize(("ended", "is_told"), [(4, False), (5, True)])
def test_how_long_it_took_lately_is_told_beside_the_pledge_but_not_of_a_few(client, ended, is_told):
    yunxi = world.world()
    for _ in range(ended):
        done = world.submitted(yunxi)
        actions.withdraw(done.pk, reason="缓建", by=yunxi.applicant, at=moment("2026-09-18"))

    shown = page(client, "bureau=yunxi&kind=table", on="2026-09-21")

    assert ("近半年本局办结" in shown) is is_told
    assert ("5 件：收件到办结，中间的一件用了 4 天" in shown) is is_told


def test_notice_windows_and_the_meeting_day_are_told_as_they_follow(client):
    yunxi = world.world()
    found = ahead(yunxi.bureau, "report", date(2026, 9, 14))
    table = ahead(yunxi.bureau, "table", date(2026, 9, 14))

    # Ten working days from Tuesday the 15th, the make-up Sunday 20 September among them, Mid-Autumn on the 25th not.
    assert [(str(one.name), one.first, one.last) for one in found] == [
        ("受理公示", date(2026, 9, 15), date(2026, 9, 28)), ("拟审批公示", date(2026, 9, 29), date(2026, 10, 10)),
    ]  # fmt: skip
    assert [one.first for one in table][:1] == [date(2026, 9, 15)]
    assert ahead(yunxi.bureau, "registration", date(2026, 9, 14)) == []
    assert "受理公示：" in page(client, "bureau=yunxi&kind=report")
