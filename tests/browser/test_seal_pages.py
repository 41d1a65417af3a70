"""The pages of numbers, seals, stamping and voiding, in both languages: accessible, and no wider than their screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from envportal.documents import letters
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.applications.test_voiding import AT, approved, deputy, propose
from tests.browser.test_procedure_pages import faults
from tests.documents.test_seals import keeper, seal

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_numbers_seals_and_void_letters(
    context: BrowserContext, live_server: LiveServer, page: Page, axe: Callable[[], list[str]]
) -> None:
    with time_machine.travel(AT, tick=True):
        yunxi = world.world()
        decision = approved(yunxi)
        voiding = propose(decision, yunxi.officer)
        case, by = f"/desk/cases/{decision.case_id}/", keeper()
        kept, of = seal(by), decision.case.letters
        stamped, unsealed = of.get(kind="acceptance"), of.get(kind="receipt")
        letters.stamp(stamped.pk, seal=kept, copies=2, by=by, at=AT)
        seen = {
            yunxi.officer: [case, f"{case}letters/{unsealed.pk}/void/"],
            deputy(yunxi): [f"{case}voidings/{voiding.pk}/agree/", f"{case}voidings/{voiding.pk}/decline/"],
            yunxi.leader: [
                "/desk/numbers/",
                "/desk/seals/",
                "/desk/seals/new/",
                f"/desk/seals/{kept.pk}/end/",
            ],
            by: [f"/desk/letters/{unsealed.pk}/stamp/"],
        }
        public = [f"/v/{decision.code}/", f"/v/{stamped.code}/", "/v/", "/seals/"]
        for person, addresses in seen.items():
            cookie = just_confirmed(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
            assert faults(page, axe, addresses) == {}
        context.clear_cookies()
        assert faults(page, axe, public) == {}
