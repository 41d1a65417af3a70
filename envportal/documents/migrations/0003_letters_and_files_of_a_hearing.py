from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_kinds_of_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="is_inside",
            field=models.BooleanField(default=False, verbose_name="只供局内查看"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("receipt", "收件回执"),
                    ("acceptance", "受理通知书"),
                    ("correction", "补正告知书"),
                    ("declined", "不予受理决定书"),
                    ("special_step", "特殊环节告知书"),
                    ("extension", "延期告知书"),
                    ("hearing_right", "听证告知书"),
                    ("hearing_notice", "听证通知书"),
                    ("approval_reply", "批复"),
                    ("refusal", "不予批准决定书"),
                    ("ended", "终止办理告知书"),
                ],
                max_length=20,
                verbose_name="文书种类",
            ),
        ),
    ]
