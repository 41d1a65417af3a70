"""Every figure of supervision opens the list it counts, for whoever may see it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from envportal.accounts.models import User
from envportal.cases.models import Case
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter
from envportal.deadlines.models import ClockEvent
from envportal.supervision import actions
from tests import builders
from tests.builders import moment
from tests.supervision.rows import clock, opened_case, team
from tests.supervision.test_pages import browser

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-28", "08:12")
LINK = re.compile(r'<a class="govuk-link" href="((?:/en)?/desk/supervision/[^"]*\?[^"]*)"[^>]*>([^<]*\d[^<]*)<')
ROWS = re.compile(r"共 (\d+) [条人]")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def pause(of: Case, matter: str = Matter.STATUTORY, **fields: object) -> None:
    """A technical assessment that began on 10-08; `fields` say what else is known."""
    stopped = of.clocks.get(matter=matter)
    facts: dict[str, object] = {
        "on": date(2026, 10, 8), "ground": Ground.TECHNICAL_ASSESSMENT, "waiting_for": "市环科院", "at": NOW,
    }  # fmt: skip
    ClockEvent.objects.create(clock=stopped, kind=EventKind.PAUSED, **{**facts, **fields})


@pytest.fixture(scope="module")
def people(kept_for_the_module: None) -> dict[str, User]:
    """Two sections and a case without one, here and in another bureau below the same superior; of every kind."""
    with time_machine.travel(NOW, tick=False):
        return everybody()


def everybody() -> dict[str, User]:
    found, above = team(), builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    other = builders.bureau("dongling", "东岭市生态环境局", "东环", parent=above)
    own = builders.bureau()
    own.parent = above
    own.save()
    air = builders.section(name="大气科")
    second = builders.staff("officer", "何知行", in_section=air)
    mine = {"holder": found["officer"], "section": found["officer"].section}
    clock(opened_case("超期", **mine))
    clock(opened_case("无科室"))
    clock(opened_case("别局", bureau=other))
    clock(opened_case("将到", holder=second, section=air), due_on=date(2026, 10, 30), warn_on=date(2026, 10, 28))
    waiting = opened_case("停久", holder=second, section=air)
    clock(waiting, state=ClockState.PAUSED)
    pause(waiting, planned_until=date(2026, 10, 20))
    clock(waiting, matter=Matter.PLEDGED, due_on=date(2026, 10, 31), warn_on=date(2026, 10, 30))
    for day in (20, 21, 23):
        ended = opened_case(f"办结{day}", closed_on=date(2026, 10, day), **mine)
        clock(ended, state=ClockState.STOPPED, stopped_on=date(2026, 10, day))
        pause(ended, until=date(2026, 10, 9))
        pause(ended, on=date(2026, 10, 19), until=date(2026, 10, 19))
    actions.sweep(at=NOW - timedelta(days=6))
    actions.sweep(at=NOW)
    card = opened_case("无牌", **mine)
    clock(card, due_on=date(2026, 12, 1), warn_on=date(2026, 11, 20))
    return found | {"superior": builders.staff("supervisor", "沈知远", at=above)}


def figures(client: Client, path: str) -> list[tuple[str, int]]:
    """Every link of a page whose words hold a number, with that number."""
    response = client.get(path)
    assert response.status_code == 200
    found = LINK.findall(response.content.decode())
    return [(url.replace("&amp;", "&"), int(re.search(r"\d+", words.replace("30 天", ""))[0])) for url, words in found]


def wrong(client: Client, path: str) -> list[object]:
    bad: list[object] = []
    for url, number in figures(client, path):
        rows = ROWS.search(client.get(url).content.decode())
        if rows is None or int(rows[1]) != number:
            bad.append((url, number, rows and rows[1]))
    return bad


@pytest.mark.parametrize("role", ["supervisor", "leader", "head", "superior"])
@pytest.mark.parametrize("path", ["", "pauses/", "pauses/?state=open", "pauses/?state=ended", "hands/"])
def test_every_figure_opens_a_list_of_as_many_rows(people, role, path):
    client = browser(people[role])

    found = figures(client, f"/desk/supervision/{path}")

    assert wrong(client, f"/desk/supervision/{path}") == []
    assert role == "superior" or len(found) >= 6


def test_the_board_has_every_kind_of_figure(people):
    kinds = {
        url.split("?")[0].split("/")[3] for url, _n in figures(browser(people["supervisor"]), "/desk/supervision/")
    }

    assert kinds == {"clocks", "cards", "cases"}


def test_a_superior_bureau_sees_the_cards_and_steps_of_the_bureaus_below_it(people):
    page = browser(people["superior"]).get("/desk/supervision/cards/?show=escalated").content.decode()

    assert ("别局" in page, "超期" in page, "超过法定时限" in page) == (True, True, True)


@pytest.mark.parametrize("path", ["clocks", "cards", "cases", "hands", "pauses/list"])
def test_every_list_sorts_and_is_taken_away(people, path):
    client = browser(people["supervisor"])
    at = f"/desk/supervision/{path}/"

    taken = client.get(f"{at}?format=csv")
    heads = client.get(at).content.decode()
    up, down = (client.get(f"{at}?sort={sign}{SORTS[path]}").status_code for sign in ("", "-"))

    assert taken["Content-Type"] == "text/csv; charset=utf-8"
    assert len(taken.content.decode().splitlines()) > 2
    assert (up, down, "共 " in heads) == (200, 200, True)


SORTS = {"clocks": "due_on", "cards": "legal_on", "cases": "closed_on", "hands": "oldest", "pauses/list": "first"}


def test_a_file_of_cases_has_raw_and_net_time_side_by_side(people):
    rows = browser(people["supervisor"]).get("/desk/supervision/cases/?q=办结23&format=csv").content.decode()

    head, row = (line.split(",") for line in rows.lstrip("\ufeff").splitlines())
    named = dict(zip(head, row, strict=True))
    assert [named[name] for name in ("总历时（天）", "其中暂停（天）", "净用时（天）")] == ["39", "3", "36"]


@pytest.mark.parametrize("path", ["cases/", "pauses/", "pauses/list/", "hands/", "pulse/", "ladder/"])
@pytest.mark.parametrize("role", ["officer", "clerk", "auditor"])
def test_nobody_else_opens_these_pages(people, role, path):
    client = browser(builders.staff(role))

    assert client.get(f"/desk/supervision/{path}").status_code == 403


def test_a_date_nobody_can_read_is_a_sentence_and_no_error(people):
    page = browser(people["supervisor"]).get("/desk/supervision/pauses/?first=tomorrow")

    assert page.status_code == 200
    assert "日期写成年月日" in page.content.decode()
