"""A list cut into pages by place, forwards and backwards: as quick on the last page as on the first.

A list is a row of stages, each sorted by one moment and the address: what closes soon before what is over, what has the
words in its title before what has them elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When
from django.db.models.functions import Coalesce

from disclosure.board.models import Notice
from disclosure.board.queries import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    from disclosure.board.queries.search import Words

CLOSING, TITLED, PUBLISHED = "c", "t", "p"
ADDRESS = re.compile(r"[\w-]{1,32}", re.ASCII)
YEARS = range(1900, 9000)


class Shape(Protocol):
    """As what rows come: which columns are read, and what is made of them. One that equals another reads the same."""

    names: tuple[str, ...]

    def columns(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        """With what is computed where the rows lie."""

    def made(self, values: tuple[Any, ...], rank: int = 0) -> Any:
        """A row with public_id, published_at and closes_on."""


class Beyond(Func):
    """(a, b) < (x, y): the comparison an index can be entered by, which OR and AND are not."""

    output_field = BooleanField()

    def __init__(self, keys: list[Any], values: list[Any], sign: str) -> None:
        super().__init__(*keys, *values)
        self.sign = sign

    def as_sql(self, compiler: SQLCompiler, _connection: Any, **_extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        compiled = [compiler.compile(one) for one in self.get_source_expressions()]
        half = len(compiled) // 2
        keys, values = (", ".join(sql for sql, _params in side) for side in (compiled[:half], compiled[half:]))
        return f"({keys}) {self.sign} ({values})", [param for _sql, params in compiled for param in params]


@dataclass(frozen=True)
class Place:
    """A row by its stage, what it is sorted by, its address."""

    stage: str
    moment: date
    public_id: str

    def __str__(self) -> str:
        return f"{self.stage}~{self.moment.isoformat().replace('+00:00', 'Z')}~{self.public_id}"


def place(text: str) -> Place | None:
    """A place as it was named; none where it is mangled, so that the list begins at its beginning."""
    stage, moment, public_id, *_more = [*text.split("~"), "", "", ""]
    try:
        found = date.fromisoformat(moment) if stage == CLOSING else datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    is_one = stage in {CLOSING, TITLED, PUBLISHED} and found.year in YEARS and ADDRESS.fullmatch(public_id)
    return Place(stage, found, public_id) if is_one else None


# Stand for any place while a question is put into SQL; no place can be like them.
ANY_DAY = Place(CLOSING, date(1899, 1, 1), "*")
ANY_MOMENT = Place(PUBLISHED, datetime(1899, 1, 1, 1, 1, 1, 123456, tzinfo=UTC), "*")


@dataclass(frozen=True)
class Stage:
    """Rows sorted by one field; with words, which are looked for by index or, where `depth` says so, by walking."""

    letter: str
    rows: Callable[[], QuerySet[Notice]]
    # What its rows are made of.
    key: Hashable = None
    words: Words | None = None
    depth: int = 0
    # Of few rows: what has the words in its title first, all in one stage.
    ranked: bool = False

    @property
    def field(self) -> str:
        return "closes_on" if self.letter == CLOSING else "published_at"

    def holds(self, at: Place) -> bool:
        return at.stage == self.letter or (self.ranked and at.stage == TITLED)

    def place(self, row: Any) -> str:
        letter = TITLED if self.ranked and row.rank else self.letter
        return str(Place(letter, getattr(row, self.field), row.public_id))

    def take(self, most: int, shape: Shape, beyond: Place | None, *, backwards: bool) -> list[Any]:
        """The next rows after a place in this direction."""
        falls = (self.letter != CLOSING) != backwards
        if self.words is None:
            return [shape.made(values) for values in self._prepared(shape, falls=falls, beyond=beyond, most=most)]
        rows = self._from(beyond, falls=falls)
        if self.depth:
            passed = walked(rows.order_by(*self._order(falls)), self.words, self.depth, most)
            if len(passed) == most:
                rows = shape.columns(Notice.objects.filter(pk__in=passed)).order_by(*self._order(falls))
                return [shape.made(values) for values in rows.values_list(*shape.names)]
        rows = shape.columns(self._rank(rows.filter(self.words.indexed())))
        rows = rows.order_by(*self._order(falls, named=True))
        if not self.ranked:
            return [shape.made(values) for values in rows.values_list(*shape.names)[:most]]
        return [shape.made(values[:-1], values[-1]) for values in rows.values_list(*shape.names, "rank")[:most]]

    def _from(self, beyond: Place | None, *, falls: bool) -> QuerySet[Notice]:
        rows = self.rows()
        return rows if beyond is None else rows.filter(self._beyond(beyond, "<" if falls else ">"))

    def _prepared(self, shape: Shape, *, falls: bool, beyond: Place | None, most: int) -> Any:
        """The same question asked before is not put into SQL again, only the place in it is another."""
        stand_in = beyond and (ANY_DAY if self.letter == CLOSING else ANY_MOMENT)

        def rows() -> QuerySet[Any]:
            asked = shape.columns(self._from(stand_in, falls=falls)).order_by(*self._order(falls))
            return asked.values_list(*shape.names)

        question = (self.key, self.letter, shape, falls, stand_in)
        places = {} if stand_in is None or beyond is None else self._values(stand_in, beyond)
        return prepared.ask(question, rows, places, most)

    def _values(self, stand_in: Place, at: Place) -> dict[Any, Any]:
        """What stands in the question for a place, and the place itself, both as the engine is given them."""
        field = Notice._meta.get_field(self.field)
        as_given = partial(field.get_db_prep_value, connection=connection)
        return {as_given(stand_in.moment): as_given(at.moment), stand_in.public_id: at.public_id}

    def _order(self, falls: bool, *, named: bool = False) -> list[Any]:
        """Rows the index of words named are few: sorted by what no other index offers to walk along by."""
        moment = Coalesce(self.field, self.field) if named else F(self.field)
        keys = [*([F("rank")] if self.ranked else []), moment, F("public_id")]
        return [key.desc() if falls else key.asc() for key in keys]

    def _rank(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        return rows.annotate(rank=self._in_title()) if self.ranked else rows

    def _in_title(self) -> Case:
        assert self.words is not None  # noqa: S101  only words are ranked by
        return Case(When(self.words.in_title(), then=Value(1)), default=Value(0), output_field=IntegerField())

    def _beyond(self, at: Place, sign: str) -> Beyond:
        keys: list[Any] = [F(self.field), F("public_id")]
        values: list[Any] = [Value(at.moment, Notice._meta.get_field(self.field)), Value(at.public_id)]
        if self.ranked:
            keys, values = [self._in_title(), *keys], [Value(int(at.stage == TITLED)), *values]
        return Beyond(keys, values, sign)


def walked(rows: QuerySet[Notice], words: Words, depth: int, most: int) -> list[int]:
    """The first rows of a list in which the words stand, if there are so many among its first `depth`."""
    inner, params = rows.values_list("id", "search")[:depth].query.sql_with_params()
    condition, terms = words.passing()
    with connection.cursor() as cursor:
        asked = f"SELECT id FROM ({inner}) walked WHERE {condition} LIMIT %s"  # noqa: S608  both are SQL with parameters
        cursor.execute(asked, [*params, *terms, most])
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True)
class Slice:
    """Some rows of a list, where the next ones begin and where the former ones end."""

    rows: list[Any]
    after: str = ""
    before: str = ""


def cut(stages: list[Stage], size: int, shape: Shape, after: str = "", before: str = "") -> Slice:
    """The `size` rows after a place or before one; the beginning of the list where neither is a place of it."""
    back = _in(stages, before)
    if back is not None:
        rows = _taken(stages[::-1], size + 1, shape, back, backwards=True)
        if len(rows) > size:
            rows = rows[size - 1 :: -1]
            return Slice([row for _name, row in rows], after=rows[-1][0], before=rows[0][0])
    at = None if back is not None else _in(stages, after)
    rows = _taken(stages, size + 1, shape, at, backwards=False)
    more = rows[size - 1][0] if len(rows) > size else ""
    return Slice([row for _name, row in rows[:size]], more, rows[0][0] if rows and at is not None else "")


def _in(stages: list[Stage], text: str) -> Place | None:
    at = place(text) if text else None
    return at if at is not None and any(stage.holds(at) for stage in stages) else None


def _taken(stages: list[Stage], most: int, shape: Shape, at: Place | None, *, backwards: bool) -> list[tuple[str, Any]]:
    """Rows from a place on, through as many stages as it takes, each with its own place."""
    rows: list[tuple[str, Any]] = []
    for stage in stages:
        if at is not None and not stage.holds(at):
            continue
        found = stage.take(most - len(rows), shape, at, backwards=backwards)
        rows += [(stage.place(row), row) for row in found]
        at = None
        if len(rows) >= most:
            break
    return rows
