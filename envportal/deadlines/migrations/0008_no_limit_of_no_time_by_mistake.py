"""A limit of no time says so in its own words."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_counter_contact_and_claim"),
        ("deadlines", "0007_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="termrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1), models.Q(("printed", ""), _negated=True), _connector="OR"),
                name="term_rule_grants_some_time",
            ),
        ),
    ]
