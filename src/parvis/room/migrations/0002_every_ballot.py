"""Every voting method in a room; contributions made of its questions; how many phones took part."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0019_held_files"),
        ("room", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="activity",
            name="room_activity_ballot_is_whole",
        ),
        migrations.RemoveConstraint(
            model_name="answer",
            name="room_answer_says_something",
        ),
        migrations.AddField(
            model_name="activity",
            name="costs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveBigIntegerField(),
                blank=True,
                null=True,
                size=None,
                verbose_name="costs",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="contribution",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="room_question",
                to="contributions.contribution",
                verbose_name="contribution",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="phones",
            field=models.PositiveIntegerField(
                editable=False, null=True, verbose_name="phones that took part"
            ),
        ),
        migrations.AlterField(
            model_name="activity",
            name="limit",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="most that one device may give in all"
            ),
        ),
        migrations.AlterField(
            model_name="activity",
            name="method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("support", "support"),
                    ("for_mixed_against", "for, mixed, against"),
                    ("statements", "agree, pass, disagree"),
                    ("approval", "approval: tick what suits you"),
                    ("grade", "grades in figures"),
                    ("majority_judgment", "majority judgment: grades in words"),
                    ("ranking", "ranking"),
                    ("points", "points to share"),
                    ("budget", "budget to spend"),
                    ("pairs", "which of two"),
                ],
                max_length=20,
                verbose_name="voting method",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("items__len__range", (1, 12)),
                        ("kind", "ballot"),
                        (
                            "method__in",
                            (
                                "support",
                                "for_mixed_against",
                                "statements",
                                "approval",
                                "grade",
                                "majority_judgment",
                                "ranking",
                                "points",
                                "budget",
                                "pairs",
                            ),
                        ),
                    ),
                    models.Q(models.Q(("kind", "ballot"), _negated=True), ("items", []), ("method", "")),
                    _connector="OR",
                ),
                name="room_activity_ballot_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("costs__isnull", False), ("costs__len", models.F("items__len")), ("method", "budget")
                    ),
                    models.Q(models.Q(("method", "budget"), _negated=True), ("costs", None)),
                    _connector="OR",
                ),
                name="room_activity_budget_has_costs",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "pairs"), _negated=True),
                    ("items__len__range", (2, 6)),
                    _connector="OR",
                ),
                name="room_activity_few_are_compared",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choices", []), ("texts__len__range", (1, 3))),
                    models.Q(("choices__len__range", (1, 15)), ("texts", [])),
                    _connector="OR",
                ),
                name="room_answer_says_something",
            ),
        ),
    ]
