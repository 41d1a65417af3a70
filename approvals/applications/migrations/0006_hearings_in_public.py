from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0005_filings_that_are_mended"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="closed_why",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="不公开举行的理由"),
            preserve_default=False,
        ),
    ]
