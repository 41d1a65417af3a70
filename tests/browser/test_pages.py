"""The public pages as a browser sees them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

WIDTHS = (375, 768, 1280)
# 互联网网站适老化通用设计规范: lines of 1.3, text of 16 px, 44 px to press or type into, and nothing that floats.
ELDERS = """() => {
  const seen = (e) => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1; };
  const all = (where, breaks) => [...document.querySelectorAll(where)].filter((e) => seen(e) && breaks(e))
    .map((e) => `${e.tagName} ${e.className}`);
  const px = (e, name) => parseFloat(getComputedStyle(e)[name]);
  return [
    ...all("main p, main li, main dd, main td", (e) => px(e, "lineHeight") < 1.29 * px(e, "fontSize")),
    ...all("main p.govuk-body", (e) => px(e, "fontSize") < 16),
    ...all("button, .govuk-button, input:not([type=checkbox], [type=radio]), select, textarea, .govuk-pagination a",
      (e) => e.getBoundingClientRect().height < 43.5),
    ...all("body *", (e) => getComputedStyle(e).position === "fixed"),
  ];
}"""


@pytest.mark.parametrize("address", ["/", "/board/", "/progress/", "/calculator/"])
def test_a_public_page_is_accessible_and_fits_a_phone(page: Page, axe: Callable[[], list[str]], address: str):
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert axe() == []
    assert page.evaluate(ELDERS) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
