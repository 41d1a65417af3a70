"""Triggers that refuse to change what happened to a clock; the same SQL files that guards.py reads."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DATA = Path(__file__).parent.parent / "data"


def _run(name: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text = (DATA / f"{name}.{schema_editor.connection.vendor}.sql").read_text(encoding="utf-8")
    for statement in text.strip().split("\n\n"):
        schema_editor.execute(statement, params=None)


def close(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run("close", schema_editor)


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run("lift", schema_editor)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]  # noqa: RUF012
    operations = [migrations.RunPython(close, lift)]  # noqa: RUF012
