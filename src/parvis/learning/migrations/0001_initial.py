"""Quizzes of consultations: their versions, their questions, and what was answered."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0012_read_first"),
        ("pages", "0005_no_body"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quiz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("checked_as", models.CharField(blank=True, max_length=160, verbose_name="name and office, as shown")),
                (
                    "checked_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("organiser", "organiser"),
                            ("moderator", "moderator"),
                            ("analyst", "analyst"),
                            ("animator", "animator"),
                            ("guarantor", "guarantor"),
                            ("observer", "observer"),
                        ],
                        max_length=12,
                        verbose_name="place of who checked",
                    ),
                ),
                ("checked_at", models.DateTimeField(editable=False, null=True, verbose_name="checked at")),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="put on line at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="quizzes_checked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quizzes",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        related_name="quizzes_written", to=settings.AUTH_USER_MODEL, verbose_name="written by"
                    ),
                ),
            ],
            options={
                "verbose_name": "quiz",
                "verbose_name_plural": "quizzes",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "version"), name="quiz_version_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)), fields=("consultation",), name="quiz_one_draft"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), ("published_at__isnull", False)),
                        fields=("consultation",),
                        name="quiz_one_on_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_as", ""), ("checked_at", None), ("checked_role", "")),
                            models.Q(
                                ("checked_at__isnull", False),
                                models.Q(("checked_as", ""), _negated=True),
                                models.Q(("checked_role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quiz_checked_under_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None), ("checked_at__isnull", False), _connector="OR"
                        ),
                        name="quiz_checked_before_it_shows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), ("closed_at__gte", models.F("published_at")), _connector="OR"
                        ),
                        name="quiz_closed_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("label", models.CharField(max_length=300, verbose_name="question")),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None, verbose_name="answers offered"
                    ),
                ),
                ("right", models.PositiveSmallIntegerField(verbose_name="place of the right answer")),
                ("explanation", models.CharField(max_length=800, verbose_name="explanation")),
                ("source", models.CharField(max_length=250, verbose_name="name of the source")),
                ("link", models.URLField(blank=True, verbose_name="address of the source")),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="learning.quiz",
                        verbose_name="quiz",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.resourcepage",
                        verbose_name="resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a quiz",
                "verbose_name_plural": "questions of a quiz",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("choices__len__range", (2, 5))), name="quiz_question_choices"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("right__lt", models.F("choices__len"))),
                        name="quiz_question_right_is_offered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            models.Q(("explanation", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="quiz_question_explained",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reading",
                    models.CharField(
                        choices=[("before", "before reading"), ("after", "after reading")],
                        max_length=6,
                        verbose_name="moment",
                    ),
                ),
                ("has_read", models.BooleanField(verbose_name="opened a resource")),
                (
                    "rights",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BooleanField(), size=None, verbose_name="right answers"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="learning.quiz",
                        verbose_name="quiz",
                    ),
                ),
            ],
            options={
                "verbose_name": "answered quiz",
                "verbose_name_plural": "answered quizzes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("has_read", True), ("reading", "before"), _negated=True),
                        name="quiz_sheet_before_is_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rights__len__range", (3, 5))), name="quiz_sheet_is_whole"
                    ),
                ],
            },
        ),
    ]
