"""Texts in several languages: which page of a text its reader gets, and which others there are.

A page and those that translate it say one text, each in a language of its own, side by side below one page:
what hangs elsewhere is read on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from parvis.ui.data import Link

if TYPE_CHECKING:
    from parvis.pages.models import EditorialPage

Editorial = TypeVar("Editorial", bound="EditorialPage")
HOME_DEPTH = 2
PLAIN = "plain"
"""What follows the address of a page for its version in plain language."""
AS_WRITTEN = "-"
"""In place of a language: the page that the others translate."""
ORDER = [code for code, _name in settings.LANGUAGES]


def each_once(pages: PageQuerySet, *, language: str | None = None) -> PageQuerySet:
    """Of published pages of one type, one of each text: in this language (the reader's), or else its source.

    When a source is not public, the first of its translations speaks for it.
    """
    reader = language or get_language() or settings.LANGUAGE_CODE
    source, itself = OuterRef("translates"), OuterRef("pk")
    better = (
        Q(translates=itself, language=reader)
        | Q(pk=source)
        | Q(translates=source) & (Q(language=reader) | Q(pk__lt=itself))
    )
    others = pages.model.objects.filter(better, live=True).annotate(place=_place("path"))
    return pages.filter(Q(language=reader) | ~Exists(others.filter(place=_place(OuterRef("path")))))


def _place(path: Any) -> Left:
    """The path of the page above."""
    return Left(path, Length(path) - Page.steplen)


def others_of(page: EditorialPage) -> list[EditorialPage]:
    """The published pages that say the same in other languages, in the order of languages; one query."""
    if not page.pk or not page.path:
        return []
    rows = _of_one_text(page).live().exclude(pk=page.pk)
    return _in_order(row for row in rows if row.path[: -Page.steplen] == page.path[: -Page.steplen])


def all_of(page: EditorialPage) -> list[EditorialPage]:
    """Every page of this text, itself and drafts included, in the order of languages; one query."""
    return _in_order(_of_one_text(page))


def _of_one_text(page: EditorialPage) -> PageQuerySet:
    source = page.translates_id or page.pk
    return type(page).objects.filter(Q(pk=source) | Q(translates=source))


def _in_order(pages: Iterable[EditorialPage]) -> list[EditorialPage]:
    return sorted(pages, key=lambda page: [*ORDER, page.language].index(page.language))


def translations_of(pages: Sequence[Editorial]) -> dict[tuple[int, str], Editorial]:
    """The published pages beside these (of one type) that translate them, by source and language; a query."""
    places = {page.pk: page.path[: -Page.steplen] for page in pages}
    rows = type(pages[0]).objects.live().filter(translates__in=places) if pages else ()
    return {
        (row.translates_id, row.language): row
        for row in rows
        if row.path[: -Page.steplen] == places[row.translates_id]
    }


def address_of(page: EditorialPage, *, is_plain: bool = False) -> str:
    """Where a page is read in its own language: its version in plain language if that is what is read."""
    ending = f"{PLAIN}/" if is_plain and page.plain else ""
    with override(page.language):
        return reverse("wagtail_serve", args=[str(page.url_path).split("/", HOME_DEPTH)[HOME_DEPTH] + ending])


def links_of(page: EditorialPage, *, is_plain: bool) -> dict[str, list[Link]]:
    """`elsewhere`: the same text in other languages; `alternates`: all of its addresses, for machines."""
    if not page.others:
        return {"elsewhere": [], "alternates": []}
    own, *elsewhere = [_read_in(one, address_of(one, is_plain=is_plain)) for one in (page, *page.others)]
    found = [replace(link, url=settings.PARVIS_ADDRESS + link.url) for link in (own, *elsewhere)]
    return {"elsewhere": elsewhere, "alternates": found}


def foreign(page: EditorialPage) -> str:
    """The language of its words, when it is not that of the page around: what `lang` says."""
    return "" if page.language == get_language() else page.language


def _read_in(page: EditorialPage, url: str) -> Link:
    """A link said in the language to which it leads."""
    with override(page.language):
        name = get_language_info(page.language)["name_local"]
        return Link(_("Read in %(language)s") % {"language": name}, url, language=page.language)
