"""What is due is found by an index of its own, however many clocks are open or over."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_assisted"),
        ("deadlines", "0008_no_limit_of_no_time_by_mistake"),
        ("documents", "0004_letters_of_every_step"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("state", "stopped"), ("stopped_at__gte", models.F("due_at"))),
                fields=["due_at"],
                name="clock_stopped_late",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("expired_on__isnull", False)), fields=["due_at"], name="clock_marked"
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(condition=models.Q(("state", "paused")), fields=["matter"], name="clock_paused"),
        ),
        migrations.AddIndex(
            model_name="clockevent",
            index=models.Index(
                condition=models.Q(("kind", "paused"), ("until", None)),
                fields=["planned_until"],
                name="pause_without_end",
            ),
        ),
    ]
