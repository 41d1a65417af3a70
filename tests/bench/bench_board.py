"""The public board among a hundred thousand notices, `--full` among a million: P12 to P17.

On the PostgreSQL of DATABASE_URL where it is set, else on the embedded SQLite; every figure says which.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from statistics import median
from typing import Any

from tests import databases
from tests.bench.figures import FULL, figure, seconds, side_by_side, tell

COUNT = 1_000_000 if FULL else 100_000
ENGINE = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
AMONG = f"among {COUNT:,} notices, {ENGINE}"
SIZE, EACH = 25, 20
LAST_PAGE = 39_000 * COUNT // 1_000_000
ROUNDS, SLOW_ROUNDS = 15, 5
# One character, two, a rare word, a frequent one, several words, words that never meet.
QUESTIONS = {
    "one character": "纸", "two characters": "容器", "a rare word": "琉璃", "a frequent word": "项目",
    "several words": "食品 青石镇", "words that never meet": "涂料 饮片",
}  # fmt: skip

Figures = Iterator[dict[str, object]]


def times(work: Callable[[], object], n: int = EACH) -> Callable[[], object]:
    return lambda: [work() for _n in range(n)]


def rate(
    name: str, what: str, ours: Callable[[], object], against: Callable[[], object], aim: str
) -> dict[str, object]:
    """Answers a second, ours ÷ the other's."""
    pairs = [(seconds(times(ours)) / EACH, seconds(times(against)) / EACH) for _round in range(ROUNDS)]
    sides = [1 / median(pair[n] for pair in pairs) for n in range(2)]
    return figure(name, what, sides[0], sides[1], aim)


def served() -> Figures:
    """P12 and P13: rows are read and drawn for every request, the frame around them stands for a minute."""
    server = import_module("tests.bench.server")
    with server.serving() as reader:
        hello, first = server.request("/hello/"), server.request("/board/?t=all")
        head, page = reader.ask(first)
        after = re.search(rb'href="(/board/[^"]*after=[^"]*)"', page)
        etag = re.search(rb'(?i)etag: ("[^"]+")', head)
        assert b" 200 " in head
        assert page.count(b"<li><div><h2>") == SIZE
        assert after
        assert etag
        later = server.request(after[1].decode().replace("&amp;", "&"))
        unchanged = server.request("/board/?t=all", f"If-None-Match: {etag[1].decode()}\r\n")
        assert b" 304 " in reader.ask(unchanged)[0]
        say_hello = lambda: reader.ask(hello)  # noqa: E731
        for what, asked in (("the first page", first), ("the second page", later)):
            told = f"{what} of 25 {AMONG}, its rows read and drawn anew ÷ hello page, answers a second"
            yield rate("P12", told, partial(reader.ask, asked), say_hello, "≥ 0.25")
        told = f"conditional GET of an unchanged page {AMONG} ÷ hello page, answers a second"
        yield rate("P13", told, lambda: reader.ask(unchanged), say_hello, "≥ 0.9")


def as_json() -> Figures:
    """P14: the same rows with the same fields by the API and by Django REST framework; views without middleware."""
    factory = import_module("django.test").RequestFactory(headers={"host": "localhost"})
    rest = import_module("tests.bench.rest")
    resolve = import_module("django.urls").resolve
    asked = factory.get("/api/v1/notices", {"t": "all", "o": "newest", "limit": SIZE})
    ask = resolve(asked.path).func
    by_rest, asked_of_rest = rest.Notices.as_view(), factory.get("/rest/")
    ours, theirs = lambda: ask(asked).content, lambda: by_rest(asked_of_rest).render().content
    assert rest.same(ours(), theirs())
    yield rate("P14", f"JSON list of 25 {AMONG} ÷ Django REST framework, lists a second", ours, theirs, "≥ 4")


def pages() -> Figures:
    """P15: a page far back beside the first one, each read forwards, backwards, filtered."""
    lists, today = import_module("disclosure.board.queries.lists"), import_module("django.utils.timezone").localdate()
    everything = lists.Wanted(order=lists.NEWEST)
    for what, wanted, last in (
        ("", everything, LAST_PAGE), ("of one kind, ", replace(everything, kind="decision"), LAST_PAGE // 4),
        ("of one place, ", replace(everything, division="青石镇"), LAST_PAGE // 11),
    ):  # fmt: skip
        row = lists.found(wanted, today).order_by("-published_at", "-public_id")[last * SIZE]
        place = lists.stages(wanted, today)[-1].place(row)
        first = lambda wanted=wanted: lists.cut(wanted, today, SIZE)  # noqa: E731
        forwards = lambda wanted=wanted, place=place: lists.cut(wanted, today, SIZE, place)  # noqa: E731
        backwards = lambda wanted=wanted, place=place: lists.cut(wanted, today, SIZE, "", place)  # noqa: E731
        for way, ours in (("forwards", forwards), ("backwards", backwards)):
            told = f"page {last:,} ÷ page 1, {what}{way}, {AMONG}"
            yield side_by_side("P15", told, times(ours, 5), times(first, 5), "≤ 1.5")


def search() -> Figures:
    """P16: as the page asks, best hits first, beside the quickest of all methods for that very question."""
    lists, today = import_module("disclosure.board.queries.lists"), import_module("django.utils.timezone").localdate()
    worst: tuple[float, dict[str, Any]] = (0, {})
    for what, q in QUESTIONS.items():
        wanted = lists.Wanted(q=q)
        methods = import_module("tests.bench.methods").methods(wanted, today, SIZE + 1)
        quick = {name: seconds(work) for name, work in methods.items()}
        best = min(quick, key=lambda name: quick[name])
        rounds = ROUNDS if quick[best] < 0.05 else SLOW_ROUNDS
        told = f"{what} ({q}) {AMONG} ÷ {best}"
        found = side_by_side("P16", told, partial(lists.cut, wanted, today, SIZE), methods[best], "", rounds)
        found["methods"] = {name: float(f"{taken:.3g}") for name, taken in quick.items()}
        tell(found)
        worst = max(worst, (float(str(found["ratio"])), found), key=lambda one: one[0])
        yield recall(what, q, wanted, today)
    slowest = worst[1]
    yield figure("P16", f"the worst of these: {slowest['what']}", slowest["ours"], slowest["against"], "≤ 2")


def recall(what: str, q: str, wanted: Any, today: date) -> dict[str, object]:
    """Of the titles LIKE finds, those the search finds."""
    lists, notice = import_module("disclosure.board.queries.lists"), import_module("disclosure.board.models").Notice
    like = notice.objects.filter(state="published")
    for word in q.split():
        like = like.filter(title__contains=word)
    expected, found = set(like.values_list("pk", flat=True)), lists.matching(wanted, today).order_by()
    hit = len(expected & set(found.values_list("pk", flat=True))) if expected else 1
    return figure(
        "P16", f"recall of {what} ({q}) against LIKE, {len(expected):,} titles", hit, len(expected) or 1, "≥ 1"
    )


def dashboard() -> Figures:
    """P17: the board by kind, year and bureau, stored ÷ counted; equal before and after a thousand changes."""
    tallies, notice = import_module("disclosure.board.queries.tallies"), import_module("disclosure.board.models").Notice
    told = f"the board by kind, year and bureau {AMONG}, stored ÷ live GROUP BY"
    yield side_by_side("P17", told, times(tallies.stored, 5), times(tallies.live, 5), "≤ 0.003333", SLOW_ROUNDS)
    some = notice.objects.filter(state="published").order_by("-pk").values_list("pk", flat=True)[:1000]
    some = list(some)
    notice.objects.filter(pk__in=some).update(state="superseded")
    notice.objects.filter(pk__in=some[:500]).update(state="published", kind="filing")
    notice.objects.filter(pk__in=some[:10]).delete()
    stored, live = tallies.stored(), tallies.live()
    same = sum(stored.get(key) == n for key, n in live.items())
    yield figure("P17", "figures equal to the count after 1,510 changes", same, len(live | stored), "≥ 1")


def main() -> None:
    filled = seconds(lambda: import_module("tests.bench.notices").fill(COUNT))
    tell(figure("P12", f"seconds to lay down {COUNT:,} notices, {ENGINE}", filled, 1, ""))
    for figures in (served, as_json, pages, search, dashboard):
        for told in figures():
            tell(told)


if __name__ == "__main__":
    with databases.own(ENGINE):
        main()
