"""Contributions taken over from another consultation."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0017_read_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="taken over at",
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotation",
                        to="contributions.contribution",
                        verbose_name="text that quotes",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_in",
                        to="contributions.contribution",
                        verbose_name="text quoted",
                    ),
                ),
            ],
            options={
                "verbose_name": "quotation",
                "verbose_name_plural": "quotations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contribution", models.F("source")), _negated=True),
                        name="quotation_of_another_text",
                    )
                ],
            },
        ),
    ]
