"""Index the words again, whose triggers SQLite dropped with the old table; give notices the code of their enterprise."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery

PUT = "INSERT INTO board_notice_words(rowid, search) VALUES (new.id, new.search);"
TAKE = "INSERT INTO board_notice_words(board_notice_words, rowid, search) VALUES ('delete', old.id, old.search);"
SQLITE = [
    "DROP TRIGGER IF EXISTS board_notice_words_put",
    "DROP TRIGGER IF EXISTS board_notice_words_taken",
    "DROP TRIGGER IF EXISTS board_notice_words_changed",
    f"CREATE TRIGGER board_notice_words_put AFTER INSERT ON board_notice BEGIN {PUT} END",
    f"CREATE TRIGGER board_notice_words_taken AFTER DELETE ON board_notice BEGIN {TAKE} END",
    f"CREATE TRIGGER board_notice_words_changed AFTER UPDATE OF search ON board_notice BEGIN {TAKE} {PUT} END",
    "INSERT INTO board_notice_words(board_notice_words) VALUES ('rebuild')",
]


def index(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)


def give_codes(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    notices, cases = apps.get_model("board", "Notice").objects, apps.get_model("cases", "Case").objects
    code = Subquery(cases.filter(pk=OuterRef("case_id")).values("enterprise__uscc")[:1])
    notices.filter(case__enterprise__isnull=False).update(usc_code=code)


class Migration(migrations.Migration):
    dependencies = [("board", "0004_kinds")]
    operations = [
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.RunPython(index, index),
    ]
