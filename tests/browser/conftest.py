"""A real browser before the real server: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from envportal.accounts.models import User
from tests.accounts.conftest import just_confirmed
from tests.browser.people import PASSWORD, Desk, Sit
from tests.builders import moment

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 10_000  # milliseconds, for a page on a busy machine
# Wrong input is answered by 409 or 422 on purpose; the browser notes such an answer on its console.
EXPECTED = "Failed to load resource: the server responded with a status of 4"


def chromium() -> str:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("No Chromium found: apt-get install chromium, or set CHROMIUM to its path.")
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _the_database_may_be_used_beside_playwright() -> None:
    """Playwright's event loop runs in the thread of the tests; Django would take that for an async view."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    yield launched
    launched.close()


@pytest.fixture
def at(browser: Browser, live_server: LiveServer) -> Sit:
    """`with at("2026-09-17", clerk) as desk:` somebody sits down at their browser on a day."""

    @contextmanager
    def sit(day: str, person: User | None = None, clock: str = "10:00", password: str = PASSWORD) -> Iterator[Desk]:
        with time_machine.travel(moment(day, clock), tick=True):
            desk = Desk(browser, live_server)
            if person is not None:
                desk.enter(person, password)
            yield desk
            desk.leave()

    return sit


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: script errors and breaches of the content security policy."""
    return []


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    made = browser.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900}
    )
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A page of the running portal; the test fails if the browser had to complain."""
    opened = context.new_page()
    opened.on("console", lambda message: _note(message, complaints))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type == "error" and not message.text.startswith(EXPECTED):
        complaints.append(message.text)


@pytest.fixture
def phone(context: BrowserContext, page: Page) -> Page:
    page.set_viewport_size({"width": 375, "height": 812})
    return page


@pytest.fixture
def axe(page: Page) -> Callable[[], list[str]]:
    """Call it on an open page: one line for each breach of WCAG 2.2 A and AA that axe finds."""

    def run() -> list[str]:
        # evaluate() goes by the debugger, which the content security policy does not hold back.
        page.evaluate(AXE)
        found: dict[str, Any] = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        return [_line(violation) for violation in found["violations"]]

    return run


def _line(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} at {places}"


@pytest.fixture
def open_as(context: BrowserContext, live_server: LiveServer) -> Callable[[User], None]:
    """Hand the browser the session of somebody who signed in a moment ago."""

    def enter(person: User) -> None:
        cookie = just_confirmed(person).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return enter
