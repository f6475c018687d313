"""What is published of a consultation, and the mails that tell it."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0011_legal_frame"),
        ("following", "0002_rows_of_follow"),
        ("jobs", "0002_forgetting"),
        ("restitution", "0005_no_announcement"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("synthesis", "synthesis"), ("decision", "decision")],
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="published at"
                    ),
                ),
                (
                    "sent",
                    models.PositiveIntegerField(db_default=0, default=0, verbose_name="mails sent"),
                ),
                (
                    "failed",
                    models.PositiveIntegerField(db_default=0, default=0, verbose_name="mails not delivered"),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publications",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "synthesis",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publication",
                        to="restitution.publishedsynthesis",
                        verbose_name="synthesis",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "indexes": [models.Index(fields=["published_at"], name="publication_recent")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "synthesis"), ("synthesis__isnull", False)),
                            models.Q(
                                models.Q(("kind", "synthesis"), _negated=True), ("synthesis__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="publication_of_its_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="jobs.mail",
                        verbose_name="mail",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="following.publication",
                        verbose_name="publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail that tells a publication",
                "verbose_name_plural": "mails that tell a publication",
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "mail"), name="telling_once")
                ],
            },
        ),
    ]
