from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_keep_machine_roles_apart"),
        ("deadlines", "0002_close_events"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="termrule",
            name="term_rule_is_about_a_known_matter",
        ),
        migrations.AlterField(
            model_name="clock",
            name="matter",
            field=models.CharField(
                choices=[
                    ("intake", "是否受理"),
                    ("statutory", "法定时限"),
                    ("pledged", "承诺时限"),
                    ("publish", "公示发布"),
                    ("acceptance_notice", "受理公示"),
                    ("proposed_notice", "拟审批公示"),
                    ("decision_publication", "决定公开"),
                    ("hearing_request", "听证申请"),
                    ("hearing", "组织听证"),
                    ("hearing_notice", "听证通知"),
                    ("delivery", "送达"),
                ],
                max_length=30,
                verbose_name="事项",
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
                    ("requested", "提出听证申请"),
                    ("hearing", "举行听证"),
                ],
                max_length=30,
                verbose_name="起算事件",
            ),
        ),
        migrations.AlterField(
            model_name="termrule",
            name="matter",
            field=models.CharField(
                choices=[
                    ("intake", "是否受理"),
                    ("statutory", "法定时限"),
                    ("pledged", "承诺时限"),
                    ("publish", "公示发布"),
                    ("acceptance_notice", "受理公示"),
                    ("proposed_notice", "拟审批公示"),
                    ("decision_publication", "决定公开"),
                    ("hearing_request", "听证申请"),
                    ("hearing", "组织听证"),
                    ("hearing_notice", "听证通知"),
                    ("delivery", "送达"),
                ],
                max_length=30,
                verbose_name="事项",
            ),
        ),
        migrations.AddConstraint(
            model_name="termrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "matter__in",
                        [
                            "intake",
                            "statutory",
                            "pledged",
                            "publish",
                            "acceptance_notice",
                            "proposed_notice",
                            "decision_publication",
                            "hearing_request",
                            "hearing",
                            "hearing_notice",
                            "delivery",
                        ],
                    )
                ),
                name="term_rule_is_about_a_known_matter",
            ),
        ),
    ]
