"""Pages say their language and what they translate; two pages of one place in the foot become one text."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MODELS = ("articlepage", "newspage", "resourcepage")
STEP = 4
"""Characters of a path by which a page is below another (`Page.steplen`)."""
HOME_DEPTH = 2


def join_twins(apps, schema_editor):
    """The page in the language of the site keeps the place, the others translate it.

    What hung elsewhere than on the home page was in no foot: it loses a place that it did not have.
    """
    model = apps.get_model("pages", "ArticlePage")
    sources = {}
    for page in sorted(model.objects.exclude(footer=""), key=_first):
        source = sources.setdefault(page.footer, page)
        if source is page:
            continue
        beside = source.path[:-STEP] == page.path[:-STEP]
        model.objects.filter(pk=page.pk).update(footer="", translates=source.pk if beside else None)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _first(page):
    return (page.depth != HOME_DEPTH + 1, page.language != settings.LANGUAGE_CODE, page.pk)


def part_twins(apps, schema_editor):
    """Back to one place for each language."""
    model = apps.get_model("pages", "ArticlePage")
    for page in model.objects.exclude(translates=None).select_related("translates"):
        model.objects.filter(pk=page.pk).update(footer=page.translates.footer, translates=None)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def language():
    return models.CharField(
        choices=[("fr", "French"), ("en", "English")],
        db_default="fr",
        default="fr",
        max_length=5,
        verbose_name="language of the text",
    )


def translates(name):
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="translations",
        to=f"pages.{name}",
        verbose_name="page that it translates",
    )


def checked_at():
    return models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last said up to date")


def one_translation(name):
    return models.UniqueConstraint(
        fields=("translates", "language"),
        name=f"{name}_one_translation",
        violation_error_message="This text already has a page in this language.",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0006_glossary"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="articlepage", name="article_footer_unique"),
        migrations.AlterField(model_name="articlepage", name="language", field=language()),
        *(
            migrations.AddField(model_name=name, name="language", field=language())
            for name in ("newspage", "resourcepage")
        ),
        *(migrations.AddField(model_name=name, name="translates", field=translates(name)) for name in MODELS),
        *(migrations.AddField(model_name=name, name="checked_at", field=checked_at()) for name in MODELS),
        migrations.RunPython(join_twins, part_twins),
        *(migrations.AddConstraint(model_name=name, constraint=one_translation(name)) for name in MODELS),
        migrations.AddConstraint(
            model_name="articlepage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("footer", ""), _negated=True),
                fields=("footer",),
                name="article_footer_unique",
                violation_error_message="Another page already has this place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="articlepage",
            constraint=models.CheckConstraint(
                condition=models.Q(("footer", ""), ("translates", None), _connector="OR"),
                name="article_footer_of_source",
                violation_error_message="A translation stands where its source does.",
            ),
        ),
    ]
