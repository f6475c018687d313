"""Words explained to the readers of a site, or of one of its consultations."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0005_no_body"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=80, verbose_name="word")),
                (
                    "variants",
                    models.CharField(blank=True, max_length=300, verbose_name="other ways of writing it"),
                ),
                ("definition", models.CharField(max_length=600, verbose_name="definition")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("link", models.URLField(blank=True, verbose_name="address of the source")),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page below which it holds",
                    ),
                ),
            ],
            options={
                "verbose_name": "explained word",
                "verbose_name_plural": "explained words",
                "ordering": ["word", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("word"),
                        models.F("host"),
                        name="term_once_below_a_page",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("word"),
                        condition=models.Q(("host", None)),
                        name="term_once_for_the_site",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("word", ""), _negated=True), models.Q(("definition", ""), _negated=True)
                        ),
                        name="term_says_something",
                    ),
                ],
            },
        ),
    ]
