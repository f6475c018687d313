import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0004_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TrustedDomain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pattern", models.CharField(max_length=255, verbose_name="domain")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trusted_domains",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "trusted domain",
                "verbose_name_plural": "trusted domains",
                "ordering": ["pattern"],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "pattern"), name="trusted_domain_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("size", models.PositiveIntegerField(verbose_name="how many codes")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made at",
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked at")),
                ("is_void", models.BooleanField(default=False, verbose_name="gives no level any longer")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch of invitation codes",
                "verbose_name_plural": "batches of invitation codes",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_void", False), ("revoked_at__isnull", False), _connector="OR"),
                        name="invitation_void_is_revoked",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True, verbose_name="hash of the code")),
                (
                    "used_mark",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="who used it, as a keyed hash"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="consultations.invitationbatch",
                        verbose_name="batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation code",
                "verbose_name_plural": "invitation codes",
            },
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("admitted_on", models.DateField(verbose_name="admitted on")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="admissions",
                        to="consultations.invitationbatch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="admissions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "admission",
                "verbose_name_plural": "admissions",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "participant"), name="admission_unique")
                ],
            },
        ),
    ]
