"""The pages of service and of the bundle, in both languages: accessible, and no wider than their screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.accounts.conftest import just_confirmed
from tests.applications.test_service import fail, on_paper, serve
from tests.browser.test_procedure_pages import faults
from tests.builders import moment

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_service_and_of_the_bundle(
    context: BrowserContext, live_server: LiveServer, page: Page, axe: Callable[[], list[str]]
) -> None:
    with time_machine.travel(moment("2026-09-29", "09:00"), tick=True):
        yunxi = world.world()
        application, letter = on_paper(yunxi)
        fail(yunxi, letter, "2026-09-28")
        serve(yunxi, application.case.letters.get(kind="receipt"), "2026-09-28")
        cookie = just_confirmed(yunxi.officer).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

        case = f"/desk/cases/{application.pk}/"
        steps = [f"{case}letters/{letter.pk}/{step}" for step in ("served/", "served/left/", "not-served/")]
        done = f"{case}letters/{application.case.letters.get(kind='receipt').pk}/service/correct/"

        assert faults(page, axe, ["/desk/service/", case, *steps, done, f"{case}bundle"]) == {}
