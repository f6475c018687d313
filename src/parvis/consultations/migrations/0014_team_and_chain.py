"""Two roles more, invitations into a team, consultations that follow on from another."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0013_unindexed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="teammember",
            name="role",
            field=models.CharField(
                choices=[
                    ("organiser", "organiser"),
                    ("moderator", "moderator"),
                    ("analyst", "analyst"),
                    ("animator", "animator"),
                    ("guarantor", "guarantor"),
                    ("observer", "observer"),
                ],
                max_length=12,
                verbose_name="role",
            ),
        ),
        migrations.CreateModel(
            name="Continuation",
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
                        verbose_name="made at",
                    ),
                ),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="continuation",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_in",
                        to="consultations.consultationpage",
                        verbose_name="follows on from",
                    ),
                ),
            ],
            options={
                "verbose_name": "continuation",
                "verbose_name_plural": "continuations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("consultation", models.F("source")), _negated=True),
                        name="continuation_of_another_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="invited at")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("organiser", "organiser"),
                            ("moderator", "moderator"),
                            ("analyst", "analyst"),
                            ("animator", "animator"),
                            ("guarantor", "guarantor"),
                            ("observer", "observer"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="sent at",
                    ),
                ),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted on")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="taken back at")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team_invitations",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a team",
                "verbose_name_plural": "invitations to a team",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("consultation", "email", "role"),
                        name="team_invited_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at", None),
                                ("revoked_at", None),
                                models.Q(("email", ""), _negated=True),
                            ),
                            models.Q(("accepted_at__isnull", False), ("email", ""), ("revoked_at", None)),
                            models.Q(("accepted_at", None), ("email", ""), ("revoked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="team_invitation_waits_at_an_address",
                    ),
                ],
            },
        ),
    ]
