"""Instants beside the days of a clock: filled from its days, then required."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

DATA = Path(__file__).parent.parent / "data"
ZONE = ZoneInfo("Asia/Shanghai")
FILLED = ["started_at", "due_at", "warn_at", "stopped_at"]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every clock so far counts days: it ends with the midnight after its last one."""
    clocks = apps.get_model("deadlines", "Clock").objects
    batch = []
    for clock in clocks.order_by("pk").iterator(chunk_size=1000):
        clock.started_at, clock.warn_at = _begin(clock.started_on), _begin(clock.warn_on)
        clock.due_at = _begin(clock.due_on + timedelta(1))
        clock.stopped_at = clock.stopped_on and _begin(clock.stopped_on)
        batch.append(clock)
        if len(batch) == 1000:
            clocks.bulk_update(batch, FILLED, batch_size=100)
            batch = []
    clocks.bulk_update(batch, FILLED, batch_size=100)


def close(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite drops the triggers of a table it rebuilds."""
    for name in ("lift", "close"):
        text = (DATA / f"{name}.{schema_editor.connection.vendor}.sql").read_text(encoding="utf-8")
        for statement in text.strip().split("\n\n"):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_counter_contact_and_claim"),
        ("cases", "0002_assisted"),
        ("deadlines", "0004_clocks_of_a_filing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closes_at", models.TimeField(verbose_name="下班时间")),
                ("valid_from", models.DateField(verbose_name="施行日")),
                ("notice", models.CharField(max_length=200, verbose_name="公布文件")),
                ("added_at", models.DateTimeField(verbose_name="录入时间")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="clock",
            name="clock_is_stopped_on_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="termrule",
            name="term_rule_grants_some_time",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_due",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_warn",
        ),
        migrations.AddField(
            model_name="clock",
            name="due_at",
            field=models.DateTimeField(null=True, verbose_name="届满时刻"),
        ),
        migrations.AddField(
            model_name="clock",
            name="started_at",
            field=models.DateTimeField(null=True, verbose_name="起算时刻"),
        ),
        migrations.AddField(
            model_name="clock",
            name="stopped_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="终止时刻"),
        ),
        migrations.AddField(
            model_name="clock",
            name="warn_at",
            field=models.DateTimeField(null=True, verbose_name="预警时刻"),
        ),
        migrations.AddField(
            model_name="clockevent",
            name="instant",
            field=models.DateTimeField(
                blank=True, help_text="of a start or a stop, where known", null=True, verbose_name="时刻"
            ),
        ),
        migrations.AddField(
            model_name="termrule",
            name="day_ends",
            field=models.CharField(
                choices=[("midnight", "二十四时"), ("closing", "下班时间")],
                default="midnight",
                max_length=10,
                verbose_name="末日终于",
            ),
        ),
        migrations.AddField(
            model_name="termrule",
            name="doubt",
            field=models.CharField(
                blank=True, help_text="what the text leaves open", max_length=200, verbose_name="存疑之处"
            ),
        ),
        migrations.AlterField(
            model_name="termrule",
            name="anchor",
            field=models.CharField(
                choices=[
                    ("received", "收件"),
                    ("accepted", "受理"),
                    ("published", "公示发布"),
                    ("submitted_to_board", "送公示"),
                    ("served", "告知送达"),
                    ("decided", "作出决定"),
                    ("filed", "备案"),
                    ("requested", "提出听证申请"),
                    ("hearing", "举行听证"),
                    ("quarter_end", "季度终了"),
                ],
                max_length=30,
                verbose_name="起算事件",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="clock", name="started_at", field=models.DateTimeField(verbose_name="起算时刻")
        ),
        migrations.AlterField(model_name="clock", name="due_at", field=models.DateTimeField(verbose_name="届满时刻")),
        migrations.AlterField(model_name="clock", name="warn_at", field=models.DateTimeField(verbose_name="预警时刻")),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(condition=models.Q(("state", "running")), fields=["matter", "due_at"], name="clock_due"),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(condition=models.Q(("state", "running")), fields=["due_at"], name="clock_past"),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(condition=models.Q(("state", "running")), fields=["warn_at"], name="clock_warn"),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("started_at")), ("warn_at__lte", models.F("due_at"))),
                name="clock_runs_forward_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "stopped"), ("stopped_at__isnull", False), ("stopped_on__isnull", False)),
                    models.Q(models.Q(("state", "stopped"), _negated=True), ("stopped_at", None), ("stopped_on", None)),
                    _connector="OR",
                ),
                name="clock_is_stopped_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="termrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__lte", 3660)), name="term_rule_is_at_most_ten_years"
            ),
        ),
        migrations.AddField(
            model_name="officehours",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="officehours",
            name="bureau",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="office_hours",
                to="accounts.bureau",
                verbose_name="局",
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.UniqueConstraint(
                fields=("bureau", "valid_from"), name="counter_closes_at_one_time_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="officehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice", ""), _negated=True), name="hours_name_the_notice_they_stand_on"
            ),
        ),
        migrations.RunPython(close, migrations.RunPython.noop),
    ]
