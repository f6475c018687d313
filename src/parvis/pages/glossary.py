"""What a page explains to whoever reads it, and the list of it at its foot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from parvis.pages.explaining import TOKEN, Explained, Glossary, is_acronym, mark
from parvis.pages.terms import Term


def glossary_of(page: Page | None) -> Glossary:
    """The words of the site, and those of the pages from the root to this one; one query.

    The nearest page wins over those above it.
    """
    path = page.path if page else ""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    rows = Term.objects.filter(Q(host=None) | Q(host__path__in=above)).select_related("host")
    nearest: dict[str, Term] = {}
    for row in sorted(rows, key=lambda row: len(row.host.path) if row.host else 0):
        nearest[row.word.casefold()] = row
    return Glossary(
        tuple(_explained(row) for row in sorted(nearest.values(), key=lambda row: _order(row.word)))
    )


def _explained(row: Term) -> Explained:
    return Explained(
        row.pk, row.word, tuple(row.written()), row.definition, row.source, row.link, row.host_id is None
    )


def by_letter(terms: Sequence[Explained]) -> list[tuple[str, list[Explained]]]:
    """Words under their first letter; what begins with none is under `#`, first."""
    ordered = sorted(terms, key=lambda term: _order(term.word))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda term: _letter(term.word))]


def acronyms(page: Page) -> frozenset[str]:
    """The abbreviations that are explained to readers of this page; one query."""
    written = (form for term in glossary_of(page).terms for form in term.written)
    return frozenset(token for form in written for token in TOKEN.findall(form) if is_acronym(token))


def _plain(word: str) -> str:
    """Without accents, as dictionaries order words."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _order(word: str) -> tuple[bool, str]:
    return (_letter(word) != "#", _plain(word))


def _letter(word: str) -> str:
    first = _plain(word)[:1]
    return first.upper() if first.isalpha() else "#"


class Reading:
    """What was explained so far in a page that is being made; nothing is asked before a text is met."""

    def __init__(self, page: Page | None, url: str = "") -> None:
        self.page, self.url = page, url
        self._used: dict[int, None] = {}

    @cached_property
    def _glossary(self) -> Glossary:
        return glossary_of(self.page)

    def explain(self, html: str, *, once: bool = False) -> SafeString:
        """A text that is safe to show, its words explained."""
        made, used = mark(html, self._glossary, already=frozenset(self._used), once=once)
        self._used |= dict.fromkeys(used)
        return mark_safe(made)  # noqa: S308 (as safe as what came: see `explaining`)

    @property
    def explained(self) -> list[Explained]:
        """The words that were linked to, in the order of the alphabet."""
        return _chosen(self._glossary.terms, self._used) if self._used else []


def _chosen(terms: Iterable[Explained], used: Iterable[int]) -> list[Explained]:
    wanted = frozenset(used)
    return [term for term in terms if term.pk in wanted]
