"""Many rows of a table in one statement, without an object for each of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Sequence

    Column = models.Field[Any, Any]
    Rows = Sequence[Sequence[object]]


def insert(model: type[models.Model], names: Sequence[str], rows: Rows, *, over: str = "") -> list[int]:
    """Write rows, their values in the order of `names`, and return their keys in the same order.

    A column that is not named stays empty. A row that agrees with a stored one in the unique `over` takes its place.
    PostgreSQL is handed an array a column, so that the rows cost what an INSERT … SELECT costs.
    """
    if not rows:
        return []
    write = _insert_arrays if connection.vendor == "postgresql" else _insert_objects
    return write(model, names, rows, over)


def _insert_objects(model: type[models.Model], names: Sequence[str], rows: Rows, over: str) -> list[int]:
    made = [model(**dict(zip(names, row, strict=True))) for row in rows]
    how: dict[str, Any] = (
        {"update_conflicts": True, "unique_fields": [over], "update_fields": _others(names, over)} if over else {}
    )
    return [one.pk for one in model._default_manager.bulk_create(made, **how)]


def _insert_arrays(model: type[models.Model], names: Sequence[str], rows: Rows, over: str) -> list[int]:
    fields = [_field(model, name) for name in names]
    table, key, *columns = map(_quoted, (model._meta.db_table, model._meta.pk.column, *(one.column for one in fields)))
    arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
    sets = ", ".join(f"{_quoted(name)} = EXCLUDED.{_quoted(name)}" for name in _others(names, over))
    conflict = f" ON CONFLICT ({_quoted(over)}) DO UPDATE SET {sets}" if over else ""
    statement = f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM UNNEST({arrays}){conflict} RETURNING {key}"  # noqa: S608  names of our models
    values = [_values(field, column) for field, column in zip(fields, zip(*rows, strict=True), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))


def _others(names: Sequence[str], over: str) -> list[str]:
    return [name for name in names if name != over]


def _field(model: type[models.Model], name: str) -> Column:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _type(field: Column) -> str:
    """The type of a column without its length: an array would cut what is too long, which the table refuses."""
    return str(field.db_type(connection)).split("(")[0]


def _values(field: Column, column: Sequence[object]) -> list[object]:
    return [json.dumps(value) for value in column] if isinstance(field, models.JSONField) else list(column)
