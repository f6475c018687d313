"""Whoever is not signed in reports a text too, and may leave an address; no row that is there changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0018_quotations"),
        ("debate", "0005_quoted"),
        ("moderation", "0011_read_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="email",
            field=models.EmailField(
                blank=True, db_default="", default="", max_length=254, verbose_name="e-mail address"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="email_key",
            field=models.CharField(
                db_default="", default="", max_length=64, verbose_name="mailbox, as a hash"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="language",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=10, verbose_name="language"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="told of the decision at"),
        ),
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reports", "a text was reported"),
                    ("surge", "many acts on one thing, suddenly"),
                    ("domain", "many people of one new domain of addresses"),
                    ("network", "many people in one network"),
                    ("browser", "many people with one browser in one network"),
                    ("pasted", "many people pasted the same text"),
                    ("alike", "many people gave the same answers to the same items"),
                    ("quoted", "a text that is quoted here was hidden where it was written"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["id"], name="report_with_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reporter", None), models.Q(("email", ""), ("email_key", "")), _connector="OR"
                ),
                name="report_reporter_or_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email", ""), models.Q(("email_key", ""), _negated=True), _connector="OR"
                ),
                name="report_address_has_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email_key", ""), _negated=True),
                fields=("email_key", "contribution"),
                name="report_address_contribution",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email_key", ""), _negated=True),
                fields=("email_key", "argument"),
                name="report_address_argument",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email_key", ""), ("reporter", None)),
                fields=("case", "reason"),
                name="report_unknown_once",
            ),
        ),
    ]
