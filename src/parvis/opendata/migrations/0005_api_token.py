"""Tokens of the API."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opendata", "0004_sheet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="hash of the token")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("contribute", "contribute"), ("vote", "vote")], max_length=12
                        ),
                        size=None,
                        verbose_name="allows to",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made at",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="good until")),
                ("used_on", models.DateField(editable=False, null=True, verbose_name="last used on")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "token of the API",
                "verbose_name_plural": "tokens of the API",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["expires_at"], name="api_token_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("participant", "name"), name="api_token_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scopes", []), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="api_token_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="api_token_has_an_end",
                    ),
                ],
            },
        ),
    ]
