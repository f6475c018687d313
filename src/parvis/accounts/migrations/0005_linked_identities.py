import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_consent_and_notice"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkedIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("provider", models.CharField(max_length=40, verbose_name="identity provider")),
                ("mark", models.CharField(max_length=64, verbose_name="who it is there, as a keyed hash")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Visitor"),
                            (1, "E-mail confirmed"),
                            (2, "Invited or trusted organisation"),
                            (3, "Identity checked by the State"),
                        ],
                        verbose_name="identity level that it gives",
                    ),
                ),
                (
                    "linked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="linked at",
                    ),
                ),
                ("unlinked_at", models.DateTimeField(blank=True, null=True, verbose_name="unlinked at")),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "linked identity",
                "verbose_name_plural": "linked identities",
                "indexes": [models.Index(fields=["unlinked_at"], name="identity_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "mark"), name="identity_one_account"),
                    models.UniqueConstraint(
                        condition=models.Q(("unlinked_at", None)),
                        fields=("participant", "provider"),
                        name="identity_one_each_provider",
                    ),
                ],
            },
        ),
    ]
