"""Readings of published texts, what moderators look at, and the order in which cases wait."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("contributions", "0016_to_read"),
        ("moderation", "0009_hands_in_a_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "entry",
                    models.UUIDField(
                        editable=False, verbose_name="entry in the log of the words that were read"
                    ),
                ),
                ("waited_since", models.DateTimeField(editable=False, verbose_name="waited since")),
                (
                    "created_at",
                    models.DateTimeField(db_default=Now(), editable=False, verbose_name="read at"),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="contributions.contribution",
                        verbose_name="contribution",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a contribution",
                "verbose_name_plural": "readings of contributions",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "entry"), name="reading_once_each_wording"
                    )
                ],
                "indexes": [models.Index(fields=["consultation", "-id"], name="reading_recent")],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("subject", models.CharField(db_index=True, max_length=60, verbose_name="subject")),
                (
                    "seen_at",
                    models.DateTimeField(db_default=Now(), editable=False, verbose_name="last seen at"),
                ),
                (
                    "moderator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a moderator looks at",
                "verbose_name_plural": "what moderators look at",
                "ordering": ["id"],
            },
        ),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=Q(closed_at=None), fields=["consultation", "opened_at", "id"], name="case_waiting"
            ),
        ),
    ]
