"""The database itself refuses to change the log."""

import pytest
from django.db import DatabaseError, connection, transaction

from envportal.audit import guards, log
from envportal.audit.models import Event, Seal, SealedHead
from tests.builders import moment

AT = moment("2026-09-14", "16:48")
TABLES = ("audit_event", "audit_seal", "audit_sealedhead")


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def write_one_of_each() -> None:
    log.record(None, "recorded", by=None, at=AT, key="form-1")
    log.seal(at=AT)


def count_triggers() -> int:
    query = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'",
        "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname LIKE 'audit_%' AND tgenabled = 'A'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_every_table_of_the_log_is_closed_after_migrate():
    each = {"sqlite": 3, "postgresql": 2}[connection.vendor]

    assert count_triggers() == each * len(TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_the_log_is_never_changed(table):
    write_one_of_each()

    with pytest.raises(DatabaseError, match="append-only"):
        run(f"UPDATE {table} SET id = id")


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_the_log_is_never_deleted(table):
    write_one_of_each()

    with pytest.raises(DatabaseError, match="append-only"):
        run(f"DELETE FROM {table}")


@pytest.mark.engine("postgresql")  # SQLite has no TRUNCATE: its DELETE without WHERE is refused above
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_the_log_is_never_emptied(table):
    write_one_of_each()
    connection.check_constraints()

    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.engine("sqlite")  # only SQLite has REPLACE INTO
@pytest.mark.django_db
@pytest.mark.parametrize("model", [Event, Seal, SealedHead])
@pytest.mark.parametrize("by", ["pk", "unique"])
def test_a_row_of_the_log_is_never_replaced(model, by):
    write_one_of_each()
    table, columns = model._meta.db_table, [field.column for field in model._meta.fields]
    names = ", ".join(f'"{column}"' for column in columns)
    copied = names if by == "pk" else names.replace('"id"', "999", 1)

    with pytest.raises(DatabaseError, match="append-only"):
        run(f"REPLACE INTO {table} ({names}) SELECT {copied} FROM {table}")


@pytest.mark.django_db
def test_closing_twice_leaves_the_same_triggers_and_lifting_leaves_none():
    closed = count_triggers()

    guards.close()
    counts = [count_triggers()]
    guards.lift()
    counts.append(count_triggers())

    assert counts == [closed, 0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_real_transactions_starts_with_an_empty_closed_log(turn):
    write_one_of_each()

    assert Event.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM audit_event")
