"""People at their browsers: each in a window of their own, signing in the way they really do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import one_time_code

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from envportal.accounts.models import User

PASSWORD = "correct horse 1A"
PROJECT = "年产 6000 万只食品纸容器技改项目"


class Desk:
    """A person with a browser."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        context = browser.new_context(base_url=server.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def enter(self, user: User, password: str = PASSWORD) -> Desk:
        """Sign in by name and password, and by the authenticator app where one is needed."""
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", password)
        self.page.click("main button.govuk-button")
        if user.is_staff_member:
            self.page.fill("[name=code]", one_time_code(timezone.now()))
            self.page.click("main button.govuk-button")
        return self

    def leave(self) -> None:
        self.page.context.close()
        assert self.complaints == []

    def fill(self, **typed: str) -> None:
        for name, value in typed.items():
            self.page.fill(f"[name={name}]", value)

    def select(self, **chosen: str) -> None:
        for name, value in chosen.items():
            self.page.select_option(f"[name={name}]", value)

    def choose(self, **chosen: str) -> None:
        for name, value in chosen.items():
            self.tick(f"[name={name}][value={value}]")

    def tick(self, box: str) -> None:
        """By its words, as people do: the box itself lies under a drawn one."""
        self.page.click(f"{box} + label")
        expect(self.page.locator(box)).to_be_checked()

    def send(self) -> str:
        """Press the one green button; what the page says afterwards."""
        self.page.click("#step-form .ep-actions button")
        return self.text

    def follow(self, words: str) -> None:
        self.page.locator("main a").filter(has_text=words).first.click()

    @property
    def text(self) -> str:
        return self.page.inner_text("body")


Sit = Callable[..., AbstractContextManager[Desk]]


def open_verb(desk: Desk, verb: str) -> None:
    """From the desk to the case and the page of a verb."""
    desk.page.goto("/desk/")
    desk.follow(PROJECT)
    desk.page.locator("[aria-labelledby=h-act]").get_by_role("link", name=verb, exact=True).click()


def publish(desk: Desk) -> None:
    desk.page.goto("/desk/board/")
    desk.follow("核对并发布")
    desk.follow("发布")
    looked = desk.page.get_by_label("逐页看过")  # asked for only where a file is a picture of text
    if looked.count():
        looked.check()
    desk.send()
