import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

REASONS = [
    ("off_topic", "off topic"),
    ("insult", "insult or personal attack"),
    ("hate", "hatred or discrimination"),
    ("personal_data", "personal data of somebody"),
    ("advertising", "advertising"),
    ("unlawful", "other unlawful content"),
    ("misattributed", "published in somebody else's name"),
    ("mistake", "decision taken by mistake"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("moderation", "0002_leaves"),
        ("consultations", "0002_leaves"),
        ("contributions", "0002_leaves"),
        ("debate", "0002_leaves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("reports", "a text was reported"), ("surge", "many acts on one thing, suddenly"), ("domain", "many people of one new domain of addresses"), ("network", "many people in one network"), ("browser", "many people with one browser in one network"), ("pasted", "many people pasted the same text"), ("alike", "many people gave the same answers to the same items")], max_length=10, verbose_name="kind")),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("evidence", models.JSONField(default=dict, verbose_name="evidence")),
                ("opened_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="opened at")),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="last seen at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("outcome", models.CharField(blank=True, choices=[("acted", "something was done"), ("unfounded", "nothing against the rules")], max_length=10, verbose_name="outcome")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("closed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="closed by")),
                ("consultation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="consultations.consultationpage", verbose_name="consultation")),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("closed_at", None)), fields=("consultation", "kind", "subject"), name="case_one_open"),
                    models.CheckConstraint(condition=models.Q(models.Q(("closed_at", None), ("outcome", "")), models.Q(("closed_at__isnull", False), ("outcome__in", ["acted", "unfounded"])), _connector="OR"), name="case_closed_with_outcome"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(choices=REASONS, max_length=20, verbose_name="reason")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="sent at")),
                ("argument", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="debate.argument", verbose_name="argument")),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="moderation.case", verbose_name="case")),
                ("contribution", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="contributions.contribution", verbose_name="contribution")),
                ("reporter", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to=settings.AUTH_USER_MODEL, verbose_name="person")),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("argument", None), ("contribution__isnull", False)), models.Q(("argument__isnull", False), ("contribution", None)), _connector="OR"), name="report_one_target"),
                    models.UniqueConstraint(fields=("reporter", "contribution"), name="report_once_contribution"),
                    models.UniqueConstraint(fields=("reporter", "argument"), name="report_once_argument"),
                ],
            },
        ),
    ]
