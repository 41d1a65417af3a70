"""Put the triggers of the word index back: SQLite dropped them when 0003 rebuilt the table of notices."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PUT = "INSERT INTO board_notice_words(rowid, search) VALUES (new.id, new.search);"
TAKE = "INSERT INTO board_notice_words(board_notice_words, rowid, search) VALUES ('delete', old.id, old.search);"
TRIGGERS = {
    "put": f"AFTER INSERT ON board_notice BEGIN {PUT} END",
    "taken": f"AFTER DELETE ON board_notice BEGIN {TAKE} END",
    "changed": f"AFTER UPDATE OF search ON board_notice BEGIN {TAKE} {PUT} END",
}


def index_again(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, does in TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS board_notice_words_{name}")
        schema_editor.execute(f"CREATE TRIGGER board_notice_words_{name} {does}")
    schema_editor.execute("INSERT INTO board_notice_words(board_notice_words) VALUES ('rebuild')")


class Migration(migrations.Migration):
    dependencies = [("board", "0003_history")]
    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
