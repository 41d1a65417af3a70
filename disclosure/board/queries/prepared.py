"""Questions put into SQL once: Django takes longer to write the SQL of a list than an engine to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from django.db.models import QuerySet

MOST = 300


@dataclass(frozen=True)
class Prepared:
    """The SQL of a question, what it was asked with, and what turns the engine's values into Python's."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: dict[int, Any]

    def asked_with(self, given: dict[Any, Any]) -> list[Any]:
        return [given.get(param, param) for param in self.params]

    def rows(self, given: dict[Any, Any], most: int) -> Iterable[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"{self.sql} LIMIT {most:d}", self.asked_with(given))
            rows = cursor.fetchall()
        return map(tuple, self.compiler.apply_converters(rows, self.converters)) if self.converters else rows


_known: dict[Hashable, Prepared | None] = {}


def ask(
    question: Hashable, rows: Callable[[], QuerySet[Any]], given: dict[Any, Any], most: int
) -> Iterable[tuple[Any, ...]]:
    """The first rows; `given` are the values that stand where others stood when the question was first put."""
    found = _of(question, rows)
    return found.rows(given, most) if found else ()


def walk(
    question: Hashable,
    rows: Callable[[], QuerySet[Any]],
    given: dict[Any, Any],
    passing: tuple[str, list[str]],
    depth: int,
    most: int,
) -> list[int]:
    """The keys of the first rows that pass among the first `depth`; the engine stops as soon as there are enough."""
    found = _of(question, rows)
    if found is None:
        return []
    condition, params = passing
    asked = f"SELECT id FROM ({found.sql} LIMIT {depth:d}) walked WHERE {condition} LIMIT {most:d}"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(asked, [*found.asked_with(given), *params])
        return [key for (key,) in cursor.fetchall()]


def _of(question: Hashable, rows: Callable[[], QuerySet[Any]]) -> Prepared | None:
    if question is None:
        return _prepare(rows())
    if question not in _known:
        if len(_known) >= MOST:
            _known.clear()
        _known[question] = _prepare(rows())
    return _known[question]


def _prepare(rows: QuerySet[Any]) -> Prepared | None:
    """None where the question has no answer by itself, such as one of nothing."""
    if rows.query.is_empty():
        return None
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return Prepared(sql, tuple(params), compiler, converters)
