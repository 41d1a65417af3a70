"""Why this date, as a browser sees it: on a phone, at twice the size, in both languages, without a finding of axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from envportal.cases.queries import query_code
from tests import world
from tests.builders import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = "starts_on=2026-09-17&amount=18&unit=working_day&pauses=2026-09-24/2026-09-30+2026-10-13/2026-10-19"
PAGES = [
    f"/calculator/?{PICTURE}&print=1",
    "/calculator/?kind=rule&bureau=yunxi&matter=pledged/table&starts_on=2026-09-17",
    "/calculator/?kind=hours&starts_on=2026-09-17&clock=25:00&amount=x",
    "/if-today/?bureau=yunxi&kind=table",
]
# The narrowest a page is read at: 640 pixels at twice the size.
WIDTHS = (320, 375, 768, 1280)


def _fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["", "/en"])
def test_calculator_and_preview_are_accessible_and_fit_a_phone(
    page: Page, axe: Callable[[], list[str]], language: str
) -> None:
    world.world()
    with time_machine.travel(moment("2026-09-17"), tick=True):
        for address in PAGES:
            page.goto(f"{language}{address}")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert axe() == [], address
            _fits(page)


def test_progress_shows_hands_and_days_without_a_finding(page: Page, axe: Callable[[], list[str]]) -> None:
    case = world.proposed(world.world()).case
    case.refresh_from_db()
    with time_machine.travel(moment("2026-10-16"), tick=True):
        page.goto("/progress/")
        page.fill("[name=no]", str(case.number))
        page.fill("[name=code]", query_code(case))
        page.click("#step-form button")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

        assert axe() == []
        assert "收件以来 32 天：本局 28 天，申请人 0 天，第三方 4 天。" in page.inner_text("main")
        _fits(page)
