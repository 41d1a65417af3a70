"""Close the history of clocks against change in the database itself; lift that only to flush a test database."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

DATA = Path(__file__).parent / "data"


def close() -> None:
    """Refuse UPDATE, DELETE, TRUNCATE and REPLACE on clock events. Call it again after a table was rebuilt."""
    lift()
    _run("close")


def lift() -> None:
    _run("lift")


def _run(name: str) -> None:
    # One statement a paragraph: the body of a trigger holds semicolons of its own.
    text = (DATA / f"{name}.{connection.vendor}.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        for statement in text.strip().split("\n\n"):
            cursor.execute(statement)
