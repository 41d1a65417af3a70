"""Find among a million: lists by kind, place, bureau and outcome; words of a title; figures kept by triggers.

SQLite drops the triggers when a later migration rebuilds board_notice: such a migration runs `count` again at its end.
"""

import re
import unicodedata

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# WORDS: the search column as this migration knows it, with the words of a title once more behind a mark.
MARK = "\u3400"
PART = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
BATCH = 1000


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("生态环境影响", "环境影响").replace(MARK, " ")
    found: list[str] = []
    for part in PART.findall(plain):
        pairs = [part[n : n + 2] for n in range(len(part) - 1)]
        found += [part] if part.isascii() else [*part, *pairs]
    return list(dict.fromkeys(found))


def mark_titles(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    notices = apps.get_model("board", "Notice")
    last = 0
    while rows := list(notices.objects.filter(pk__gt=last).order_by("pk").only("title", "search")[:BATCH]):
        for row in rows:
            row.search = f"{row.search}{' '.join(MARK + word for word in words(row.title))} "
        notices.objects.bulk_update(rows, ["search"])
        last = rows[-1].pk


# FIGURES
STANDS = "state = 'published'"
POSTGRESQL_KEY = "kind, extract(year FROM published_at AT TIME ZONE 'Asia/Shanghai')::int, coalesce(bureau_id, 0)"
PUT = "INSERT INTO board_figure (kind, year, bureau_key, n)"
GROUPED = "GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3"
ADD = "ON CONFLICT (kind, year, bureau_key) DO UPDATE SET n = board_figure.n + excluded.n"


def _sum(*parts: tuple[str, int]) -> str:
    rows = " UNION ALL ".join(f"SELECT {POSTGRESQL_KEY}, {n} FROM {table} WHERE {STANDS}" for table, n in parts)
    return (
        f"{PUT} SELECT kind, year, bureau_key, sum(n) FROM ({rows}) moved (kind, year, bureau_key, n) {GROUPED} {ADD}"
    )


def _function(name: str, *parts: tuple[str, int]) -> str:
    body = f"BEGIN {_sum(*parts)}; RETURN NULL; END"
    return f"CREATE FUNCTION board_figures_{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _trigger(name: str, event: str, tables: str) -> str:
    what = f"AFTER {event} ON board_notice REFERENCING {tables} FOR EACH STATEMENT"
    return f"CREATE TRIGGER board_figures_{name} {what} EXECUTE FUNCTION board_figures_{name}()"


POSTGRESQL = [
    _function("put", ("added", 1)),
    _function("taken", ("gone", -1)),
    _function("changed", ("added", 1), ("gone", -1)),
    _trigger("put", "INSERT", "NEW TABLE AS added"),
    _trigger("taken", "DELETE", "OLD TABLE AS gone"),
    _trigger("changed", "UPDATE", "OLD TABLE AS gone NEW TABLE AS added"),
    _sum(("board_notice", 1)),
]


def _year(row: str) -> str:
    return f"CAST(strftime('%Y', {row}published_at, '+8 hours') AS integer)"


def _of(row: str) -> str:
    return f"kind = {row}.kind AND year = {_year(f'{row}.')} AND bureau_key = coalesce({row}.bureau_id, 0)"


# Another conflict clause of the outer statement would replace one written here: the row is looked for instead.
SQLITE_MORE = (
    f"{PUT} SELECT new.kind, {_year('new.')}, coalesce(new.bureau_id, 0), 0"
    f" WHERE NOT EXISTS (SELECT 1 FROM board_figure WHERE {_of('new')});"
    f" UPDATE board_figure SET n = n + 1 WHERE {_of('new')};"
)
SQLITE_LESS = f"UPDATE board_figure SET n = n - 1 WHERE {_of('old')};"
COUNTED = "UPDATE OF state, kind, published_at, bureau_id"
SQLITE = [
    f"CREATE TRIGGER board_figures_put AFTER INSERT ON board_notice WHEN new.{STANDS} BEGIN {SQLITE_MORE} END",
    f"CREATE TRIGGER board_figures_taken AFTER DELETE ON board_notice WHEN old.{STANDS} BEGIN {SQLITE_LESS} END",
    f"CREATE TRIGGER board_figures_up AFTER {COUNTED} ON board_notice WHEN new.{STANDS} BEGIN {SQLITE_MORE} END",
    f"CREATE TRIGGER board_figures_down AFTER {COUNTED} ON board_notice WHEN old.{STANDS} BEGIN {SQLITE_LESS} END",
    f"{PUT} SELECT kind, {_year('')}, coalesce(bureau_id, 0), count(*) FROM board_notice WHERE {STANDS} GROUP BY 1, 2, 3",
]
# ruff: noqa: S608  every name in these statements is written in this file
UNDONE = {
    "postgresql": [
        f"{what} IF EXISTS board_figures_{name}{rest}"
        for what, rest in (("DROP TRIGGER", " ON board_notice"), ("DROP FUNCTION", "()"))
        for name in ("put", "taken", "changed")
    ],
    "sqlite": [f"DROP TRIGGER IF EXISTS board_figures_{name}" for name in ("put", "taken", "up", "down")],
}


def count(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DELETE FROM board_figure", None)
    for statement in {"postgresql": POSTGRESQL, "sqlite": SQLITE}.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, None)


def forget(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDONE.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, None)


def _newest(name: str, *by: str) -> migrations.AddIndex:
    index = models.Index(fields=[*by, "-published_at", "-public_id"], name=f"notice_newest_{name}")
    return migrations.AddIndex(model_name="notice", index=index)


class Migration(migrations.Migration):
    dependencies = [("board", "0007_wrongs")]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="公示类别")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("bureau_key", models.PositiveBigIntegerField(verbose_name="发布机关")),
                ("n", models.BigIntegerField(default=0, verbose_name="项数")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "bureau_key"), name="figure_stands_once")
                ],
            },
        ),
        _newest("of_all"),
        *(_newest(f"by_{field}", field) for field in ("kind", "division", "bureau", "outcome")),
        migrations.RunPython(mark_titles, migrations.RunPython.noop),
        migrations.RunPython(count, forget),
    ]
