import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import F, Q

import parvis.merkle.commitments

# Contributions are many: their columns are empty, their check is made in a second step and their index while
# people write. A unique index on nothing but empty values is short.
CHECK = Q(merged_into=None) | (Q(gathering=None) & ~Q(merged_into=F("pk")))
AUTHOR = settings.AUTH_USER_MODEL
CONTRIBUTION = "contributions.contribution"


def key(to, words, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, verbose_name=words, **more)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ("consultations", "0006_verbs"),
        ("contributions", "0004_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.UUIDField(default=uuid.uuid4, editable=False, null=True, verbose_name="entry in the log")),
                ("salt", models.BinaryField(default=parvis.merkle.commitments.new_salt, max_length=32, null=True, verbose_name="salt")),
                ("title", models.CharField(blank=True, max_length=250, verbose_name="common title")),
                ("text", models.TextField(blank=True, verbose_name="common text")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason of the merge")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="merged at")),
                ("split_at", models.DateTimeField(editable=False, null=True, verbose_name="split at")),
                ("split_reason", models.TextField(blank=True, max_length=1000, verbose_name="reason of the split")),
                ("is_stale", models.BooleanField(default=True, editable=False, verbose_name="votes to be weighed again")),
                ("consultation", key("consultations.consultationpage", "consultation", related_name="merges")),
                ("kept", key(CONTRIBUTION, "text that stays", related_name="merges_kept")),
                ("organiser", key(AUTHOR, "organiser", related_name="+")),
                ("split_by", key(AUTHOR, "split by", null=True, related_name="+")),
            ],
            options={"verbose_name": "merge", "verbose_name_plural": "merges"},
        ),
        migrations.CreateModel(
            name="MergedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_live", models.BooleanField(default=True, verbose_name="in the merge now")),
                ("contribution", key(CONTRIBUTION, "contribution", related_name="+")),
                ("merge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="contributions.merge", verbose_name="merge")),
            ],
            options={"verbose_name": "merged text", "verbose_name_plural": "merged texts"},
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(condition=Q(split_at=None), fields=("kept",), name="merge_one_live"),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
        ),
        migrations.AddConstraint(
            model_name="mergedtext",
            constraint=models.UniqueConstraint(condition=Q(is_live=True), fields=("contribution",), name="merged_text_once"),
        ),
        migrations.AddConstraint(
            model_name="mergedtext",
            constraint=models.UniqueConstraint(fields=("merge", "contribution"), name="merged_text_one_row"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                help_text="The text that stands in lists for this one, as long as the merge lasts.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to=CONTRIBUTION,
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="gathering",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contributions.merge",
                verbose_name="merge that it stands for",
            ),
        ),
        AddConstraintNotValid("contribution", models.CheckConstraint(condition=CHECK, name="contribution_merged_or_kept")),
        ValidateConstraint("contribution", "contribution_merged_or_kept"),
        AddIndexConcurrently(
            "contribution",
            models.Index(condition=Q(merged_into__isnull=False), fields=["merged_into"], name="contribution_merged"),
        ),
    ]
