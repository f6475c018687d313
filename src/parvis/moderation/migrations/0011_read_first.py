"""Decisions are no longer on texts of guests alone: words, and no column."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0017_read_first"),
        ("moderation", "0010_queue"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="screening",
            options={
                "ordering": ["-id"],
                "verbose_name": "decision on a text read first",
                "verbose_name_plural": "decisions on texts read first",
            },
        ),
        migrations.AlterField(
            model_name="screening",
            name="text",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="screening",
                to="contributions.waitingtext",
                verbose_name="text read before it appears",
            ),
        ),
    ]
