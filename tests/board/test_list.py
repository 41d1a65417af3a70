"""The public list and everything taken away from it: one filter, one order, no gap."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
import time_machine
from openpyxl import load_workbook

from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.board.queries import memory
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.board.rows import ids, proposed, text
from tests.builders import moment

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-10-16"), tick=False):
        yield


def test_what_closes_first_stands_first_and_the_rest_by_publication(client):
    later = rows.published(rows.case("甲项目", kind="eia_report"), at=moment("2026-10-12"))
    sooner = proposed("乙项目")
    old = rows.published(rows.case("丙项目"), at=moment("2026-09-01"))
    decided = rows.published(rows.case("丁项目"), Notice.Kind.DECISION, moment("2026-10-09"), outcome="refused")

    assert ids(client) == [one.public_id for one in (sooner, later, decided, old)]
    assert ids(client, "?o=newest")[-1] == old.public_id
    assert ids(client, "?s=open") == [sooner.public_id, later.public_id]


def test_pages_follow_each_other_without_gap_or_repeat(client, monkeypatch):
    made = {proposed(f"项目{n}").public_id for n in range(3)}
    made |= {rows.published(rows.case(f"旧项目{n}"), at=moment("2026-09-01")).public_id for n in range(3)}
    monkeypatch.setattr("disclosure.board.views.feeds.A_FEED", 2)

    seen, url = [], "/board.json"
    while url:
        part = client.get(url).json()
        seen += [item["id"] for item in part["items"]]
        url = part["next"]

    assert (len(seen), set(seen)) == (6, made)


@pytest.mark.parametrize("after", ["x", "c~2026-13-01~abc", "p~~", "z~2026-10-01~a", "~" * 50])
def test_a_mangled_place_is_the_beginning(client, after):
    notice = proposed()

    assert ids(client, f"?after={after}") == [notice.public_id]


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("容器", True), ("纸容", True), ("食品纸容器", True), ("和信", True), ("青石", True), ("6000", True),
        ("容纸", False), ("医院", False), ("６０００", True), ("%", False), ("。", False),
    ],
)  # fmt: skip
def test_words_of_two_characters_are_found(client, query, hit):
    proposed()

    assert bool(ids(client, f"?q={query}")) is hit


def test_old_and_new_names_of_the_law_are_one(client):
    rows.published(facts={"文件": "生态环境影响报告表"})

    assert ids(client, "?q=环境影响报告表")
    assert ids(client, "?q=生态环境影响报告表")


@pytest.mark.parametrize(
    "query", ["", "?k=proposed_decision", "?p=城北街道", "?q=项目", "?s=open", "?t=all", "?b=dongling", "?k=nonsense"]
)
def test_every_file_holds_what_the_list_holds(client, query):
    proposed("甲项目")
    rows.published(rows.case("乙项目", division="城北街道"), at=moment("2026-10-12"))
    rows.published(rows.case("丙项目"), at=moment("2026-06-01"))
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    of = rows.case("丁项目", bureau=dongling)
    board.publish(rows.pending(of).pk, by=builders.staff(Role.EDITOR, at=dongling), at=moment("2026-10-12"))

    page = text(client.get(f"/board/{query}"))
    listed = {one.public_id for one in Notice.objects.all() if one.public_id in page}
    table = list(csv.reader(io.StringIO(text(client.get(f"/board.csv{query}")).removeprefix("\ufeff"))))
    sheet = load_workbook(io.BytesIO(client.get(f"/board.xlsx{query}").content)).active
    feed = ET.fromstring(text(client.get(f"/board.atom{query}")))

    assert set(ids(client, query)) == listed
    assert {line[0] for line in table[1:]} == listed
    assert {line[0].value for line in list(sheet.rows)[1:]} == listed
    assert {str(entry.findtext(f"{ATOM}id")).rsplit(":", 1)[1] for entry in feed.iter(f"{ATOM}entry")} == listed


def test_a_list_of_three_costs_as_much_as_a_list_of_one(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(memory, "LATELY", 60.0)  # a slow machine asks for the edition no more often than a quick one
    proposed("甲项目")
    client.get("/board/")
    with django_assert_num_queries(2):
        client.get("/board/")
    proposed("乙项目")
    proposed("丙项目")
    client.get("/board/")

    with django_assert_num_queries(2):
        client.get("/board/")


def test_an_empty_board_says_what_would_be_here(client):
    assert "近三个月没有公示。" in text(client.get("/board/"))
    assert "没有符合的公示。" in text(client.get("/board/?q=医院"))
