"""When the counter closes is a dated row of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_count_in_the_database"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="bureau",
            name="closes_at",
        ),
    ]
