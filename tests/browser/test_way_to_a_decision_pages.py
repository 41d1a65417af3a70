"""Pages of what makes a decision right: quotas, zones, access rules, meetings, green channel, departments, lawyers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from approvals.applications import actions
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from tests import builders, world
from tests.access.rows import plant, rule
from tests.browser.test_procedure_pages import faults
from tests.builders import moment
from tests.departments import rows as departments
from tests.green.test_channel import define, granted
from tests.meetings import rows as meetings
from tests.quotas import rows as quotas

pytestmark = pytest.mark.django_db(transaction=True)
NOW = moment("2026-09-18", "08:00")


def test_what_anybody_reads(page: Page, axe: Callable[[], list[str]], live_server: LiveServer) -> None:
    yunxi = world.world()
    quotas.controlled(yunxi)
    quotas.granted(yunxi, 12)
    rule(yunxi)
    define(yunxi)
    granted(yunxi, world.accepted(yunxi))
    with time_machine.travel(NOW, tick=True):
        seen = ["/quotas/balance/", "/zones/", "/access/?industry=C3011&place=青石镇", "/green-channel/projects/"]
        assert faults(page, axe, seen) == {}


def test_the_desks_of_quotas_and_access(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    yunxi = world.world()
    quotas.controlled(yunxi, "nox")
    book = quotas.granted(yunxi, 30, "nox")
    found = rule(yunxi)
    cement = plant(yunxi)
    with time_machine.travel(NOW, tick=True):
        open_as(yunxi.leader)
        seen = [
            "/desk/quotas/", f"/desk/quotas/{book.pk}/", "/desk/quotas/movements/", "/desk/quotas/grant/",
            "/desk/quotas/register/", "/desk/zones/", "/desk/access/", "/desk/access/regions/",
            f"/desk/access/rules/{found.key}/",
        ]  # fmt: skip
        assert faults(page, axe, seen) == {}
        open_as(yunxi.officer)
        case = f"/desk/cases/{cement.pk}/"
        assert faults(page, axe, [case, f"{case}opinion/"]) == {}


def test_a_meeting_from_its_calendar_to_an_item(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    of = meetings.room()
    meeting = meetings.opened(of, meetings.report(of))
    one = f"/desk/meetings/{meeting.pk}/"
    item = f"/desk/meetings/items/{meeting.items.get().pk}/"
    with time_machine.travel(NOW, tick=True):
        open_as(of.chair)
        seen = ["/desk/meetings/", "/desk/meetings/list/", "/desk/meetings/waiting/", "/desk/meetings/rules/new/"]
        assert faults(page, axe, [*seen, one, item, f"{item}opinion/"]) == {}


def test_departments_green_channel_and_lawyers(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    yunxi = world.world()
    application, first = world.accepted(yunxi), departments.three(yunxi)
    [asked, *_others] = departments.asked(yunxi, application, *first)
    define(yunxi)
    lawyer = builders.staff(Role.LEGAL, "陆九思", at=yunxi.bureau)
    actions.ask_legal_review(
        application.pk, ground="complex", why="多个法律关系。", by=yunxi.head, at=moment("2026-09-17", "18:00")
    )
    with time_machine.travel(NOW, tick=True):
        open_as(departments.person(first[0]))
        assert faults(page, axe, ["/desk/consultations/", f"/desk/consultations/{asked.pk}/"]) == {}
        open_as(lawyer)
        assert faults(page, axe, ["/desk/legal/", f"/desk/cases/{application.pk}/legal-review/"]) == {}
        open_as(yunxi.head)
        assert faults(page, axe, ["/desk/green/", f"/desk/cases/{application.pk}/green/"]) == {}
