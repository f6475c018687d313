"""Results of ballots, brought to the population."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0015_directory"),
        ("panel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WeightedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figures", models.JSONField(verbose_name="figures")),
                ("is_measured", models.BooleanField(verbose_name="measured")),
                ("made_at", models.DateTimeField(verbose_name="computed at")),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weighted",
                        to="consultations.phaseaction",
                        verbose_name="ballot",
                    ),
                ),
            ],
            options={
                "verbose_name": "weighted result",
                "verbose_name_plural": "weighted results",
            },
        ),
    ]
