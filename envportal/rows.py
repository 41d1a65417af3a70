"""Many rows of a table in one statement, without an object for each of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[object]]

# A statement that names each row by itself grows with their square.
AT_ONCE = 100


def insert(model: type[models.Model], names: Sequence[str], rows: Rows, *, over: str = "") -> list[int]:
    """Write rows, their values in the order of `names`, and return their keys in the same order.

    A column that is not named stays empty. A row that agrees with a stored one in the unique `over` takes its place.
    PostgreSQL is handed all of them as one text, so that they cost little more than an INSERT … SELECT.
    """
    if not rows:
        return []
    write = _insert_text if connection.vendor == "postgresql" else _insert_objects
    return write(model, names, rows, over)


def _insert_objects(model: type[models.Model], names: Sequence[str], rows: Rows, over: str) -> list[int]:
    made = [model(**dict(zip(names, row, strict=True))) for row in rows]
    how: dict[str, Any] = (
        {"update_conflicts": True, "unique_fields": [over], "update_fields": _others(names, over)} if over else {}
    )
    return [one.pk for one in model._default_manager.bulk_create(made, **how)]


def _insert_text(model: type[models.Model], names: Sequence[str], rows: Rows, over: str) -> list[int]:
    attributes = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = [str(attributes[name]) for name in names]
    table, key, *into = map(connection.ops.quote_name, (model._meta.db_table, str(model._meta.pk.column), *columns))
    sets = ", ".join(f"{name} = EXCLUDED.{name}" for name in map(connection.ops.quote_name, _others(columns, over)))
    listed = ", ".join(into)
    # Nothing but names of our models; dates and instants are written as text, which the table reads by its own types.
    read = f"SELECT {listed} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608  # nosec B608
    place = f"ON CONFLICT ({connection.ops.quote_name(over)}) DO UPDATE SET {sets}" if over else ""  # nosec B608
    statement = f"INSERT INTO {table} ({listed}) {read} {place} RETURNING {key}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str)])
        return [pk for (pk,) in cursor.fetchall()]


def update(objects: Sequence[models.Model], names: Sequence[str]) -> None:
    """Store these attributes of many objects of one model in one statement."""
    if not objects:
        return
    model = type(objects[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_update(objects, names, batch_size=AT_ONCE)
        return
    attributes = {field.attname: field.column for field in model._meta.concrete_fields}
    key = model._meta.pk.attname
    table, key_column, *columns = map(
        connection.ops.quote_name, (model._meta.db_table, *(str(attributes[name]) for name in (key, *names)))
    )
    sets = ", ".join(f"{column} = stored.{column}" for column in columns)
    read = f"json_populate_recordset(NULL::{table}, %s)"
    same = f"{table}.{key_column} = stored.{key_column}"
    statement = f"UPDATE {table} SET {sets} FROM {read} stored WHERE {same}"  # noqa: S608  # nosec B608
    rows = [{attributes[name]: getattr(one, name) for name in (key, *names)} for one in objects]
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=str)])


def _others(names: Sequence[str], over: str) -> list[str]:
    return [name for name in names if name != over]
