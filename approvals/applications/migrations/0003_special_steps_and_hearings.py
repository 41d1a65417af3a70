import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_kinds_of_documents"),
        ("documents", "0003_letters_and_files_of_a_hearing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                (
                    "planned_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="预计天数（自然日）"),
                ),
                ("paused_from", models.DateField(blank=True, null=True, verbose_name="停表首日")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="听证日期")),
                ("held_at", models.TimeField(blank=True, null=True, verbose_name="听证时间")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="听证地点")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="笔录签字日期")),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="听证中的主要意见")),
                ("filed_at", models.DateTimeField(blank=True, null=True, verbose_name="笔录登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="未举行而结束的时间")),
                ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="未举行的理由")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="applications.application",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.letter",
                    ),
                ),
                (
                    "notice_letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.letter",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.proposal"
                    ),
                ),
                (
                    "transcript",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HearingRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asker",
                    models.CharField(
                        choices=[("applicant", "申请人"), ("interested", "利害关系人")],
                        max_length=12,
                        verbose_name="谁申请",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="姓名或者名称")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="联系方式")),
                ("reason", models.TextField(max_length=2000, verbose_name="申请理由")),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("refused_why", models.CharField(blank=True, max_length=300, verbose_name="不予组织听证的理由")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearing_requests",
                        to="applications.application",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="applications.hearing",
                    ),
                ),
                (
                    "notice_letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.letter",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint("ExpertReview", "expert_review_is_confirmed_by_a_second_person"),
        migrations.RemoveConstraint("ExpertReview", "review_has_a_length"),
        migrations.RemoveConstraint("ExpertReview", "one_expert_review_runs_at_a_time"),
        migrations.RenameModel("ExpertReview", "SpecialStep"),
        migrations.RenameField("SpecialStep", "experts", "entrusted_to"),
        migrations.AddField(
            model_name="specialstep",
            name="kind",
            field=models.CharField(
                choices=[("expert_review", "专家评审"), ("technical_assessment", "技术评估")],
                default="expert_review",
                max_length=30,
                verbose_name="特殊环节",
            ),
        ),
        migrations.AlterField(
            model_name="specialstep",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="special_steps", to="applications.application"
            ),
        ),
        migrations.AlterField(
            model_name="specialstep", name="reason", field=models.CharField(max_length=300, verbose_name="为什么需要")
        ),
        migrations.AlterField(
            model_name="specialstep",
            name="entrusted_to",
            field=models.CharField(max_length=200, verbose_name="由谁评审或评估"),
        ),
        migrations.AlterField(
            model_name="specialstep",
            name="opinion",
            field=models.TextField(blank=True, max_length=4000, verbose_name="结论"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("filed_at", None)),
                fields=("application",),
                name="one_hearing_runs_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on", None),
                    models.Q(
                        models.Q(("place", ""), _negated=True), ("chair__isnull", False), ("held_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="arranged_hearing_has_time_place_and_chair",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("filed_at", None),
                    models.Q(
                        ("held_on__isnull", False),
                        ("signed_on__gte", models.F("held_on")),
                        ("signed_on__isnull", False),
                        ("transcript__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="held_hearing_has_a_signed_transcript",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(("filed_at", None), ("ended_at", None), _connector="OR"),
                name="hearing_is_held_or_ends_without",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hearing", None), models.Q(("refused_why", ""), _negated=True)),
                    models.Q(("hearing__isnull", False), ("refused_why", "")),
                    _connector="OR",
                ),
                name="hearing_request_is_granted_or_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("asker", "applicant"), ("document__isnull", False), _connector="OR"),
                name="interested_party_asks_in_writing",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("commissioned_by")), _negated=True),
                    _connector="OR",
                ),
                name="special_step_is_confirmed_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_days__gte", 1), ("planned_days__lte", 180)),
                name="special_step_has_a_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None), ("filed_on", None)),
                fields=("application", "kind"),
                name="one_special_step_of_a_kind_runs_at_a_time",
            ),
        ),
    ]
