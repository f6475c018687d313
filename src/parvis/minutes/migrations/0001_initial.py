"""Minutes of events: passages, what they speak of, corrections and published versions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commissions", "0001_initial"),
        ("conduct", "0006_trials"),
        ("consultations", "0015_directory"),
        ("contributions", "0019_held_files"),
        ("gatherings", "0001_initial"),
        ("pages", "0007_translations"),
        ("restitution", "0005_no_announcement"),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("written_by", models.CharField(blank=True, max_length=200, verbose_name="written by")),
                (
                    "share_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="hash of the code"
                    ),
                ),
                ("shared_at", models.DateTimeField(editable=False, null=True, verbose_name="shared at")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created at",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="gatherings.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "resources",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="pages.resourcepage", verbose_name="attached files"
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("label", models.CharField(max_length=80, verbose_name="group")),
                ("people", models.PositiveIntegerField(verbose_name="people")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="minutes.minutes",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance of a group",
                "verbose_name_plural": "attendance by group",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("passages", models.JSONField(verbose_name="passages")),
                ("attendance", models.JSONField(default=list, verbose_name="attendance")),
                (
                    "resources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        default=list,
                        size=None,
                        verbose_name="attached files",
                    ),
                ),
                ("written_by", models.CharField(max_length=200, verbose_name="written by")),
                ("corrected", models.PositiveIntegerField(default=0, verbose_name="corrections accepted")),
                ("declined", models.PositiveIntegerField(default=0, verbose_name="corrections declined")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it replaces the former one"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the passages")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="published at",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="minutes.minutes",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "published minutes",
                "verbose_name_plural": "published minutes",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_heading", models.BooleanField(default=False, verbose_name="heading")),
                ("text", models.TextField(max_length=5000, verbose_name="text")),
                (
                    "shown_text",
                    models.TextField(blank=True, editable=False, verbose_name="text as published"),
                ),
                ("is_removed", models.BooleanField(default=False, verbose_name="removed")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="minutes.minutes",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage of minutes",
                "verbose_name_plural": "passages of minutes",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_text", models.TextField(verbose_name="words as they were")),
                ("new_text", models.TextField(max_length=5000, verbose_name="words proposed")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[("waits", "waits"), ("accepted", "accepted"), ("declined", "declined")],
                        default="waits",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("reply", models.CharField(blank=True, max_length=500, verbose_name="answer of the author")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made at",
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="settled at")),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="minutes.passage",
                        verbose_name="passage",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of minutes",
                "verbose_name_plural": "corrections of minutes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PassageLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_said", models.BooleanField(default=False, verbose_name="made from what was said")),
                ("is_shown", models.BooleanField(default=False, editable=False, verbose_name="public")),
                (
                    "is_leaving",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="taken away at the next publication"
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="restitution.answer",
                        verbose_name="official answer",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="contributions.contribution",
                        verbose_name="contribution",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="conduct.finaldecision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="commissions.opinion",
                        verbose_name="opinion",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="minutes.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="consultations.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a passage",
                "verbose_name_plural": "links of passages",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("share_hash", ""), _negated=True),
                fields=("share_hash",),
                name="minutes_share_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(("share_hash", ""), ("shared_at__isnull", False), _connector="OR"),
                name="minutes_shared_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("minutes", "label"), name="attendance_label_once"),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(fields=("minutes", "number"), name="minutes_version_unique"),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("reason", "")),
                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="minutes_replaced_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("written_by", ""), _negated=True), name="minutes_signed"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="minutes_passage_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("new_text", ""), _negated=True),
                    models.Q(("new_text", models.F("old_text")), _negated=True),
                ),
                name="correction_changes_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("state", "waits")),
                    models.Q(models.Q(("state", "waits"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="correction_settled_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("reply", ""), _negated=True),
                    _connector="OR",
                ),
                name="correction_declined_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__isnull", True),
                        ("contribution__isnull", False),
                        ("decision__isnull", True),
                        ("opinion__isnull", True),
                        ("theme__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("contribution__isnull", True),
                        ("decision__isnull", True),
                        ("opinion__isnull", True),
                        ("theme__isnull", False),
                    ),
                    models.Q(
                        ("answer__isnull", False),
                        ("contribution__isnull", True),
                        ("decision__isnull", True),
                        ("opinion__isnull", True),
                        ("theme__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("contribution__isnull", True),
                        ("decision__isnull", False),
                        ("opinion__isnull", True),
                        ("theme__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("contribution__isnull", True),
                        ("decision__isnull", True),
                        ("opinion__isnull", False),
                        ("theme__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="passage_link_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.CheckConstraint(
                condition=models.Q(("was_said", False), ("contribution__isnull", False), _connector="OR"),
                name="passage_link_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contribution__isnull", False)),
                fields=("passage", "contribution"),
                name="passage_link_contribution_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("theme__isnull", False)),
                fields=("passage", "theme"),
                name="passage_link_theme_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__isnull", False)),
                fields=("passage", "answer"),
                name="passage_link_answer_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision__isnull", False)),
                fields=("passage", "decision"),
                name="passage_link_decision_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="passagelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opinion__isnull", False)),
                fields=("passage", "opinion"),
                name="passage_link_opinion_once",
            ),
        ),
    ]
