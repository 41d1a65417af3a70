"""Reconsideration organ and court are dated rows of the documents' room, copied there before they go from here."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_keep_machine_roles_apart"),
        ("documents", "0006_wording"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="bureau",
            name="court",
        ),
        migrations.RemoveField(
            model_name="bureau",
            name="reconsideration_organ",
        ),
    ]
