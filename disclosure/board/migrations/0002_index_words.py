"""Index the words of a notice: a GIN index on PostgreSQL, a full-text table beside the notices on SQLite.

SQLite drops the triggers when a later migration rebuilds board_notice: such a migration runs `index` again at its end.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = "search, content='board_notice', content_rowid='id', tokenize='unicode61'"
POSTGRESQL = ["CREATE INDEX board_notice_words ON board_notice USING gin (to_tsvector('simple', search))"]
PUT = "INSERT INTO board_notice_words(rowid, search) VALUES (new.id, new.search);"
TAKE = "INSERT INTO board_notice_words(board_notice_words, rowid, search) VALUES ('delete', old.id, old.search);"
SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS board_notice_words USING fts5({COLUMNS})",
    f"CREATE TRIGGER board_notice_words_put AFTER INSERT ON board_notice BEGIN {PUT} END",
    f"CREATE TRIGGER board_notice_words_taken AFTER DELETE ON board_notice BEGIN {TAKE} END",
    f"CREATE TRIGGER board_notice_words_changed AFTER UPDATE OF search ON board_notice BEGIN {TAKE} {PUT} END",
    "INSERT INTO board_notice_words(board_notice_words) VALUES ('rebuild')",
]
UNDONE = {
    "postgresql": ["DROP INDEX IF EXISTS board_notice_words"],
    "sqlite": [
        "DROP TRIGGER IF EXISTS board_notice_words_put",
        "DROP TRIGGER IF EXISTS board_notice_words_taken",
        "DROP TRIGGER IF EXISTS board_notice_words_changed",
        "DROP TABLE IF EXISTS board_notice_words",
    ],
}


def index(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDONE.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [migrations.RunPython(index, drop)]
