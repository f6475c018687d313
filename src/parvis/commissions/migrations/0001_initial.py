"""Commissions: who sits there, what they read, what they are handed and what they say."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0015_directory"),
        ("contributions", "0019_held_files"),
        ("pages", "0007_translations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("slug", models.SlugField(max_length=80, verbose_name="name in addresses")),
                ("mandate", models.TextField(blank=True, max_length=5000, verbose_name="mandate")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="works since")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created at",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed at"),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissions",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subcommissions",
                        to="commissions.commission",
                        verbose_name="commission above",
                    ),
                ),
                (
                    "phases",
                    models.ManyToManyField(
                        blank=True,
                        related_name="commissions",
                        to="consultations.phase",
                        verbose_name="phases that it holds",
                    ),
                ),
            ],
            options={
                "verbose_name": "commission",
                "verbose_name_plural": "commissions",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="CommissionDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="commissions.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pages.resourcepage",
                        verbose_name="resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a commission",
                "verbose_name_plural": "documents of commissions",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CommissionMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name, as shown")),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("vice_chair", "vice-chair"),
                            ("rapporteur", "rapporteur"),
                            ("secretary", "secretary"),
                            ("member", "member"),
                        ],
                        default="member",
                        max_length=12,
                        verbose_name="office",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("is_public", models.BooleanField(default=False, verbose_name="named on the page")),
                ("invited_at", models.DateTimeField(editable=False, null=True, verbose_name="invited at")),
                ("agreed_at", models.DateTimeField(editable=False, null=True, verbose_name="agreed at")),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="commissions.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="commission_places",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a commission",
                "verbose_name_plural": "members of commissions",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created at",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="commissions.commission",
                        verbose_name="commission",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion of a commission",
                "verbose_name_plural": "opinions of commissions",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="why it is handed over")),
                (
                    "handed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="handed over at",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waits", "under examination"),
                            ("taken_up", "taken up in an opinion"),
                            ("handed_on", "handed on"),
                            ("returned", "returned with a reason"),
                        ],
                        default="waits",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="what the commission says of it"
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="settled at")),
                (
                    "after",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="commissions.handover",
                        verbose_name="handed on from",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="commissions.commission",
                        verbose_name="commission",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="contributions.contribution",
                        verbose_name="contribution",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_up",
                        to="commissions.opinion",
                        verbose_name="opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution handed over",
                "verbose_name_plural": "contributions handed over",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OpinionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                ("adopted_on", models.DateField(verbose_name="adopted on")),
                ("votes_for", models.PositiveIntegerField(blank=True, null=True, verbose_name="for")),
                ("votes_against", models.PositiveIntegerField(blank=True, null=True, verbose_name="against")),
                (
                    "abstentions",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="abstentions"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it replaces the former one"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the words")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="published at",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="commissions.opinion",
                        verbose_name="opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an opinion",
                "verbose_name_plural": "versions of opinions",
                "ordering": ["-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.UniqueConstraint(
                fields=("consultation", "slug"), name="commission_slug_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="commission_not_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissiondocument",
            constraint=models.UniqueConstraint(
                fields=("commission", "resource"), name="commission_document_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("commission", "participant"),
                name="commission_member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False),
                    models.Q(
                        ("agreed_at__isnull", False),
                        models.Q(
                            models.Q(("name", ""), _negated=True),
                            ("participant__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="commission_member_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("participant", None),
                    models.Q(("agreed_at__isnull", False), ("name", "")),
                    _connector="OR",
                ),
                name="commission_member_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="commission_member_leaves_after",
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["commission", "-id"], name="hand_over_of_commission"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waits")),
                fields=("contribution", "commission"),
                name="hand_over_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "waits"), ("settled_at", None)),
                    models.Q(models.Q(("outcome", "waits"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="hand_over_settled_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opinion__isnull", False), ("outcome", "taken_up")),
                    models.Q(models.Q(("outcome", "taken_up"), _negated=True), ("opinion", None)),
                    _connector="OR",
                ),
                name="hand_over_taken_up_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "returned"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="hand_over_returned_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="hand_over_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionversion",
            constraint=models.UniqueConstraint(fields=("opinion", "number"), name="opinion_version_unique"),
        ),
        migrations.AddConstraint(
            model_name="opinionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("reason", "")),
                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="opinion_replaced_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("abstentions", None), ("votes_against", None), ("votes_for", None)),
                    models.Q(
                        ("abstentions__isnull", False),
                        ("votes_against__isnull", False),
                        ("votes_for__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="opinion_votes_whole",
            ),
        ),
    ]
