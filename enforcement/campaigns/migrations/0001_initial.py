import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_delegations"),
        ("accounts", "__first__"),
        ("board", "0021_overturned"),
        ("cases", "0001_initial"),
        ("documents", "0009_service"),
        ("duties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "正在列清单"),
                            ("running", "进行中"),
                            ("closed", "已结束"),
                            ("cancelled", "已取消"),
                        ],
                        default="preparing",
                        max_length=50,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="campaign",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("kind", models.CharField(help_text="a code of data/kinds.csv", max_length=30, verbose_name="种类")),
                ("basis", models.CharField(max_length=300, verbose_name="依据文件")),
                ("from_on", models.DateField(verbose_name="开始日期")),
                ("to_on", models.DateField(verbose_name="结束日期")),
                ("target_rate", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="目标（百分比）")),
                ("aim", models.CharField(blank=True, max_length=300, verbose_name="目标怎么说的")),
                (
                    "pollutant",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cod", "化学需氧量（COD）"),
                            ("nh3n", "氨氮"),
                            ("so2", "二氧化硫"),
                            ("nox", "氮氧化物"),
                            ("dust", "颗粒物"),
                            ("vocs", "挥发性有机物（VOCs）"),
                        ],
                        max_length=10,
                        verbose_name="减排的污染物",
                    ),
                ),
                (
                    "reduction_aim",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="减排目标"
                    ),
                ),
                ("reduction_unit", models.CharField(blank=True, max_length=20, verbose_name="减排的单位")),
                ("measures", models.CharField(blank=True, max_length=2000, verbose_name="主要措施")),
                ("is_public", models.BooleanField(default=True, verbose_name="向社会公开")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="启动日期")),
                (
                    "result_rate",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=22, null=True, verbose_name="结果（百分比）"
                    ),
                ),
                ("is_met", models.BooleanField(blank=True, null=True, verbose_name="达到目标")),
                ("result_words", models.CharField(blank=True, max_length=4000, verbose_name="总结")),
                ("missed_why", models.CharField(blank=True, max_length=4000, verbose_name="没有达到目标的原因")),
                ("onward", models.CharField(blank=True, max_length=2000, verbose_name="没有完成的对象怎么办")),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns_led",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="负责的局领导",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["preparing", "running", "closed", "cancelled"])),
                        name="campaign_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))), name="campaign_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target_rate__gt", Decimal(0)), ("target_rate__lte", Decimal(100))),
                        name="campaign_aims_at_a_part_of_its_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reduction_aim", None),
                            models.Q(("reduction_aim__gt", 0), models.Q(("reduction_unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="campaign_reduction_has_its_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["running", "closed"]), _negated=True),
                            ("started_on__isnull", False),
                            _connector="OR",
                        ),
                        name="campaign_runs_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("is_met__isnull", False), models.Q(("result_words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_campaign_says_what_was_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_met", None),
                            ("is_met", True),
                            models.Q(("missed_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="campaign_that_missed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="第几版")),
                ("as_of", models.DateField(verbose_name="截止日期")),
                ("made_at", models.DateTimeField(verbose_name="编制时间")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="campaigns.campaign"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="campaign_edition", to="board.notice"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "number"), name="campaign_counts_its_editions")
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "待确认列"),
                            ("checking", "正在核对"),
                            ("checked", "核对完，待导入"),
                            ("applying", "正在导入"),
                            ("done", "已导入"),
                            ("undone", "已撤销导入"),
                            ("dropped", "已放弃"),
                            ("failed", "办不下去"),
                        ],
                        default="mapping",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("encoding", models.CharField(blank=True, max_length=20, verbose_name="编码")),
                ("sheet", models.CharField(blank=True, max_length=60, verbose_name="工作表")),
                ("path", models.CharField(blank=True, help_text="the rows as read, below MEDIA_ROOT", max_length=200)),
                ("hints", models.JSONField(blank=True, default=list)),
                ("head_rows", models.PositiveSmallIntegerField(default=1, verbose_name="表头到第几行")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="各列是什么")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="确认导入时间")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="办到第几行")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("mended", models.PositiveIntegerField(default=0)),
                ("repeated", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("targets", "清单"), ("progress", "进度")], max_length=10, verbose_name="这张表是什么"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="补列的原因")),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="campaigns.campaign"
                    ),
                ),
                (
                    "mapped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["mapping", "checking", "checked", "applying", "done", "undone", "dropped", "failed"],
                            )
                        ),
                        name="campaign_table_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["applying", "done"]), _negated=True),
                            ("applied_by__isnull", False),
                            _connector="OR",
                        ),
                        name="campaign_table_is_applied_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("taken", "照录"),
                            ("mended", "有改动"),
                            ("repeated", "已有，不重复"),
                            ("refused", "不收"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="名称")),
                ("remarks", models.JSONField(default=list, verbose_name="说明")),
                ("is_plain", models.BooleanField(default=True, verbose_name="没有说明")),
                ("key", models.CharField(blank=True, max_length=220)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="campaigns.run"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["run", "result", "number"], name="campaign_line_by_result"),
                    models.Index(fields=["run", "key"], name="campaign_line_by_key"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="campaign_table_tells_a_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["taken", "mended", "repeated", "refused"])),
                        name="campaign_line_has_a_known_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_begun", "未开始"),
                            ("under_way", "正在做"),
                            ("reported", "报告完成，待核实"),
                            ("verified", "现场核实完成"),
                            ("postponed", "批准延期"),
                            ("dropped", "批准不再实施"),
                            ("removed", "已移出清单"),
                        ],
                        default="not_begun",
                        max_length=50,
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("key", models.CharField(max_length=220)),
                ("code", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("is_person", models.BooleanField(default=False, verbose_name="个人")),
                ("township", models.CharField(max_length=60, verbose_name="乡镇街道")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="地点")),
                (
                    "baseline",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="基数"),
                ),
                ("measure", models.CharField(max_length=300, verbose_name="要求的措施")),
                (
                    "reduction_asked",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="应减排"),
                ),
                ("due_on", models.DateField(verbose_name="期限")),
                ("first_due_on", models.DateField(verbose_name="原定期限")),
                ("responsible", models.CharField(blank=True, max_length=120, verbose_name="责任单位和责任人")),
                ("added_on", models.DateField(verbose_name="列入日期")),
                ("added_why", models.CharField(blank=True, max_length=300, verbose_name="补列的原因")),
                ("begun_on", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="报告日期")),
                ("report_words", models.CharField(blank=True, max_length=1000, verbose_name="完成情况")),
                ("sent_back_why", models.CharField(blank=True, max_length=500, verbose_name="退回的原因")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="现场核实日期")),
                ("verified_words", models.CharField(blank=True, max_length=1000, verbose_name="现场看到的")),
                (
                    "result",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="核实的数量"
                    ),
                ),
                (
                    "reduction",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="核实的减排量"
                    ),
                ),
                ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="不再实施或者移出的原因")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="campaigns.campaign"
                    ),
                ),
                (
                    "duty",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaign_target",
                        to="duties.duty",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaign_targets",
                        to="accounts.enterprise",
                        verbose_name="企业",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["campaign", "state"], name="targets_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["not_begun", "under_way", "reported", "verified", "postponed", "dropped", "removed"],
                            )
                        ),
                        name="target_is_in_a_known_state",
                    ),
                    models.UniqueConstraint(fields=("campaign", "number"), name="target_has_its_own_number"),
                    models.UniqueConstraint(fields=("campaign", "key"), name="target_stands_on_a_list_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reported"), _negated=True),
                            models.Q(("reported_by__isnull", False), ("reported_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reported_target_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "verified"), _negated=True),
                            models.Q(
                                ("verified_by__isnull", False),
                                ("verified_on__isnull", False),
                                models.Q(("verified_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="verified_target_says_by_whom_and_what_was_seen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by", None),
                            ("reported_by", None),
                            models.Q(("verified_by", models.F("reported_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="target_is_verified_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["dropped", "removed"]), _negated=True),
                            models.Q(("ended_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="target_leaves_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline", None), ("baseline__gte", 0), _connector="OR"),
                            models.Q(("result", None), ("result__gte", 0), _connector="OR"),
                            models.Q(("reduction", None), ("reduction__gte", 0), _connector="OR"),
                            models.Q(("reduction_asked", None), ("reduction_asked__gte", 0), _connector="OR"),
                        ),
                        name="target_amounts_are_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("is_of_visit", models.BooleanField(default=False, verbose_name="现场核实时拍的")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="campaigns.target"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sha256"], name="proofs_by_digest")],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "sha256"), name="proof_stands_once_for_its_target")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "change",
                    models.CharField(
                        choices=[("postpone", "延期"), ("drop", "不再实施"), ("remove", "移出清单")],
                        max_length=10,
                        verbose_name="请求",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="理由和依据")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="新的期限")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "待批准"), ("agreed", "同意"), ("declined", "不同意")],
                        default="waiting",
                        max_length=10,
                        verbose_name="答复",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("answer_why", models.CharField(blank=True, max_length=500, verbose_name="答复意见")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="campaigns.target"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "waiting")),
                        fields=("target",),
                        name="target_waits_for_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change", "postpone"), _negated=True), ("due_on__isnull", False), _connector="OR"
                        ),
                        name="postponement_names_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "waiting"),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_is_answered_by_a_second_person",
                    ),
                ],
            },
        ),
    ]
