"""The pages of the notice board, in both languages: accessible, and no wider than the screen or the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from disclosure.performance import actions as performance
from envportal.accounts.models import User
from tests import world
from tests.browser.test_procedure_pages import faults
from tests.builders import moment
from tests.participation import rows as sent

pytestmark = pytest.mark.django_db(transaction=True)
NOW = moment("2026-10-14", "10:00")
# Columns share one page; these have sums, masked people and nothing at all.
COLUMNS = ("fees", "penalties", "news")
PUBLIC = (
    "/", "/board/", "/board/?q=纸容器&t=all", "/board/?q=没有的", "/board/catalogue/", "/open-data/",
    "/open-data/notices/",
    "/opinions/", "/opinions/new/", "/comments/progress/", "/performance/", "/performance/cases/", "/quality/",
    "/quality/air/", "/quality/water/", "/quality/drinking/", "/quality/noise/", "/quality/history/",
    "/quality/bulletins/",
    "/quality/aqi/?so2=8&no2=26&pm10=71&pm25=75&co=0.6&o3=61", "/quality/water-class/?nh3n=1.21&target=3", "/about/",
    "/subscribe/?q=纸容器",
)  # fmt: skip


def test_the_pages_anybody_reads(page: Page, axe: Callable[[], list[str]], live_server: LiveServer) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        application = world.proposed(yunxi)
        sent.comment(application)
        performance.keep(at=NOW)
        notice = f"/board/{sent.notice_of(application).public_id}/"
        own = [notice, f"{notice}comment/", f"{notice}hearing/", f"{notice}wrong/"]
        enterprise = f"/enterprises/{application.owner.uscc}/"

        seen = [*PUBLIC, *(f"/{name}/" for name in COLUMNS), *own, enterprise]
        assert faults(page, axe, seen, paper=True) == {}


def test_the_desks_behind_them(page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi = world.world()
        application = world.proposed(yunxi)
        comment = sent.comment(application)
        message = sent.message(yunxi.bureau)
        open_as(yunxi.editor)
        seen = [
            "/desk/board/", "/desk/board/write/", "/desk/board/catalogue/", "/desk/comments/", "/desk/opinions/",
            f"/desk/comments/{comment.pk}/", f"/desk/comments/{message.pk}/", "/desk/quality/",
        ]  # fmt: skip
        assert faults(page, axe, seen) == {}
        open_as(yunxi.officer)
        case = f"/desk/comments/case/{application.pk}/"
        assert faults(page, axe, [case, f"{case}consider/"]) == {}
        open_as(yunxi.leader)
        assert faults(page, axe, [f"/desk/cases/{application.pk}/go-on/"]) == {}
