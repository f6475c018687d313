"""What those who took part think of how it went."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

DEGREES = [
    (1, "not at all"),
    (2, "rather not"),
    (3, "neither yes nor no"),
    (4, "rather yes"),
    (5, "yes, entirely"),
]
QUESTIONS = {
    "aim": "aim",
    "information": "information",
    "speech": "speech",
    "views": "points of view",
    "trust": "trust",
    "again": "another time",
}


class Migration(migrations.Migration):
    dependencies = [
        ("conduct", "0003_inspections"),
        ("consultations", "0011_legal_frame"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                *(
                    (
                        name,
                        models.PositiveSmallIntegerField(choices=DEGREES, null=True, verbose_name=label),
                    )
                    for name, label in QUESTIONS.items()
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="words for the team")),
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
                        related_name="evaluations",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evaluations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "participant"), name="evaluation_one_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(*((name, None) for name in sorted(QUESTIONS)), _negated=True),
                            _connector="OR",
                        ),
                        name="evaluation_says_something",
                    ),
                    *(
                        models.CheckConstraint(
                            condition=models.Q((name, None), (f"{name}__range", (1, 5)), _connector="OR"),
                            name=f"evaluation_{name}_degree",
                        )
                        for name in QUESTIONS
                    ),
                ],
            },
        ),
    ]
