import datetime as dt
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0007_delegations"),
        ("accounts", "__first__"),
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fee",
            fields=[
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("declared", "已申报，待核定"),
                            ("verified", "已核定，可以申请复核"),
                            ("objected", "已申请复核，待复核"),
                            ("rechecked", "已复核，待发缴纳通知"),
                            ("demanded", "已通知缴纳"),
                            ("settled", "已结清"),
                            ("taxed", "数据已交税务机关"),
                        ],
                        default="declared",
                        max_length=50,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="fee",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("first", models.DateField(verbose_name="核定时段，起")),
                ("last", models.DateField(verbose_name="核定时段，止")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("automatic", "自动监控数据"),
                            ("supervised", "监督性监测数据"),
                            ("balance", "物料衡算"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="核定依据",
                    ),
                ),
                ("assessed", models.BigIntegerField(blank=True, null=True, verbose_name="核定金额，分")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="核定日期")),
                ("objection", models.CharField(blank=True, max_length=1000, verbose_name="复核申请")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="复核决定")),
                ("demanded_on", models.DateField(blank=True, null=True, verbose_name="通知日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="缴纳期限")),
                ("accrued_to", models.DateField(blank=True, null=True, verbose_name="滞纳金计至")),
                (
                    "demanded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rechecked_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["declared", "verified", "objected", "rechecked", "demanded", "settled", "taxed"],
                            )
                        ),
                        name="fee_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="fee_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__lt", dt.date(2018, 1, 1)),
                            ("first__gte", dt.date(2018, 1, 1)),
                            _connector="OR",
                        ),
                        name="fee_is_of_one_regime",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last__lt", dt.date(2018, 1, 1)),
                            ("state__in", ["declared", "taxed"]),
                            _connector="OR",
                        ),
                        name="nothing_is_demanded_for_discharges_since_2018",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["demanded", "settled"]), _negated=True),
                            models.Q(
                                ("assessed__isnull", False), ("demanded_by__isnull", False), ("due_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="fee_is_demanded_by_somebody_to_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("demanded_by", None),
                            models.Q(("demanded_by", models.F("verified_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="fee_is_demanded_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "fee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="account",
                        serialize=False,
                        to="fees.fee",
                    ),
                ),
                ("assessed", models.BigIntegerField(default=0, verbose_name="应缴排污费")),
                ("late_charged", models.BigIntegerField(default=0, verbose_name="应缴滞纳金")),
                ("receivable", models.BigIntegerField(default=0, verbose_name="未缴排污费")),
                ("late_due", models.BigIntegerField(default=0, verbose_name="未缴滞纳金")),
                ("collected", models.BigIntegerField(default=0, verbose_name="已收")),
                ("waived", models.BigIntegerField(default=0, verbose_name="减免")),
                ("refunded", models.BigIntegerField(default=0, verbose_name="已退")),
                ("overpaid", models.BigIntegerField(default=0, verbose_name="多缴待退")),
                ("written_off", models.BigIntegerField(default=0, verbose_name="已核销")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "assessed",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("late_charged"), "*", models.Value(-1)
                                                            ),
                                                            "-",
                                                            models.F("receivable"),
                                                        ),
                                                        "-",
                                                        models.F("late_due"),
                                                    ),
                                                    "-",
                                                    models.F("collected"),
                                                ),
                                                "-",
                                                models.F("waived"),
                                            ),
                                            "-",
                                            models.F("refunded"),
                                        ),
                                        "-",
                                        models.F("overpaid"),
                                    ),
                                    "-",
                                    models.F("written_off"),
                                ),
                            )
                        ),
                        name="debit_of_a_fee_is_its_credit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed__lte", 0),
                            ("collected__gte", 0),
                            ("late_charged__lte", 0),
                            ("late_due__gte", 0),
                            ("overpaid__lte", 0),
                            ("receivable__gte", 0),
                            ("refunded__lte", 0),
                            ("waived__gte", 0),
                            ("written_off__gte", 0),
                        ),
                        name="sides_of_a_fee_keep_their_sign",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("demand", "通知缴纳"),
                            ("late", "加收滞纳金"),
                            ("payment", "缴款"),
                            ("relief", "减免"),
                            ("refund", "退款"),
                            ("reversal", "冲正缴款"),
                            ("write_off", "核销"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="记账时间")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("document", models.CharField(blank=True, max_length=100, verbose_name="文号或者票据号")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="fees.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on", "id"], name="fee_entry_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("declared", "申报数"), ("verified", "核定数"), ("rechecked", "复核数")],
                        max_length=10,
                        verbose_name="阶段",
                    ),
                ),
                ("place", models.CharField(max_length=100, verbose_name="排放口")),
                ("question", models.JSONField(verbose_name="计算")),
                ("fen", models.BigIntegerField(verbose_name="金额，分")),
                ("version", models.CharField(max_length=12, verbose_name="费率表版本")),
                (
                    "fee",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="fees.fee"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("fen__gte", 0)), name="part_of_a_fee_is_not_negative")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(max_length=60, verbose_name="票据号")),
                ("payer", models.CharField(blank=True, max_length=120, verbose_name="缴款单位")),
                ("told", models.CharField(blank=True, max_length=60, verbose_name="通知单或者案件编号")),
                ("fen", models.BigIntegerField(verbose_name="金额，分")),
                ("paid_on", models.DateField(verbose_name="缴款日期")),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("exact", "与应缴相符"),
                            ("under", "少缴"),
                            ("over", "多缴"),
                            ("unmatched", "没有对上"),
                            ("reversed", "已冲正"),
                        ],
                        default="unmatched",
                        max_length=10,
                        verbose_name="核对",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="没有对上的原因")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee_payments", to="accounts.bureau"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="fees.entry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reversal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_payment",
                        to="fees.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("match", "reversed"), _negated=True),
                        fields=("bureau", "receipt"),
                        name="receipt_is_booked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("match", "reversed"), _negated=True), ("reversal__isnull", False), _connector="OR"
                        ),
                        name="reversed_payment_has_its_reversal",
                    ),
                    models.CheckConstraint(condition=models.Q(("fen__gt", 0)), name="payment_is_more_than_nothing"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry", None), ("match", "unmatched")),
                            models.Q(models.Q(("match", "unmatched"), _negated=True), ("entry__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_is_matched_by_its_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("assessed", "应缴排污费"),
                            ("late_charged", "应缴滞纳金"),
                            ("receivable", "未缴排污费"),
                            ("late_due", "未缴滞纳金"),
                            ("collected", "已收"),
                            ("waived", "减免"),
                            ("refunded", "已退"),
                            ("overpaid", "多缴待退"),
                            ("written_off", "已核销"),
                        ],
                        max_length=12,
                        verbose_name="科目",
                    ),
                ),
                ("fen", models.BigIntegerField(verbose_name="金额，分")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="fees.entry"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "side"), name="entry_moves_a_side_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fen", 0), _negated=True), name="fee_posting_moves_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reduced", "减缴"), ("waived", "免缴"), ("deferred", "缓缴")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("fen", models.BigIntegerField(default=0, verbose_name="金额，分")),
                ("until", models.DateField(blank=True, null=True, verbose_name="缓缴至")),
                ("organ", models.CharField(max_length=100, verbose_name="批准机关")),
                ("number", models.CharField(max_length=60, verbose_name="批准文号")),
                ("reason", models.CharField(max_length=300, verbose_name="批准理由")),
                ("decided_on", models.DateField(verbose_name="批准日期")),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reliefs", to="fees.fee"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decided_on__lt", dt.date(2018, 1, 1))),
                        name="relief_is_decided_before_2018",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fen", 0), ("kind", "deferred"), ("until__isnull", False)),
                            models.Q(models.Q(("kind", "deferred"), _negated=True), ("fen__gt", 0), ("until", None)),
                            _connector="OR",
                        ),
                        name="relief_is_a_sum_or_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee_runs", to="accounts.bureau"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="行")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("taken", "已记账"),
                            ("waiting", "已收下，没有对上"),
                            ("repeated", "已有，不重复"),
                            ("refused", "不收"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="fees.payment",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fees.run"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fen", models.BigIntegerField(verbose_name="金额，分")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("dissolved", "企业已注销，没有承继单位"),
                            ("bankrupt", "破产程序终结，没有清偿"),
                            ("execution", "法院终结执行，没有可供执行的财产"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="为什么收不回",
                    ),
                ),
                ("document", models.CharField(max_length=100, verbose_name="证明文书和文号")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                (
                    "answer",
                    models.CharField(
                        choices=[("waiting", "待批准"), ("agreed", "同意"), ("declined", "不同意")],
                        default="waiting",
                        max_length=10,
                        verbose_name="答复",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer_why", models.CharField(blank=True, max_length=300, verbose_name="答复意见")),
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
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="write_off",
                        to="fees.entry",
                    ),
                ),
                (
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="write_offs", to="fees.fee"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("fen__gt", 0)), name="write_off_is_more_than_nothing"),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "waiting")), fields=("fee",), name="fee_waits_for_one_write_off"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="write_off_is_agreed_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "agreed"), _negated=True),
                            models.Q(("answered_by__isnull", False), ("entry__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreed_write_off_has_its_entry",
                    ),
                ],
            },
        ),
    ]
