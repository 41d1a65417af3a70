"""Each verb of each kind's way, broken off at a statement, leaves nothing; pressed again, it is done once.

A few places of each verb in the suite; every single one, which takes some minutes, by
`BROKEN_OFF=all python -m pytest tests/stories/test_broken_off.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from disclosure.board import actions as board
from tests.stories.ways import WAYS

pytestmark = pytest.mark.django_db
EVERYWHERE = os.environ.get("BROKEN_OFF") == "all"
PLACES = 3


class Gone(OperationalError):
    """The database is gone in the middle of a verb."""


class Wire:
    """Between us and the database: counts statements, and breaks at one of them."""

    def __init__(self, breaks_at: int = 0) -> None:
        self.breaks_at, self.said = breaks_at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.said += 1
        if self.said == self.breaks_at:
            raise Gone(sql)
        return execute(sql, params, many, context)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: CursorWrapper, table: str) -> list[tuple[Any, ...]]:
    """As they lie in the database: reading them as models would take most of this test."""
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
    return [tuple(row) for row in cursor.fetchall()]


def statements(verb: Callable[[], object]) -> int:
    """How many a verb says, which is then undone."""
    wire = Wire()
    with transaction.atomic():
        with connection.execute_wrapper(wire):
            verb()
        transaction.set_rollback(True)
    return wire.said


def places(last: int) -> Iterable[int]:
    """All, or the last and some before it: the last lets go of the verb's own transaction."""
    return range(1, last + 1) if EVERYWHERE else sorted({max(1, last * n // PLACES) for n in range(1, PLACES + 1)})


@pytest.mark.timeout(1800 if EVERYWHERE else 300)
@pytest.mark.parametrize("way", WAYS)
def test_a_verb_that_is_broken_off_leaves_nothing_and_pressed_again_it_is_done_once(way: str) -> None:
    for name, step in WAYS[way]():
        # Read once and kept, whatever becomes of the verb that asked: what stands in a file is the same for all.
        board.read_papers(at=timezone.now(), limit=100)
        before = everything()
        for place in places(statements(lambda: step(name))):  # noqa: B023  called at once
            with pytest.raises(Gone), connection.execute_wrapper(Wire(place)):
                step(name)
            assert everything() == before, f"{name}, broken off at statement {place}"
        step(name)
        done = everything()
        assert done != before, name
        step(name)
        assert everything() == done, f"{name}, pressed again"
