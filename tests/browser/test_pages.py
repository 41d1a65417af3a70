"""The public pages as a browser sees them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

WIDTHS = (375, 768, 1280)


@pytest.mark.parametrize("address", ["/", "/board/", "/progress/"])
def test_a_public_page_is_accessible_and_fits_a_phone(page: Page, axe: Callable[[], list[str]], address: str):
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert axe() == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
