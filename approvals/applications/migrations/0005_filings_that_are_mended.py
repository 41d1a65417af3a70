"""A filing may be entered anew: the wrong row stays behind the right one, so a case has more than one."""

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

COLUMNS = (
    "application_id", "number", "stands", "filed_on", "receipt_id", "entered_by_id", "entered_at", "finding", "found",
    "checked_by_id", "checked_on",
)  # fmt: skip
STATES = [
    ("draft", "草稿"),
    ("submitted", "已收件，待受理"),
    ("correction", "待补正"),
    ("declined", "不予受理"),
    ("in_review", "审查中"),
    ("proposed", "拟审批"),
    ("approved", "已批准"),
    ("refused", "不予批准"),
    ("withdrawn", "已撤回"),
    ("returned", "退回补做公众参与"),
    ("terminated", "已终止"),
    ("transferred", "已转送"),
    ("handed_over", "已转办备案，待备案号"),
    ("filed", "已备案，待核查"),
    ("checked", "已备案，已核查"),
]


def copy(apps, schema_editor):
    """Every filing as it is, one a case so far; what is handed over goes to the section that checks filings."""
    before, after = apps.get_model("applications", "Filing"), apps.get_model("applications", "EnteredFiling")
    rows = before.objects.order_by("application_id").values(*COLUMNS)
    after.objects.bulk_create([after(**row) for row in rows])
    waiting = apps.get_model("applications", "Application").objects.filter(state="handed_over", case__section=None)
    for application in waiting.select_related("case"):
        section = apps.get_model("accounts", "Section").objects.filter(bureau=application.case.bureau_id, kind="review")
        application.case.section = section.order_by("pk").first()
        application.case.save(update_fields=["section"])
    if schema_editor.connection.vendor == "postgresql":
        # Foreign keys are checked when the transaction ends; a table with checks outstanding cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_counter_contact_and_claim"),
        ("applications", "0004_filing_numbers"),
        ("cases", "0002_assisted"),
        ("documents", "0004_letters_of_every_step"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="filing", name="filing_number_stands_once"),
        migrations.RemoveConstraint(model_name="filing", name="filing_is_checked_by_somebody_on_a_day"),
        migrations.CreateModel(
            name="EnteredFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="备案号")),
                ("stands", models.BooleanField(default=True, verbose_name="有效")),
                ("filed_on", models.DateField(verbose_name="备案日期")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("mended_why", models.CharField(blank=True, max_length=300, verbose_name="更正理由")),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conforms", "相符"),
                            ("to_be_mended", "内容不实，须改正后重新备案"),
                            ("wrong_kind", "不属于登记表，应当报批报告书或者报告表"),
                        ],
                        max_length=16,
                        verbose_name="核查结论",
                    ),
                ),
                ("found", models.TextField(blank=True, max_length=2000, verbose_name="核查情况")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="核查日期")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="applications.application",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.DeleteModel(name="Filing"),
        migrations.RenameModel(old_name="EnteredFiling", new_name="Filing"),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_by", None), ("checked_on", None), ("finding", "")),
                    models.Q(
                        models.Q(("finding", ""), _negated=True),
                        ("checked_by__isnull", False),
                        ("checked_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="filing_is_checked_by_somebody_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)), fields=("number",), name="filing_number_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mended_why", "")),
                fields=("application",),
                name="application_has_one_filing_beside_mended_ones",
            ),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(("mended_why", ""), models.Q(("finding", ""), ("stands", False)), _connector="OR"),
                name="mended_filing_neither_stands_nor_is_checked",
            ),
        ),
        migrations.RemoveConstraint(model_name="application", name="application_past_draft_was_received_on_a_day"),
        migrations.AlterField(
            model_name="application",
            name="state",
            field=django_fsm.FSMField(choices=STATES, default="draft", max_length=50, protected=True),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "handed_over"]),
                    models.Q(("registration_mode", "national"), ("state__in", ["withdrawn", "terminated"])),
                    ("received_on__isnull", False),
                    _connector="OR",
                ),
                name="application_past_draft_was_received_on_a_day",
            ),
        ),
    ]
