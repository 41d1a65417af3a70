"""Red cards that stand are found by an index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_assisted"),
        ("deadlines", "0009_find_what_is_due_by_index"),
        ("supervision", "0003_who_is_told_and_whether_time_is_true"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("colour", "red"), ("removed_at", None)),
                fields=["clock"],
                name="card_red_still_shown",
            ),
        ),
    ]
