"""Questions put into SQL once: Django takes longer to write the SQL of a list than the engine to answer it."""

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

    def rows(self, places: dict[Any, Any], most: int) -> Iterable[tuple[Any, ...]]:
        params = [places.get(param, param) for param in self.params] if places else self.params
        with connection.cursor() as cursor:
            cursor.execute(f"{self.sql} LIMIT {most:d}", params)
            rows = cursor.fetchall()
        return map(tuple, self.compiler.apply_converters(rows, self.converters)) if self.converters else rows


_known: dict[Hashable, Prepared | None] = {}


def ask(
    question: Hashable, rows: Callable[[], QuerySet[Any]], places: dict[Any, Any], most: int
) -> Iterable[tuple[Any, ...]]:
    """The first rows; `places` are the values that differ from the ones the question was first put with."""
    if question not in _known:
        if len(_known) >= MOST:
            _known.clear()
        _known[question] = _prepare(rows())
    found = _known[question]
    return found.rows(places, most) if found else ()


def _prepare(rows: QuerySet[Any]) -> Prepared | None:
    """None where the question has no answer by itself, such as one of nothing."""
    if rows.query.is_empty():
        return None
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return Prepared(sql, tuple(params), compiler, converters)
