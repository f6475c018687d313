"""People who sign a contribution with its author."""

from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from parvis.merkle.commitments import new_salt

MOST = 10


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0009_signed_by"),
        ("contributions", "0010_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.UUIDField(
                        default=uuid4, editable=False, null=True, verbose_name="entry in the log"
                    ),
                ),
                (
                    "salt",
                    models.BinaryField(default=new_salt, max_length=32, null=True, verbose_name="salt"),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="invited at")),
                (
                    "invited_at",
                    models.DateTimeField(db_default=Now(), editable=False, verbose_name="invited on"),
                ),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted on")),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coauthors",
                        to="contributions.contribution",
                        verbose_name="contribution",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coauthorships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="co-author",
                    ),
                ),
            ],
            options={
                "verbose_name": "co-author",
                "verbose_name_plural": "co-authors",
                "constraints": [
                    models.UniqueConstraint(fields=["contribution", "participant"], name="coauthor_once"),
                    models.UniqueConstraint(fields=["contribution", "place"], name="coauthor_place"),
                    models.UniqueConstraint(
                        condition=~Q(email=""),
                        fields=["contribution", "email"],
                        name="coauthor_invited_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(place__gte=1, place__lte=MOST), name="coauthor_at_most_ten"
                    ),
                    models.CheckConstraint(
                        condition=Q(participant=None, accepted_at=None)
                        | Q(participant__isnull=False, accepted_at__isnull=False, email=""),
                        name="coauthor_accepted",
                    ),
                ],
            },
        ),
    ]
