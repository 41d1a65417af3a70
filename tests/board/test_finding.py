"""Finding notices: by place, owner, dates, outcome, words; the same set on the page, in every file and by the API."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from itertools import chain
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.board.queries import frequency, lists
from tests import builders
from tests.board import rows
from tests.board.rows import ids, proposed, text
from tests.builders import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 16)
ADDRESS = re.compile(r'<a class="govuk-link" href="/board/([\w-]+)/" lang')


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-10-16"), tick=False):
        yield


def on_page(client: Client, query: str) -> list[str]:
    return ADDRESS.findall(text(client.get(f"/board/{query}")))


def decided(title: str, at: str, outcome: str = "approved", **fields: str) -> Notice:
    return rows.published(rows.case(title, **fields), Notice.Kind.DECISION, moment(at), outcome=outcome)


def past(n: int, title: str = "旧项目", on: date | None = None, facts: tuple[tuple[str, str], ...] = ()) -> str:
    """A notice of history, which needs no case."""
    one = board.Past(
        key=f"k{n}", kind=board.Kind.DECISION, publisher="福州市生态环境局", source="n1773", title=f"{title}{n}",
        published_on=on or date(2025, 1, 1) + timedelta(n), facts=facts,
    )  # fmt: skip
    board.take_in([one], at=moment("2026-10-16"))
    return Notice.objects.get(import_key=f"k{n}").public_id


# FILTERS ------------------------------------------------------------------------
def test_each_filter_takes_away_what_does_not_fit(client):
    builders.bureau("dongling", "东岭市生态环境局", "东环")
    open_one = proposed("甲项目")
    refused = decided("乙项目", "2026-10-09", "refused", division="城北街道")
    old = decided("丙项目", "2026-08-20", kind="eia_report")
    found = {
        "?s=open": [open_one], "?k=decision": [refused, old], "?r=refused": [refused], "?p=城北街道": [refused],
        "?w=城北": [refused], "?w=工业东路": [open_one, refused, old], "?e=和信": [open_one, refused, old],
        "?e=别家": [], "?d=report": [old], "?f=2026-10-09&u=2026年10月9日": [refused], "?f=2026-10-10": [open_one],
        "?u=2026-10-08": [old], "?q=乙项目&k=decision&r=refused&w=城北": [refused], "?w=%25": [], "?b=dongling": [],
    }  # fmt: skip

    assert {query: ids(client, query) for query in found} == {
        query: [one.public_id for one in hits] for query, hits in found.items()
    }


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?f=2026-02-30", "这一天不存在"), ("?u=昨天", "日期写成年月日"), ("?f=2026-10-10&u=2026-10-01", "请对调"),
    ],
)  # fmt: skip
def test_a_date_that_is_none_is_said_in_its_place_and_the_rest_still_counts(client, query, sentence):
    notice = proposed()

    page = text(client.get(f"/board/{query}&k=proposed_decision"))

    assert sentence in page
    assert notice.public_id in page


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00", "?w=%00&e=%00", "?f=9999-12-31", "?u=9999-12-31", "?f=0001-01-01", "?u=1-1-1",
        "?after=p~0001-01-01T00:00:00Z~a", "?before=p~9999-12-31T23:59:59Z~a", "?after=p~2026-10-01T00:00:00Z~%00",
        "?before=t~2026-10-01T00:00:00Z~x",
    ],
)  # fmt: skip
def test_odd_input_is_answered(client, query):
    proposed()

    for path in ("/board/", "/board.json", "/board.csv", "/board.atom", "/api/v1/notices"):
        assert client.get(f"{path}{query}").status_code == 200


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.fixed_dictionaries(
        {},
        optional={
            "q": st.sampled_from(["项目", "纸", "甲", "食品", "青石 食品", "%", "没有的词"]),
            "k": st.sampled_from(["decision", "proposed_decision", "nonsense"]),
            "d": st.sampled_from(["table", "report"]),
            "r": st.sampled_from(["approved", "refused"]), "p": st.sampled_from(["青石镇", "城北街道", "别处"]),
            "w": st.sampled_from(["城北", "工业东路", "%"]), "e": st.sampled_from(["和信", "别家"]),
            "t": st.sampled_from(["all", "year"]), "f": st.sampled_from(["2026-10-01", "2025-01-02", "x"]),
            "u": st.sampled_from(["2026-10-10", "2025-06-01"]), "s": st.just("open"),
            "h": st.sampled_from(["only", "without"]), "o": st.sampled_from(["newest", "closing"]),
        },
    )
)  # fmt: skip
def test_page_files_feed_and_api_hold_the_same_for_any_filter(client, asked):
    if not Notice.objects.exists():
        proposed("甲食品项目")
        decided("乙项目", "2026-10-09", "refused", division="城北街道")
        decided("丙食品项目", "2025-03-01", kind="eia_report")
        past(1)
    query = f"?{client.get('/board/', asked).wsgi_request.GET.urlencode()}"

    page = on_page(client, query)
    table = list(csv.reader(io.StringIO(text(client.get(f"/board.csv{query}")).removeprefix("\ufeff"))))
    feed = ET.fromstring(text(client.get(f"/board.atom{query}")))
    by_api = [item["id"] for item in client.get(f"/api/v1/notices{query}").json()["items"]]

    assert page == [line[0] for line in table[1:]] == ids(client, query) == by_api
    assert {str(one.text).rsplit(":", 1)[1] for one in feed.findall(".//{*}entry/{*}id")} == set(page)


# WORDS --------------------------------------------------------------------------
def test_hits_in_a_title_stand_before_hits_in_facts_and_the_newer_first(client):
    in_facts = past(5, facts=(("编制单位", "容器研究所"),), on=date(2025, 9, 1))
    older, newer = past(1, "容器", date(2025, 1, 1)), past(2, "容器", date(2025, 2, 1))

    assert ids(client, "?q=容器&t=all") == [newer, older, in_facts]
    assert ids(client, "?q=容器&t=all&o=newest") == [in_facts, newer, older]


@pytest.mark.parametrize("many", [False, True])
def test_pages_of_hits_follow_each_other_both_ways_however_they_are_found(client, many, monkeypatch):
    monkeypatch.setattr("disclosure.board.views.lists.A_PAGE", 2)
    titled = [past(n, "容器") for n in range(5)]
    beside = [past(n, facts=(("编制单位", "容器研究所"),)) for n in range(10, 15)]
    monkeypatch.setattr("disclosure.board.queries.lists.are_many", lambda _words, _parts: (many, 1000))

    forwards, backwards = _walk(client, "?q=容器&t=all")

    assert forwards == [*titled[::-1], *beside[::-1]]
    assert backwards == forwards


def test_words_of_many_notices_and_few_titles_are_looked_up_where_they_are_few(client, monkeypatch):
    titled, beside = past(1, "容器"), [past(n, facts=(("编制单位", "容器研究所"),)) for n in range(2, 5)]
    answers = iter([(True, 1000), (False, 1000)])
    monkeypatch.setattr("disclosure.board.queries.lists.are_many", lambda _words, _parts: next(answers))

    assert ids(client, "?q=容器&t=all") == [titled, *beside[::-1]]


def _walk(client: Client, query: str) -> tuple[list[str], list[str]]:
    """All rows by following the links to the next page, then from the last page back."""
    seen: list[list[str]] = []
    back: list[list[str]] = []
    url = f"/board/{query}"
    for way, pages in (("next", seen), ("prev", back)):
        while True:
            page = text(client.get(url))
            pages.append(ADDRESS.findall(page))
            link = re.search(rf'href="([^"]+)" rel="{way}"', page)
            if link is None:
                break
            url = link[1].replace("&amp;", "&")
    return list(chain(*seen)), list(chain(*back[::-1]))


def test_walking_gives_up_where_the_words_never_meet_and_the_index_answers(client, monkeypatch):
    wanted = past(1, "琉璃")
    for n in range(2, 8):
        past(n)
    monkeypatch.setattr("disclosure.board.queries.lists.are_many", lambda _words, _parts: (True, 2))

    assert ids(client, "?q=琉璃&t=all") == [wanted]
    assert "1 项" in text(client.get("/board/?q=琉璃&t=all"))


@pytest.mark.engine("sqlite")
def test_words_are_reckoned_many_only_where_they_are(monkeypatch):
    monkeypatch.setattr(frequency, "FEWEST", 2)
    for n in range(9):
        past(n)

    def many(q: str) -> bool:
        wanted = lists.Wanted(q=q)
        words = wanted.words()
        assert words
        return frequency.are_many(words, wanted.parts())[0]

    assert not many("项目")
    monkeypatch.setattr(frequency, "A_PAGE", 0)
    assert (many("项目"), many("没有的词")) == (True, False)


# PAGES --------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["?t=all", "?t=all&o=newest", "?t=all&k=decision", "?h=only"])
def test_pages_lead_back_the_way_they_came(client, query, monkeypatch):
    monkeypatch.setattr("disclosure.board.views.lists.A_PAGE", 2)
    made = {proposed(f"项目{n}").public_id for n in range(3)} | {past(n) for n in range(6)}

    forwards, backwards = _walk(client, query)

    assert backwards == forwards
    assert set(forwards) <= made
    assert len(forwards) == len(set(forwards)) >= 6


def test_the_other_language_shows_the_same_page_of_the_list(client, monkeypatch):
    monkeypatch.setattr("disclosure.board.views.lists.A_PAGE", 2)
    for n in range(6):
        past(n)
    first = text(client.get("/board/?h=only"))
    after = re.search(r'href="([^"]+)" rel="next"', first)
    assert after

    second = text(client.get(after[1].replace("&amp;", "&")))
    further = re.search(r'href="([^"]+)" rel="next"', second)
    assert further

    assert f'href="/en{after[1]}"' in second
    assert f'href="/en{further[1]}"' in text(client.get(further[1].replace("&amp;", "&")))


# COUNTS AND EMPTY PAGES ---------------------------------------------------------
def test_kinds_are_chips_with_their_counts(client):
    proposed("甲项目")
    decided("乙项目", "2026-10-09")
    decided("丙项目", "2026-10-08")

    page = text(client.get("/board/"))

    assert re.search(r'href="/board/\?k=decision">审批决定公告 2<', page)
    assert re.search(r'href="/board/\?k=proposed_decision">拟审批公示 1<', page)
    assert "听证公告 " not in page
    assert "<b>3 项</b>" in page


def test_an_empty_page_names_the_condition_to_drop_and_what_is_then_found(client):
    decided("乙项目", "2026-10-09")

    client.get("/board/?q=乙项目&k=hearing")
    page = text(client.get("/board/?q=乙项目&k=hearing"))

    assert re.search(r'href="/board/\?q=[^"]+">不限“公示类别：听证公告”</a>，1 项', page)
    assert "近三个月”</a>" not in page


def test_what_is_looked_for_can_be_looked_for_elsewhere_too(client):
    assert 'href="/opinions/?q=%E7%BA%B8"' in text(client.get("/board/?q=纸"))
    assert "也在这些地方找" not in text(client.get("/board/"))
