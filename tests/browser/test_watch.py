"""The board of clocks, cards and the inbox as a browser shows them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from envportal.accounts.models import User
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter
from envportal.deadlines.models import ClockEvent
from envportal.supervision import actions
from envportal.supervision.models import Card
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (375, 768, 1280)
LONG = "云溪新材料产业园配套危险废物集中收集贮存转运中心及其废气综合治理设施改扩建项目（一期）"


@pytest.fixture
def people() -> dict[str, User]:
    """A bureau with a late, a near, a paused, a kept and a missed case."""
    people, today = team(), timezone.localdate()
    mine: dict[str, Any] = {"holder": people["officer"], "section": people["officer"].section}
    clock(opened_case("春水河畔汽车钣喷中心", **mine))
    clock(opened_case("城北污水处理厂提标改造项目", **mine), warn_on=today, due_on=today + timedelta(days=1))
    clock(opened_case(LONG), matter=Matter.INTAKE,
          warn_on=today + timedelta(days=3), due_on=today + timedelta(days=4))  # fmt: skip
    paused = clock(opened_case("青石化工园区热力管网", **mine), state=ClockState.PAUSED)
    ClockEvent.objects.create(
        clock=paused, kind=EventKind.PAUSED, on=today - timedelta(days=18), planned_until=today - timedelta(days=4),
        ground=Ground.TECHNICAL_ASSESSMENT, waiting_for="市环科院", at=timezone.now(),
    )  # fmt: skip
    for stopped_on in (today, today - timedelta(days=40)):
        ended = opened_case(closed_on=stopped_on, **mine)
        clock(ended, state=ClockState.STOPPED, stopped_on=stopped_on)
    actions.sweep(at=timezone.now())
    return people


def sign_in(page: Page, person: User, url: str) -> None:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_of_supervision_are_accessible_and_fit_a_phone(
    page: Page, axe: Callable[[], list[str]], live_server, people, language: str
):
    sign_in(page, people["supervisor"], live_server.url)
    card = Card.objects.filter(colour="red").latest("pk")
    at = f"{language}/desk/supervision"

    wrong: list[tuple[str, object]] = []
    card_page = f"{at}/cards/{card.pk}/"
    for path in (
        f"{at}/",
        f"{at}/clocks/",
        f"{at}/cards/",
        card_page,
        f"{card_page}ask-removal/",
        f"{at}/cases/",
        f"{at}/cases/?q=没有的",
        f"{at}/hands/",
        f"{at}/pauses/",
        f"{at}/pauses/list/",
        f"{at}/pulse/",
        f"{at}/ladder/",
        f"{at}/ladder/propose/",
        f"{language}/desk/messages/",
    ):
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        answer = page.goto(path)
        wrong += [(path, answer)] if answer is None or answer.status != 200 else []
        wrong += [(path, complaint) for complaint in axe()]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append((path, width))

    assert wrong == []


def test_a_number_opens_its_list_by_keyboard_and_a_message_is_marked_as_read(page: Page, live_server, people):
    sign_in(page, people["supervisor"], live_server.url)
    page.goto("/desk/supervision/")

    page.locator(".ep-stats a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards/?colour=red&show=open")
    page.goto("/desk/messages/")
    unread = page.get_by_text("未读", exact=True).count()
    page.get_by_role("button", name="标为已读").nth(1).click()
    page.wait_for_url("**/desk/messages/#message-*")

    assert page.get_by_text("未读", exact=True).count() == unread - 1
