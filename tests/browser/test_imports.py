"""The pages of history, in both languages: accessible, and no wider than the screen they are read on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from disclosure.board.models import Notice
from disclosure.imports import actions, tasks
from disclosure.imports.models import Run
from envportal.accounts.enums import Role
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.browser.test_procedure_pages import faults
from tests.builders import moment
from tests.imports import tables

pytestmark = pytest.mark.django_db(transaction=True)
AT = moment("2026-11-20")


def a_checked_import() -> Run:
    editor = builders.staff(Role.EDITOR)
    run = actions.upload(tables.workbook(), source="本局原网站“环评公示”栏目", by=editor, at=AT)
    whole = {"kind": "acceptance", "publisher": run.publisher, "source": run.source}
    mapping = {int(column): of for column, of in run.mapping.items()}
    actions.choose(run.pk, head_rows=3, mapping=mapping, said=whole, by=editor, at=AT)
    tasks.carry_on()
    return run


def test_the_pages_of_an_import(
    page: Page, axe: Callable[[], list[str]], context: BrowserContext, live_server: LiveServer
) -> None:
    run = a_checked_import()
    cookie = just_confirmed(builders.staff(Role.EDITOR)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    own = [f"/desk/imports/{run.pk}/{part}" for part in ("", "columns/", "publish/", "drop/")]

    assert faults(page, axe, ["/desk/imports/", "/desk/imports/new/", *own]) == {}


def test_the_public_pages_of_history(page: Page, axe: Callable[[], list[str]], live_server: LiveServer) -> None:
    actions.load_sample(at=AT)
    damaged = Notice.objects.get(title__startswith="省道204线")

    assert faults(page, axe, ["/board/?h=only", f"/board/{damaged.public_id}/"]) == {}
