"""What organisers answer to outages near the close."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conduct", "0004_evaluation"),
        ("consultations", "0011_legal_frame"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutageRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seconds", models.PositiveIntegerField(verbose_name="seconds without the site")),
                (
                    "covered",
                    models.JSONField(default=list, editable=False, verbose_name="times without the site"),
                ),
                ("extended_to", models.DateTimeField(null=True, verbose_name="open until")),
                ("words", models.TextField(max_length=500, verbose_name="reason")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="said at",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to an outage",
                "verbose_name_plural": "answers to outages",
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="outage_ruling_says_why"
                    )
                ],
            },
        ),
    ]
