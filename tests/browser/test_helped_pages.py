"""Pages of those who are helped: a key project and its leader, a filing upward, money, a complaint about a charge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page

from envportal.accounts.models import User
from tests.browser.test_procedure_pages import faults
from tests.charges.test_charges import reported
from tests.errands.test_way import sent
from tests.funds.test_funds import NOW, granted
from tests.keyprojects import rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_pages_of_those_who_are_helped(
    page: Page, axe: Callable[[], list[str]], open_as: Callable[[User], None]
) -> None:
    with time_machine.travel(NOW, tick=True):
        yunxi, application = rows.accepted()
        found, errand, money = rows.declared(yunxi, application), sent(yunxi), granted(yunxi)
        reported(yunxi)
        open_as(yunxi.applicant)
        assert faults(page, axe, ["/no-fees/complain/", "/my/errands/new/", f"/my/funds/{money.pk}/"]) == {}
        open_as(yunxi.leader)
        desk = ["/desk/key-projects/", f"/desk/key-projects/{found.pk}/", f"/desk/errands/{errand.pk}/"]
        assert faults(page, axe, desk) == {}
