"""Texts of guests: they wait in a table of their own, and are contributions once a moderator has published them."""

import uuid

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

import parvis.merkle.commitments

STATES = [
    ("waiting", "to be read by a moderator"),
    ("published", "published"),
    ("refused", "not published"),
    ("withdrawn", "withdrawn by its author"),
    ("lapsed", "erased before anybody read it"),
]
WORDLESS = Q(title="", text="", form_answers={}, salt=None)
CONSTRAINTS = [
    models.CheckConstraint(condition=Q(state__in=[code for code, _name in STATES]), name="guest_text_state"),
    models.CheckConstraint(
        condition=Q(state="published", contribution__isnull=False) | (~Q(state="published") & Q(contribution=None)),
        name="guest_text_published_once",
    ),
    models.CheckConstraint(
        condition=Q(state="waiting", settled_at=None) | (~Q(state="waiting") & Q(settled_at__isnull=False)),
        name="guest_text_settled",
    ),
    models.CheckConstraint(condition=Q(state__in=["waiting", "refused"]) | WORDLESS, name="guest_text_words_gone"),
]


def key(to, words, name="guest_texts", **given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, verbose_name=words, **given
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("consultations", "0009_guests"),
        ("contributions", "0007_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuestText",
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
                ("title", models.CharField(blank=True, max_length=250, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("form_answers", models.JSONField(blank=True, default=dict, verbose_name="answers to the form")),
                (
                    "state",
                    models.CharField(choices=STATES, default="waiting", max_length=10, verbose_name="state"),
                ),
                ("is_question", models.BooleanField(default=False, verbose_name="asks the organiser")),
                (
                    "is_late",
                    models.BooleanField(default=False, editable=False, verbose_name="sent in the minutes of grace"),
                ),
                (
                    "received_at",
                    models.DateTimeField(db_default=Now(), editable=False, verbose_name="received at"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="read, or withdrawn, at"),
                ),
                (
                    "idempotency_key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="idempotency key"
                    ),
                ),
                ("consultation", key("consultations.consultationpage", "consultation")),
                ("phase", key("consultations.phase", "phase")),
                ("kind", key("consultations.kind", "kind")),
                ("theme", key("consultations.theme", "theme", blank=True, null=True)),
                ("responds_to", key("contributions.contribution", "responds to", "+", blank=True, null=True)),
                (
                    "contribution",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guest_text",
                        to="contributions.contribution",
                        verbose_name="contribution that it became",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a guest",
                "verbose_name_plural": "texts of guests",
                "ordering": ["id"],
                "constraints": CONSTRAINTS,
                "indexes": [
                    models.Index(
                        fields=["consultation", "id"], name="guest_text_waiting", condition=Q(state="waiting")
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="is_guest",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="of a guest, without an address"
            ),
        ),
        AddConstraintNotValid(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=Q(is_guest=False) | Q(author=None, identity_level=0), name="contribution_guest_unknown"
            ),
        ),
        ValidateConstraint(model_name="contribution", name="contribution_guest_unknown"),
    ]
