"""What moderators decide on texts of guests."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

import parvis.merkle.commitments

REASONS = [
    ("off_topic", "off topic"),
    ("insult", "insult or personal attack"),
    ("hate", "hatred or discrimination"),
    ("personal_data", "personal data of somebody"),
    ("advertising", "advertising"),
    ("unlawful", "other unlawful content"),
    ("misattributed", "published in somebody else's name"),
    ("mistake", "decision taken by mistake"),
]
GIVEN = [code for code, _name in REASONS if code != "mistake"]


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0008_guests"),
        ("moderation", "0006_no_change_notice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="entry in the log"),
                ),
                (
                    "salt",
                    models.BinaryField(
                        default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name="salt"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[("admit", "publish"), ("refuse", "do not publish")], max_length=10, verbose_name="act"
                    ),
                ),
                ("reason", models.CharField(blank=True, choices=REASONS, max_length=20, verbose_name="reason")),
                ("message", models.TextField(blank=True, max_length=1000, verbose_name="message to the author")),
                ("created_at", models.DateTimeField(db_default=Now(), editable=False, verbose_name="decided at")),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderator",
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening",
                        to="contributions.guesttext",
                        verbose_name="text of a guest",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on the text of a guest",
                "verbose_name_plural": "decisions on texts of guests",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(act="admit", reason="", message="") | Q(act="refuse", reason__in=GIVEN),
                        name="screening_refusal_has_reason",
                    )
                ],
            },
        ),
    ]
