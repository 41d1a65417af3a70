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

# 移动互联网应用（APP）适老化通用设计规范, of its version for elders: text of 18, 60 by 60 to press, paragraphs apart by
# 1.3 of their lines.
LARGER = """() => {
  const box = (e) => e.getBoundingClientRect(), seen = (e) => box(e).width > 1 && box(e).height > 1;
  const px = (e, name) => parseFloat(getComputedStyle(e)[name]);
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const all = (where, breaks) => [...document.querySelectorAll(where)].filter((e) => seen(e) && breaks(e))
    .map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 20)}`);
  return [
    ...all("body *:not(svg *)", (e) => says(e) && px(e, "fontSize") < 18),
    ...all("p, li, dd, td", (e) => says(e) && px(e, "lineHeight") < 1.29 * px(e, "fontSize")),
    ...all("main p.govuk-body", (e) => px(e, "lineHeight") + px(e, "marginBottom") < 1.3 * px(e, "lineHeight")),
    ...all(".govuk-button, .ep-nav a, .ep-masthead__links a, .ep-doors a, .ep-chips a, main .govuk-input, select",
      (e) => box(e).height < 59.5 || box(e).width < 59.5),
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
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[-1]


@pytest.mark.parametrize("address", ["/large/", "/large/board/", "/large/en/opinions/new/"])
def test_larger_text_is_large_enough_to_read_and_to_press(page: Page, axe: Callable[[], list[str]], address: str):
    page.goto(address)

    assert axe() == []
    assert page.evaluate(LARGER) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
