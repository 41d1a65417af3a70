"""What two people make of rules and days."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_counter_contact_and_claim"),
        ("deadlines", "0006_matters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DayProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="工作日")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("notice", models.CharField(max_length=200, verbose_name="公布文件")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("agreed", models.BooleanField(default=False, verbose_name="已同意")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.bureau",
                        verbose_name="局",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["date", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_on_their_own_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), ("decided_at", None), ("decided_by", None)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="day_is_agreed_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_by", None)),
                        fields=("bureau", "date"),
                        name="day_has_one_open_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.PositiveSmallIntegerField(verbose_name="数量")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working_day", "工作日"),
                            ("calendar_day", "日"),
                            ("hour", "小时"),
                            ("month", "个月"),
                            ("year", "年"),
                        ],
                        max_length=20,
                        verbose_name="单位",
                    ),
                ),
                ("act", models.CharField(max_length=100, verbose_name="依据")),
                ("article", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("valid_from", models.DateField(verbose_name="施行日")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="决定时间")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="不同意的理由")),
                (
                    "became",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="deadlines.termrule",
                    ),
                ),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.bureau",
                        verbose_name="提出的局",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="deadlines.termrule",
                        verbose_name="现行版本",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["working_day", "calendar_day", "hour", "month", "year"])),
                        name="rule_proposal_has_a_known_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__lte", 3660)), name="rule_proposal_is_at_most_ten_years"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_on_their_own_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("became", None), ("decided_at", None), ("decided_by", None)),
                            models.Q(
                                ("answer", ""),
                                ("became__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            models.Q(
                                ("became", None),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rule_proposal_waits_became_a_rule_or_was_turned_down",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decided_by", None)),
                        fields=("rule", "bureau"),
                        name="rule_has_one_open_proposal_a_bureau",
                    ),
                ],
            },
        ),
    ]
