"""A trigger that refuses a machine role beside any other role of the same person."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DATA = Path(__file__).parent.parent / "data"


def _run(name: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text = (DATA / f"{name}.{schema_editor.connection.vendor}.sql").read_text(encoding="utf-8")
    for statement in text.strip().split("\n\n"):
        schema_editor.execute(statement, params=None)


def apart(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run("apart", schema_editor)


def together(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run("together", schema_editor)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(apart, together)]
