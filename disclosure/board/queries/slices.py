"""A list cut into pages by place, forwards and backwards: as quick on the last page as on the first.

A list is a row of stages, each sorted by one moment and the address: what closes soon before what is over, what has the
words in its title before what has them elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from django.db import connection
from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When
from django.db.models.functions import Coalesce

from disclosure.board.models import Notice
from disclosure.board.queries import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import Field, QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    from disclosure.board.queries.search import Words

CLOSING, TITLED, PUBLISHED = "c", "t", "p"
ADDRESS = re.compile(r"[\w-]{1,32}", re.ASCII)
YEARS = range(1900, 9000)


class Shape(Protocol):
    """As what rows come: which columns are read, and what is made of them. One that equals another reads the same."""

    names: ClassVar[tuple[str, ...]]

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


# Stand for any place while a question is put into SQL.
ANY_DAY, ANY_MOMENT = date(1899, 1, 1), datetime(1899, 1, 1, 1, 1, 1, 123456, tzinfo=UTC)


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

    @property
    def _sorted_by(self) -> Field[Any, Any]:
        return cast("Field[Any, Any]", Notice._meta.get_field(self.field))

    def holds(self, at: Place) -> bool:
        return at.stage == self.letter or (self.ranked and at.stage == TITLED)

    def place(self, row: Any) -> str:
        letter = TITLED if self.ranked and row.rank else self.letter
        return str(Place(letter, getattr(row, self.field), row.public_id))

    def take(self, most: int, shape: Shape, beyond: Place | None, *, backwards: bool) -> list[Any]:
        """The next rows after a place in this direction."""
        falls = (self.letter != CLOSING) != backwards
        if self.words is not None and self.depth:
            passed = self._walked(self.words, most, beyond, falls=falls)
            if len(passed) == most:
                return self._these(passed, shape, falls=falls)
        rows = self._prepared(shape, beyond, falls=falls, most=most)
        if self.ranked:
            return [shape.made(values[:-1], values[-1]) for values in rows]
        return [shape.made(values) for values in rows]

    def _prepared(self, shape: Shape, beyond: Place | None, *, falls: bool, most: int) -> Any:
        """The same question asked before is not put into SQL again, only the words and the place in it are others."""
        place, words = _any(beyond), self.words and self.words.any()

        def rows() -> QuerySet[Any]:
            found = self._from(place, words, falls=falls)
            if words is not None:
                found = found.filter(words.indexed())
            if self.ranked:
                found = found.annotate(rank=_in_title(words))
            asked = shape.columns(found).order_by(*self._order(falls, named=words is not None))
            return asked.values_list(*shape.names, *(["rank"] if self.ranked else []))

        given = self._given(place, beyond)
        if self.words is not None and words is not None:
            given |= self.words.instead_of(words, connection.vendor)
        question = (self.key, self.letter, self.ranked, shape, falls, place, words)
        return prepared.ask(question, rows, given, most)

    def _walked(self, words: Words, most: int, beyond: Place | None, *, falls: bool) -> list[int]:
        place = _any(beyond)

        def rows() -> QuerySet[Any]:
            return self._from(place, None, falls=falls).order_by(*self._order(falls)).values_list("id", "search")

        question = (self.key, self.letter, "walked", falls, place)
        return prepared.walk(question, rows, self._given(place, beyond), words.passing(), self.depth, most)

    def _these(self, keys: list[int], shape: Shape, *, falls: bool) -> list[Any]:
        """Rows by their keys, in the order of the list."""
        others = [-1 - n for n in range(len(keys))]

        def rows() -> QuerySet[Any]:
            asked = shape.columns(Notice.objects.filter(pk__in=others)).order_by(*self._order(falls))
            return asked.values_list(*shape.names)

        question = ("these", self.letter, shape, falls, len(keys))
        given = dict(zip(others, keys, strict=True))
        return [shape.made(values) for values in prepared.ask(question, rows, given, len(keys))]

    def _from(self, beyond: Place | None, words: Words | None, *, falls: bool) -> QuerySet[Notice]:
        rows = self.rows()
        return rows if beyond is None else rows.filter(self._beyond(beyond, words, "<" if falls else ">"))

    def _given(self, other: Place | None, at: Place | None) -> dict[Any, Any]:
        """What the engine is given for a place where it was given the other."""
        if other is None or at is None:
            return {}
        as_given = partial(self._sorted_by.get_db_prep_value, connection=connection)
        return {as_given(other.moment): as_given(at.moment), other.public_id: at.public_id}

    def _order(self, falls: bool, *, named: bool = False) -> list[Any]:
        """Rows the index of words named are few: sorted by what no other index offers to walk along by."""
        moment = Coalesce(self.field, self.field) if named else F(self.field)
        keys = [*([F("rank")] if self.ranked else []), moment, F("public_id")]
        return [key.desc() if falls else key.asc() for key in keys]

    def _beyond(self, at: Place, words: Words | None, sign: str) -> Beyond:
        keys: list[Any] = [F(self.field), F("public_id")]
        values: list[Any] = [Value(at.moment, self._sorted_by), Value(at.public_id)]
        if self.ranked:
            keys, values = [_in_title(words), *keys], [Value(int(at.stage == TITLED)), *values]
        return Beyond(keys, values, sign)


def _in_title(words: Words | None) -> Case:
    assert words is not None  # noqa: S101  only words are ranked by
    return Case(When(words.in_title(), then=Value(1)), default=Value(0), output_field=IntegerField())


def _any(at: Place | None) -> Place | None:
    """A place no row can be at, of the same stage."""
    return at and Place(at.stage, ANY_DAY if at.stage == CLOSING else ANY_MOMENT, "*")


def walked(rows: QuerySet[Notice], words: Words, depth: int, most: int) -> list[int]:
    """The first rows of a list in which the words stand, if there are so many among its first `depth`."""
    return prepared.walk(None, lambda: rows.values_list("id", "search"), {}, words.passing(), depth, most)


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
