"""Texts become blocks: a column of blocks is added, and each text is the first of them; drafts and history too.

The former column stays for as long as a process of the former version may write (see the next migration).
"""

import json
import uuid

from django.db import migrations, models
from django.utils.html import strip_tags

MODELS = ("articlepage", "newspage", "resourcepage")
# How Wagtail names a place in a page, in its index of what refers to what.
PLACES = uuid.UUID("bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86")


def blocks_of(html):
    """One text; nothing for a text without a word."""
    if not strip_tags(html or "").strip():
        return []
    return [{"type": "text", "value": html, "id": str(uuid.uuid4())}]


def convert(apps, schema_editor):
    """Pages without blocks, and those last published without any: a process of the former version wrote them.

    The next migration calls this again, before the former column goes.
    """
    former = models.Q(live_revision__content__has_key="body")
    former &= ~models.Q(live_revision__content__has_key="blocks")
    for name in MODELS:
        model = apps.get_model("pages", name)
        rows = model.objects.filter(models.Q(blocks=[]) | former).exclude(body="")
        for page in rows.only("body").iterator(200):
            blocks = blocks_of(page.body)
            model.objects.filter(pk=page.pk).update(blocks=blocks)
            if blocks:
                move_references(apps, name, page.pk, blocks[0]["id"])
        convert_history(apps, name)


def convert_history(apps, name):
    """Drafts and former versions say their text in JSON; a field of blocks is JSON inside of it."""
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="pages", content_type__model=name
    )
    for revision in revisions.iterator(200):
        if "blocks" not in revision.content:
            written = revision.content.pop("body", "")
            revision.content |= {"blocks": json.dumps(blocks_of(written)), "plain": "[]"}
            revision.save(update_fields=["content"])


def move_references(apps, name, pk, block):
    """What a text links to is now linked by its block."""
    rows = apps.get_model("wagtailcore", "ReferenceIndex").objects.filter(
        content_type__app_label="pages", content_type__model=name, object_id=str(pk), model_path="body"
    )
    path = f"blocks.{block}"
    rows.update(
        model_path="blocks.text", content_path=path, content_path_hash=uuid.uuid5(PLACES, path)
    )


def empty():
    return models.JSONField(
        blank=True, db_default=models.Value([], models.JSONField()), default=list, verbose_name="text"
    )


def empty_plain():
    return models.JSONField(
        blank=True,
        db_default=models.Value([], models.JSONField()),
        default=list,
        help_text=(
            "A second text that says the essential in short sentences and words of every day, one idea a"
            " sentence. Readers choose between the two at the head of the page."
        ),
        verbose_name="the same in plain language",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_legal_file"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        *(migrations.AddField(model_name=name, name="blocks", field=empty()) for name in MODELS),
        *(migrations.AddField(model_name=name, name="plain", field=empty_plain()) for name in MODELS),
        migrations.RunPython(convert, migrations.RunPython.noop),
    ]
