"""Drafts of organisations, and each save of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Now


def number(words="ID"):
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name=words)


def person(related_name, words):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
        verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0009_guests"),
        ("contributions", "0011_coauthors"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedDraft",
            fields=[
                ("id", number()),
                ("saved_at", models.DateTimeField(db_default=Now(), verbose_name="last saved at")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_drafts",
                        to="consultations.phaseaction",
                        verbose_name="deposit",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                ("saved_by", person("+", "last saved by")),
                (
                    "sent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contributions.contribution",
                        verbose_name="published as",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of an organisation",
                "verbose_name_plural": "drafts of organisations",
                "constraints": [
                    models.UniqueConstraint(fields=["organisation", "action"], name="shared_draft_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedSave",
            fields=[
                ("id", number()),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("based_on", models.PositiveIntegerField(verbose_name="number of the save it follows")),
                ("typed", models.TextField(verbose_name="what was typed")),
                (
                    "saved_at",
                    models.DateTimeField(db_default=Now(), editable=False, verbose_name="saved at"),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saves",
                        to="contributions.shareddraft",
                        verbose_name="draft",
                    ),
                ),
                ("saved_by", person("shared_saves", "saved by")),
            ],
            options={
                "verbose_name": "save of a draft",
                "verbose_name_plural": "saves of drafts",
                "constraints": [
                    models.UniqueConstraint(fields=["draft", "number"], name="shared_save_number"),
                    models.CheckConstraint(
                        condition=Q(based_on__lt=F("number")), name="shared_save_follows"
                    ),
                ],
            },
        ),
    ]
