"""Photos and documents joined to answers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

TYPES = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "application/pdf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
    "text/plain",
]
HASH = models.Func(
    models.Func(models.F("content"), function="sha256", output_field=models.BinaryField()),
    models.Value("hex"),
    function="encode",
    output_field=models.CharField(),
)


def belongs_to(model, words):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="attachments",
        to=model,
        verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0009_signed_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="number",
                    ),
                ),
                ("browser", models.UUIDField(editable=False, null=True, verbose_name="browser")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("type", models.CharField(max_length=100, verbose_name="media type")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash")),
                ("width", models.PositiveIntegerField(null=True, verbose_name="width")),
                ("height", models.PositiveIntegerField(null=True, verbose_name="height")),
                ("content", models.BinaryField(verbose_name="content")),
                ("sent_at", models.DateTimeField(db_default=Now(), editable=False, verbose_name="sent at")),
                ("contribution", belongs_to("contributions.contribution", "contribution")),
                ("owner", belongs_to(settings.AUTH_USER_MODEL, "person")),
            ],
            options={
                "verbose_name": "joined file",
                "verbose_name_plural": "joined files",
                "ordering": ["sent_at", "id"],
                "indexes": [
                    models.Index(
                        condition=Q(browser__isnull=False), fields=["browser"], name="attachment_browser"
                    ),
                    models.Index(
                        condition=Q(contribution=None), fields=["sent_at"], name="attachment_waiting"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(contribution__isnull=False, owner=None, browser=None)
                        | Q(contribution=None, owner__isnull=False, browser=None)
                        | Q(contribution=None, owner=None, browser__isnull=False),
                        name="attachment_of_one",
                    ),
                    models.CheckConstraint(condition=Q(type__in=TYPES), name="attachment_type"),
                    models.CheckConstraint(condition=Q(sha256=HASH), name="attachment_hash"),
                ],
            },
        ),
    ]
