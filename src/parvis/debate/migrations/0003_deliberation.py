import django.db.models.expressions
from django.db import migrations, models

FIRST_COMMENTS = models.Q(("depth", 0), ("kind", "comment"), ("state", "published"))
SUPPORTS = django.db.models.expressions.CombinedExpression(
    models.F("support_count"), "+", models.F("imported_support_count")
)


class Migration(migrations.Migration):
    dependencies = [
        ("debate", "0002_leaves"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="argument", name="argument_side_or_reply"),
        migrations.RemoveConstraint(model_name="argumentsupport", name="argument_support_unique"),
        migrations.AddField(
            model_name="argument",
            name="kind",
            field=models.CharField(
                choices=[("argument", "argument"), ("comment", "comment")],
                db_default="argument",
                default="argument",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="depth",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, editable=False, verbose_name="depth"
            ),
        ),
        migrations.RunSQL(
            "UPDATE debate_argument SET depth = 1 WHERE parent_id IS NOT NULL", migrations.RunSQL.noop
        ),
        migrations.AddField(
            model_name="argument",
            name="source",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="source"
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="new_count",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, verbose_name="people who had not thought of it"
            ),
        ),
        migrations.AddField(
            model_name="argument",
            name="changed_count",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, verbose_name="people whose mind it changed"
            ),
        ),
        migrations.AddField(
            model_name="argumentsupport",
            name="mark",
            field=models.CharField(
                choices=[
                    ("support", "I support it"),
                    ("new", "I had not thought of that"),
                    ("changed", "This changed my mind"),
                ],
                db_default="support",
                default="support",
                max_length=8,
                verbose_name="mark",
            ),
        ),
        migrations.AddIndex(
            model_name="argument",
            index=models.Index(
                models.F("contribution"),
                models.OrderBy(SUPPORTS, descending=True),
                models.F("id"),
                condition=FIRST_COMMENTS,
                name="comment_best",
            ),
        ),
        migrations.AddIndex(
            model_name="argument",
            index=models.Index(
                condition=FIRST_COMMENTS, fields=["contribution", "-id"], name="comment_recent"
            ),
        ),
        migrations.AddConstraint(
            model_name="argument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "argument"), ("parent", None), ("side__in", ["for", "against"])),
                    models.Q(("kind", "comment"), ("parent", None), ("side", "")),
                    models.Q(
                        ("kind__in", ["argument", "comment"]), ("parent__isnull", False), ("side", "")
                    ),
                    _connector="OR",
                ),
                name="argument_side_or_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="argument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("depth", 0), ("parent", None)),
                    models.Q(("depth", 1), ("kind", "argument"), ("parent__isnull", False)),
                    models.Q(
                        ("depth__gte", 1), ("depth__lte", 2), ("kind", "comment"), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="argument_depth",
            ),
        ),
        migrations.AddConstraint(
            model_name="argument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source", ""),
                    models.Q(("side__in", ["for", "against"]), ("source__startswith", "https://")),
                    _connector="OR",
                ),
                name="argument_source_is_https",
            ),
        ),
        migrations.AddConstraint(
            model_name="argumentsupport",
            constraint=models.UniqueConstraint(
                fields=("argument", "participant", "mark"), name="argument_mark_unique"
            ),
        ),
    ]
