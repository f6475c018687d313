"""What a translation is written from: the words of its source, part by part, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock, URLBlock
from wagtail.models import PageLogEntry

if TYPE_CHECKING:
    from parvis.pages.models import EditorialPage

LINES = ("title", "summary", "publisher", "transcript", "seo_title", "search_description")
STREAMS = ("blocks", "plain")
RICH = ("transcript",)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a part, with the name of the field that holds them when there are several; `html` if rich."""

    words: str
    label: str = ""
    html: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A field of the source, or one of its blocks. `path`: where the editor of the translation writes it."""

    path: str
    field: str
    label: str
    said: tuple[Said, ...]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source of a translation. `changed_at`: when it changed last, if the translation may not know."""

    page: EditorialPage
    parts: tuple[Part, ...]
    changed_at: datetime | None = None
    gone: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """Its name, for whoever translates."""
        return str(get_language_info(self.page.language)["name_translated"])

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the parts that are not what they were, and of those that are gone."""
        return (*(part.label for part in self.parts if part.changed), *self.gone)


def source_of(page: EditorialPage) -> SourceText | None:
    """What this page translates, as everybody reads it, or as it was saved last while it is a draft."""
    held = page.translates
    if held is None:
        return None
    source: EditorialPage = held if held.live else held.get_latest_revision_as_object()
    changed_at = changed_since(page)
    former = _published_before(held, known_at(page)) if changed_at else None
    before = {part.path: part for part in _parts(former)} if former else None
    parts = tuple(
        Part(
            part.path,
            part.field,
            part.label,
            part.said,
            changed=before is not None and _words(before.get(part.path)) != _words(part),
        )
        for part in _parts(source)
    )
    kept = {part.path for part in parts}
    gone = tuple(part.label for path, part in (before or {}).items() if path not in kept)
    return SourceText(source, parts, changed_at, gone)


def known_at(page: EditorialPage) -> datetime | None:
    """When the translation was published last, or said up to date."""
    return max((at for at in (page.last_published_at, page.checked_at) if at), default=None)


def changed_since(page: EditorialPage) -> datetime | None:
    """When the source was published, if that was after the translation knew of it."""
    source, known = page.translates, known_at(page)
    published: datetime | None = source.last_published_at if source and source.live else None
    return published if published and known and published > known else None


def _published_before(source: EditorialPage, known: datetime | None) -> EditorialPage | None:
    """The source as everybody read it then; None when nothing tells."""
    rows = PageLogEntry.objects.filter(page=source.pk, action="wagtail.publish", timestamp__lte=known)
    entry = rows.exclude(revision=None).order_by("-timestamp").first()
    return entry.revision.as_object() if entry else None


def _words(part: Part | None) -> tuple[str, ...]:
    return tuple(said.words for said in part.said) if part else ()


def _parts(page: EditorialPage) -> Iterator[Part]:
    for name in LINES[:2]:
        yield from _line(page, name)
    for name in STREAMS:
        for child in getattr(page, name):
            said = tuple(_said(child.block, child.value, ""))
            if said:
                yield Part(str(child.id), name, capfirst(str(child.block.label)), said)
    for name in LINES[2:]:
        yield from _line(page, name)


def _line(page: EditorialPage, name: str) -> Iterator[Part]:
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if words := getattr(page, name):
        said = (Said(str(words), html=name in RICH),)
        yield Part(name, name, capfirst(str(getattr(field, "verbose_name", name))), said)


def _said(block: Block, value: Any, label: str) -> Iterator[Said]:
    """The words of a block, in the order of its editor."""
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _said(child, value.get(name), str(child.label))
    elif isinstance(block, ListBlock):
        for item in value or ():
            yield from _said(block.child_block, item, label)
    elif isinstance(block, RichTextBlock):
        if value and value.source:
            yield Said(value.source, label, html=True)
    elif isinstance(block, CharBlock | TextBlock | URLBlock) and value:
        yield Said(str(value), label)
