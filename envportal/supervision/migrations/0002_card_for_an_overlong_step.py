from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("deadlines", "0003_time_for_a_hearing"),
        ("supervision", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="card",
            name="card_is_yellow_before_the_due_day_and_red_after_it",
        ),
        migrations.AlterField(
            model_name="card",
            name="reason",
            field=models.CharField(
                choices=[
                    ("near", "临近届满"),
                    ("overlong", "特殊环节超过告知的天数"),
                    ("passed", "届满未办结"),
                    ("late", "误期办结"),
                    ("expired", "期满自动生效"),
                ],
                max_length=10,
                verbose_name="事由",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("colour", "yellow"), ("reason__in", ["near", "overlong"])),
                    models.Q(("colour", "red"), ("reason__in", ["passed", "late", "expired"])),
                    _connector="OR",
                ),
                name="card_is_yellow_before_the_due_day_and_red_after_it",
            ),
        ),
    ]
