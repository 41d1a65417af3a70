from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0005_filings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acceptance", "受理公示"),
                    ("proposed_decision", "拟审批公示"),
                    ("hearing", "听证公告"),
                    ("decision", "审批决定公告"),
                    ("filing", "登记表备案公开"),
                    ("completion", "竣工验收公示"),
                ],
                max_length=20,
                verbose_name="公示类别",
            ),
        ),
    ]
