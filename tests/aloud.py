"""A page as a screen reader meets it: in the order it is written, by its headings, landmarks, names and tables."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "line",
        "rect",
        "circle",
    ]
)
EMPTY_WORDS = frozenset({"这里", "点击这里", "点击", "更多", "详情", "here", "click here", "more", "details"})
CONTROLS = ("input", "select", "textarea")
SILENT = ("hidden", "submit", "button")


class Aloud(HTMLParser):
    """What is read out, as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.headings: list[int] = []
        self.landmarks: list[str] = []
        self.navs: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.pointed: list[str] = []
        self.faults: list[str] = []
        self.lang = self.title = ""
        self.h1: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._named(told)
        meet = getattr(self, f"_{tag}", None)
        if meet:
            meet(told)
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]))
        if tag in CONTROLS and told.get("type") not in SILENT:
            self.controls.append(told)
        if tag in {"header", "main", "footer"} and not any(name in {"main", "article"} for name, _ in self.open):
            self.landmarks.append(tag)
        if tag not in VOID:
            self.open.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self.open]
        if names[-1:] == ["title"]:
            self.title += data
        if "h1" in names:
            self.h1.append(data)
        if "a" in names and self.links:
            url, words = self.links[-1]
            self.links[-1] = (url, words + data)

    def _named(self, told: dict[str, str]) -> None:
        if "id" in told:
            self.ids.append(told["id"])
        for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            self.pointed += told.get(name, "").split()
        if int(told.get("tabindex") or 0) > 0:
            self.faults.append(f"tabindex {told['tabindex']}")

    def _heading(self, level: int) -> None:
        last = self.headings[-1] if self.headings else 0
        if level > last + 1:
            self.faults.append(f"h{level} after h{last}")
        self.headings.append(level)

    def _html(self, told: dict[str, str]) -> None:
        self.lang = told.get("lang", "")

    def _nav(self, told: dict[str, str]) -> None:
        self.navs.append(told.get("aria-label") or told.get("aria-labelledby", ""))

    def _a(self, told: dict[str, str]) -> None:
        self.links.append((told.get("href", ""), told.get("aria-label", "")))

    def _label(self, told: dict[str, str]) -> None:
        self.labelled.add(told.get("for", ""))

    def _img(self, told: dict[str, str]) -> None:
        if "alt" not in told:
            self.faults.append(f"img without alt: {told.get('src')}")

    def _svg(self, told: dict[str, str]) -> None:
        hidden = told.get("aria-hidden") == "true" or any(of.get("aria-hidden") == "true" for _, of in self.open)
        if not hidden and not ((told.get("role") == "img" and told.get("aria-label")) or "aria-labelledby" in told):
            self.faults.append("svg without a name")

    def _li(self, _told: dict[str, str]) -> None:
        if not self.open or self.open[-1][0] not in {"ul", "ol"}:
            self.faults.append("li outside a list")


def read(html: str) -> list[str]:
    """What would puzzle whoever listens to this page."""
    page = Aloud()
    page.feed(html)
    return [*page.faults, *_frame(page), *_names(page), *_tables(html)]


def _frame(page: Aloud) -> list[str]:
    """Language, title, one main heading, and the three landmarks in their order with the way past the first."""
    wrong = [] if page.lang in {"zh-Hans", "en"} else [f"lang {page.lang!r}"]
    if page.landmarks != ["header", "main", "footer"]:
        wrong.append(f"landmarks {page.landmarks}")
    if page.headings.count(1) != 1 or page.headings[0] != 1:
        wrong.append(f"headings {page.headings[:4]}")
    if not page.title.strip() or not "".join(page.h1).strip():
        wrong.append("no title or no main heading")
    if not page.links or page.links[0][0] != "#main":
        wrong.append("the first link does not lead past the head")
    if "" in page.navs or len(set(page.navs)) < len(page.navs):
        wrong.append(f"navigations {page.navs}")
    return wrong


def _names(page: Aloud) -> list[str]:
    """Everything that can be reached says what it is, and whatever is pointed at is there."""
    wrong = [f"link without words to {url}" for url, words in page.links if not words.strip()]
    wrong += [f"link “{words}”" for _url, words in page.links if words.strip().lower() in EMPTY_WORDS]
    wrong += [f"id {name} twice" for name, n in Counter(page.ids).items() if n > 1]
    wrong += [f"nothing has the id {name}" for name in page.pointed if name not in page.ids]
    wrong += [
        f"{one.get('name')} without a label" for one in page.controls
        if one.get("id", "") not in page.labelled and not one.get("aria-label") and not one.get("aria-labelledby")
    ]  # fmt: skip
    return wrong


def _tables(html: str) -> list[str]:
    """Each table has a name, and heads that say what they are the heads of."""
    wrong = []
    for table in re.findall(r"<table\b.*?</table>", html, re.DOTALL):
        heads = re.findall(r"<th\b[^>]*>", table)
        name = re.search(r"<caption\b[^>]*>(.*?)</caption>", table, re.DOTALL)
        if name is None or not re.sub(r"<[^>]*>|\s", "", name[1]):
            wrong.append(f"table without a name: {table[:80]}")
        if not heads or any("scope=" not in head for head in heads):
            wrong.append(f"table without heads: {table[:80]}")
    return wrong
