"""What people say of themselves, the population, the statement of who took part."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0011_legal_frame"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figures", models.JSONField(verbose_name="figures")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
                ("is_final", models.BooleanField(default=False, verbose_name="final")),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panel",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of who took part",
                "verbose_name_plural": "statements of who took part",
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "trait",
                    models.CharField(
                        choices=[
                            ("age", "Age"),
                            ("sex", "Sex"),
                            ("territory", "Where one lives"),
                            ("department", "Department"),
                            ("occupation", "Occupation"),
                        ],
                        max_length=12,
                        verbose_name="question",
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="where the figures come from")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("population", models.JSONField(verbose_name="population")),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="changed at",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "population of reference",
                "verbose_name_plural": "populations of reference",
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "trait"), name="panel_one_reference"),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="panel_reference_says_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1900, 2100))), name="panel_reference_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfDescription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.JSONField(default=dict, verbose_name="answers")),
                ("changed_on", models.DateField(verbose_name="changed on")),
                (
                    "has_moved",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="changed since the last figures"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="self_descriptions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "what somebody said of themselves",
                "verbose_name_plural": "what people said of themselves",
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "participant"), name="panel_one_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("traits", models.JSONField(default=list, verbose_name="questions")),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="asked since",
                    ),
                ),
                (
                    "moves",
                    models.PositiveIntegerField(
                        db_default=0, default=0, verbose_name="answers since the last figures"
                    ),
                ),
                (
                    "counted",
                    models.JSONField(
                        default=dict, editable=False, verbose_name="answers that the last figures counted"
                    ),
                ),
                (
                    "forgotten_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="answers erased at"),
                ),
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="panel_survey",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "questions on who takes part",
                "verbose_name_plural": "questions on who takes part",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("traits", []), _negated=True), name="panel_survey_asks_something"
                    )
                ],
            },
        ),
    ]
