"""When the site was there, when it was not, when it will be stopped."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Maintenance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("words", models.TextField(max_length=1000, verbose_name="what for")),
                (
                    "declared_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="announced at",
                    ),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="cancelled at"),
                ),
            ],
            options={
                "verbose_name": "planned maintenance",
                "verbose_name_plural": "planned maintenance",
                "ordering": ["-starts_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="maintenance_has_a_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="maintenance_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="until")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("reboot", "the machine was started again"),
                            ("database", "the database was started again"),
                            ("silence", "jobs gave no sign of life; pages may have answered meanwhile"),
                            ("page", "pages did not answer, while jobs went on"),
                            ("outside", "the site did not answer from outside"),
                        ],
                        max_length=8,
                        verbose_name="why, as far as is known",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="what happened")),
            ],
            options={
                "verbose_name": "outage",
                "verbose_name_plural": "outages",
                "ordering": ["-started_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gt", models.F("started_at")), _connector="OR"
                        ),
                        name="outage_has_a_length",
                    ),
                    models.UniqueConstraint(fields=("cause", "started_at"), name="outage_known_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("cause",), name="outage_one_lasts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "watcher",
                    models.CharField(
                        choices=[("inside", "from inside"), ("outside", "from outside")],
                        max_length=8,
                        verbose_name="from where",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="from")),
                ("last_at", models.DateTimeField(verbose_name="until")),
                ("boot", models.CharField(blank=True, max_length=64)),
                ("ticks", models.FloatField(default=0)),
            ],
            options={
                "verbose_name": "time when the site was looked at",
                "verbose_name_plural": "times when the site was looked at",
                "indexes": [models.Index(fields=["watcher", "-last_at"], name="watch_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_at__gte", models.F("started_at"))), name="watch_goes_on"
                    )
                ],
            },
        ),
    ]
