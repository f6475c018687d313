"""Live rooms: what they are asked, what phones answer, and what is supported."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consultations", "0015_directory"),
        ("gatherings", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("questions", "questions from the room"),
                            ("words", "words: a cloud"),
                            ("short", "short answers"),
                            ("ballot", "vote"),
                        ],
                        max_length=10,
                        verbose_name="activity",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="what is asked")),
                ("seconds", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="seconds")),
                (
                    "method",
                    models.CharField(
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
                        ],
                        max_length=20,
                        verbose_name="voting method",
                    ),
                ),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        default=list,
                        size=None,
                        verbose_name="items",
                    ),
                ),
                (
                    "limit",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="most that one device may give in all"
                    ),
                ),
                (
                    "limit_each",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="most points on one line"
                    ),
                ),
                (
                    "scale",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="highest grade"),
                ),
                ("started_at", models.DateTimeField(editable=False, null=True, verbose_name="started at")),
                ("ends_at", models.DateTimeField(editable=False, null=True, verbose_name="ends at")),
                ("stopped_at", models.DateTimeField(editable=False, null=True, verbose_name="stopped at")),
                (
                    "shows",
                    models.BooleanField(db_default=False, default=False, verbose_name="results are shown"),
                ),
                (
                    "hidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        default=list,
                        size=None,
                        verbose_name="hidden words",
                    ),
                ),
                ("outcome", models.JSONField(editable=False, null=True, verbose_name="what came out")),
            ],
            options={
                "verbose_name": "activity of a room",
                "verbose_name_plural": "activities of a room",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.UUIDField(editable=False, null=True, verbose_name="device")),
                ("key", models.UUIDField(editable=False, null=True, unique=True, verbose_name="key")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="number among those of the device"
                    ),
                ),
                (
                    "texts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        default=list,
                        size=None,
                        verbose_name="texts",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(null=True),
                        default=list,
                        size=None,
                        verbose_name="choices",
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("standing", "asked"),
                            ("answered", "answered"),
                            ("aside", "put aside"),
                            ("hidden", "hidden"),
                        ],
                        default="standing",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="room.activity",
                        verbose_name="activity",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a room",
                "verbose_name_plural": "answers of a room",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("code", models.CharField(editable=False, max_length=8, unique=True, verbose_name="code")),
                ("opened_at", models.DateTimeField(editable=False, null=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="version"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="consultations.consultationpage",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="gatherings.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "screen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="room.activity",
                        verbose_name="activity on the screen",
                    ),
                ),
            ],
            options={
                "verbose_name": "live room",
                "verbose_name_plural": "live rooms",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="room.room",
                verbose_name="live room",
            ),
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.UUIDField(editable=False, null=True, verbose_name="device")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="room.answer",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "support of a question",
                "verbose_name_plural": "supports of questions",
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("activity", "device", "number"), name="room_answer_one_a_device"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (1, 3))), name="room_answer_few_a_device"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choices", []), ("texts__len__range", (1, 3))),
                    models.Q(("choices__len__range", (1, 12)), ("texts", [])),
                    _connector="OR",
                ),
                name="room_answer_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="room_closed_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_at__isnull", False),
                    models.Q(("closed_at", None), ("screen", None)),
                    _connector="OR",
                ),
                name="room_opened_first",
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
                    models.Q(("limit__gt", 0), ("limit__isnull", False)),
                    models.Q(
                        ("limit", None),
                        models.Q(
                            ("method", "support"),
                            models.Q(
                                ("method__in", ("support", "approval", "points", "ranking", "budget")),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="room_activity_limit",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "grade"), _negated=True), ("scale__isnull", False), _connector="OR"
                ),
                name="room_activity_scale",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_at__isnull", False),
                    models.Q(("ends_at", None), ("shows", False), ("stopped_at", None)),
                    _connector="OR",
                ),
                name="room_activity_started_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("started_at__isnull", False), ("stopped_at", None)),
                fields=("room",),
                name="room_one_activity_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(
                fields=("question", "device"), name="room_support_one_a_device"
            ),
        ),
    ]
