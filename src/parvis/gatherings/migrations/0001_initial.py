"""Events, who comes to them, and what is told of those that participants proposed."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commissions", "0001_initial"),
        ("consultations", "0015_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_local",
                    models.BooleanField(db_default=False, default=False, verbose_name="local initiative"),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="identifier in calendars",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="number of changes"
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("summary", models.TextField(blank=True, max_length=1000, verbose_name="summary")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("on_site", "on site"),
                            ("online", "online"),
                            ("hybrid", "on site and online"),
                        ],
                        default="on_site",
                        max_length=8,
                        verbose_name="format",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "proposed"),
                            ("declined", "declined"),
                            ("published", "published"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="reason")),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("ends_at", models.DateTimeField(verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="name of the place")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=7, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=6, null=True, verbose_name="latitude"
                    ),
                ),
                ("online_address", models.URLField(blank=True, verbose_name="address online")),
                (
                    "access_features",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("step_free", "step-free access"),
                                ("toilets", "accessible toilets"),
                                ("parking", "reserved parking"),
                                ("loop", "hearing loop"),
                                ("signed", "sign language"),
                                ("captions", "live captions"),
                                ("large_print", "documents in large print"),
                                ("easy", "documents in plain language"),
                                ("described", "pictures described aloud"),
                                ("quiet", "quiet room"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what the place has for disabled people",
                    ),
                ),
                (
                    "access",
                    models.TextField(blank=True, max_length=1000, verbose_name="access for disabled people"),
                ),
                ("agenda", models.TextField(blank=True, max_length=5000, verbose_name="agenda")),
                ("speakers", models.TextField(blank=True, max_length=3000, verbose_name="speakers")),
                (
                    "takes_registrations",
                    models.BooleanField(db_default=True, default=True, verbose_name="people register"),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                (
                    "has_waiting_list",
                    models.BooleanField(db_default=True, default=True, verbose_name="waiting list"),
                ),
                (
                    "registration_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration open until"),
                ),
                (
                    "walk_ins",
                    models.PositiveIntegerField(
                        db_default=0, default=0, verbose_name="came without registering"
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
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="changed at",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published at"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="commissions.commission",
                        verbose_name="called by",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events_proposed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EventSettings",
            fields=[
                (
                    "consultation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="event_settings",
                        serialize=False,
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "takes_proposals",
                    models.BooleanField(default=False, verbose_name="participants propose events"),
                ),
            ],
            options={
                "verbose_name": "settings of events",
                "verbose_name_plural": "settings of events",
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("asked", "address to be confirmed"),
                            ("coming", "registered"),
                            ("waiting", "on the waiting list"),
                            ("cancelled", "cancelled"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="standing",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "mailbox",
                    models.CharField(blank=True, max_length=64, verbose_name="mailbox, as a keyed hash"),
                ),
                ("need", models.CharField(blank=True, max_length=300, verbose_name="help needed")),
                ("language", models.CharField(default="fr", max_length=5, verbose_name="language")),
                (
                    "code",
                    models.CharField(max_length=8, null=True, unique=True, verbose_name="code for the door"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="asked at",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded at")),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="came at")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="gatherings.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["confirmed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EventReport",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="report",
                        serialize=False,
                        to="gatherings.event",
                        verbose_name="event",
                    ),
                ),
                ("text", models.TextField(max_length=20000, verbose_name="words of the report")),
                ("people", models.PositiveIntegerField(verbose_name="people present")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "to be read by the organiser"),
                            ("published", "published"),
                            ("declined", "not published"),
                        ],
                        default="sent",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="sent at"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "report of an event",
                "verbose_name_plural": "reports of events",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_report_says_why",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["consultation", "starts_at"], name="event_by_hour"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_has_a_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("longitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="event_place_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity", None), ("capacity__gt", 0), _connector="OR"),
                name="event_has_room",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["cancelled", "declined"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="event_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["event", "standing", "confirmed_at"], name="registration_in_turn"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mailbox", ""), _negated=True),
                fields=("event", "mailbox"),
                name="registration_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_at", None), ("standing__in", ["coming", "waiting"]), _connector="OR"
                ),
                name="registration_came_if_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing__in", ["coming", "waiting"]), _negated=True),
                    ("confirmed_at__isnull", False),
                    _connector="OR",
                ),
                name="registration_confirmed_at",
            ),
        ),
    ]
