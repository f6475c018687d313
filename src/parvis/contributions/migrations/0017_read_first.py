"""What waits before it appears is no longer of guests alone; a contribution says when it came.

The table keeps its name, and every column that code before this version writes keeps its default.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

LEVELS = [
    (0, "Visitor"),
    (1, "E-mail confirmed"),
    (2, "Invited or trusted organisation"),
    (3, "Identity checked by the State"),
]
STATES = [
    ("waiting", "to be read by a moderator"),
    ("published", "published"),
    ("refused", "not published"),
    ("withdrawn", "withdrawn by its author"),
    ("lapsed", "erased before anybody read it"),
]
WORDLESS = Q(title="", text="", form_answers={}, personal={}, salt=None)
OF_PEOPLE = Q(identity_level__gt=0)
BECAME = (
    Q(state="published", contribution__isnull=False, revises=None)
    | Q(state="published", contribution=None, revises__isnull=False)
    | (~Q(state="published") & Q(contribution=None))
    | (Q(state="refused", contribution__isnull=False, revises=None) & OF_PEOPLE)
)


def key(to, words, **given):
    return models.ForeignKey(
        **{
            "on_delete": django.db.models.deletion.PROTECT,
            "related_name": "waiting_texts",
            "to": to,
            "verbose_name": words,
            **given,
        }
    )


def add(name, field):
    return migrations.AddField(model_name="waitingtext", name=name, field=field)


def rename_relation(name, field):
    return migrations.AlterField(model_name="waitingtext", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0012_read_first"),
        ("contributions", "0016_to_read"),
        # It names the table that is renamed here.
        ("moderation", "0010_queue"),
        ("organisations", "0002_asked_to_lead"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelTable(name="guesttext", table="contributions_guesttext"),
        migrations.RenameModel(old_name="GuestText", new_name="WaitingText"),
        migrations.AlterModelOptions(
            name="waitingtext",
            options={
                "ordering": ["id"],
                "verbose_name": "text read before it appears",
                "verbose_name_plural": "texts read before they appear",
            },
        ),
        rename_relation("consultation", key("consultations.consultationpage", "consultation")),
        rename_relation("phase", key("consultations.phase", "phase")),
        rename_relation("kind", key("consultations.kind", "kind")),
        rename_relation("theme", key("consultations.theme", "theme", blank=True, null=True)),
        rename_relation(
            "contribution",
            models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="waiting_text",
                to="contributions.contribution",
                verbose_name="contribution that it became",
            ),
        ),
        add("author", key(settings.AUTH_USER_MODEL, "author", null=True)),
        add("organisation", key("organisations.organisation", "in the name of", blank=True, null=True)),
        add(
            "identity_level",
            models.PositiveSmallIntegerField(
                choices=LEVELS,
                db_default=0,
                default=0,
                verbose_name="identity level of the author at the time",
            ),
        ),
        add(
            "revises",
            key(
                "contributions.contribution",
                "text whose words it changes",
                null=True,
                related_name="waiting_revisions",
            ),
        ),
        add(
            "based_on",
            models.UUIDField(editable=False, null=True, verbose_name="entry of the words that it changes"),
        ),
        add(
            "personal",
            models.JSONField(
                blank=True,
                db_default={},
                default=dict,
                null=True,
                verbose_name="personal answers",
            ),
        ),
        add(
            "hours",
            models.PositiveSmallIntegerField(
                null=True, verbose_name="read within, in hours, as promised then"
            ),
        ),
        add(
            "shared_save",
            models.BigIntegerField(editable=False, null=True, verbose_name="save of a draft that was sent"),
        ),
        add(
            "changed_at",
            models.DateTimeField(editable=False, null=True, verbose_name="changed while it waits, at"),
        ),
        migrations.RemoveConstraint(model_name="waitingtext", name="guest_text_published_once"),
        migrations.RemoveConstraint(model_name="waitingtext", name="guest_text_words_gone"),
        migrations.AddConstraint(
            model_name="waitingtext",
            constraint=models.CheckConstraint(condition=BECAME, name="waiting_text_became"),
        ),
        migrations.AddConstraint(
            model_name="waitingtext",
            constraint=models.CheckConstraint(
                condition=Q(state__in=["waiting", "refused"]) | WORDLESS, name="waiting_text_words_gone"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingtext",
            constraint=models.CheckConstraint(
                condition=OF_PEOPLE | Q(author=None, organisation=None, revises=None, personal={}),
                name="waiting_text_guest_unknown",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingtext",
            constraint=models.UniqueConstraint(
                condition=Q(state="waiting"), fields=["revises"], name="waiting_text_one_revision"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="held_for",
            field=models.ForeignKey(
                db_index=False,
                help_text="Sent with it: still its sender's, and read by those who moderate.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="contributions.waitingtext",
                verbose_name="text that waits to be read",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="received_at",
            field=models.DateTimeField(
                editable=False,
                help_text=(
                    "When it came, if somebody of the team read it before it appeared; empty otherwise."
                ),
                null=True,
                verbose_name="received at",
            ),
        ),
    ]
