"""Every public page in the order a screen reader reads it, in both languages."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from disclosure.board.models import Notice
from disclosure.performance import actions as performance
from disclosure.quality.queries.editions import edition
from envportal.operations.queries import public_routes
from tests import aloud, test_crawl, world
from tests.board import rows
from tests.builders import moment
from tests.participation import rows as sent
from tests.quality import places

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-20", "10:00")
GOOD = """<html lang="en"><head><title>Board</title></head><body><a href="#main">Skip</a><header><nav aria-label="Main">
<ul><li><a href="/">Home</a></li></ul></nav></header><main id="main"><h1>Board</h1><h2>List</h2>
<table><caption>All</caption><tr><th scope="col">Name</th></tr></table><label for="q">Find</label>
<input id="q" name="q"></main><footer></footer></body></html>"""


@pytest.fixture
def words() -> list[str]:
    """A bureau with something on every page anybody reads: the words that stand in their addresses."""
    yunxi = world.world()
    application = world.proposed(yunxi)
    sent.comment(application)
    sent.message(yunxi.bureau)
    written = rows.published(rows.case("别的项目"))
    performance.keep(at=NOW)
    stations = [places.air(), places.section(), places.point()]
    for day in places.days("2026-10-01", 31):
        places.a_day(stations[0], day)
    places.read(stations[1], "2026-10-01", "month", DO="8", NH3__N="0.4")
    places.read(stations[2], "2026-10-14", Ld="68", Ln="56")
    edition()
    return [
        *Notice.objects.filter(state="published").values_list("public_id", flat=True), written.public_id, "notices",
        application.owner.uscc, *(one.code for one in stations), "air", "water", "noise", "drinking",
    ]  # fmt: skip


def pages(words: list[str]) -> set[str]:
    """Every public address that is a page, with each word in it."""
    plain = (route.path.replace("^", "").replace("$", "").replace("\\.", ".") for route in public_routes())
    return {test_crawl.filled_in(path, "1", word) for path in plain if path.endswith("/") for word in words}


def test_every_public_page_is_read_in_order_by_headings_landmarks_names_and_tables(words: list[str]):
    with time_machine.travel(NOW, tick=False):
        client, wrong, seen = Client(), {}, 0
        for address in sorted(pages(words)):
            for before in ("", "/en"):
                answer = client.get(before + address)
                body = b"".join(answer) if answer.streaming else answer.content
                if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                    continue
                seen += 1
                faults = aloud.read(body.decode())
                if faults:
                    wrong[before + address] = faults

    assert wrong == {}
    assert seen > 110


def test_what_would_puzzle_a_listener_is_noticed():
    for old, new in (
        ("<h2>", "<h3>"), ("<h1>Board</h1>", ""), ('scope="col"', ""), ("<caption>All</caption>", ""), ("Home", ""),
        ('for="q"', ""), ('aria-label="Main"', ""), ('href="#main"', 'href="/x"'), ('lang="en"', ""), ("Home", "more"),
        ('id="q"', 'id="main"'), ("<ul>", "<div>"), ("<footer></footer>", ""), ("<h1>", '<h1 tabindex="2">'),
        ('name="q"', 'name="q" aria-describedby="hint"'), ("Board</title>", "</title>"),
        ("<h2>", "<svg></svg><h2>"), ("<h2>", "<img src='x'><h2>"),
    ):  # fmt: skip
        assert aloud.read(GOOD.replace(old, new, 1)) != [], (old, new)
    assert aloud.read(GOOD) == []
