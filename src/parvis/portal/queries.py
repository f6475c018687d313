"""Reads of the portal floor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left, Length
from django.http import Http404
from django.utils.translation import get_language

from parvis.portal.choosing import Candidate
from parvis.portal.enums import Priority
from parvis.portal.models import (
    ElsewhereIndexPage,
    ElsewherePage,
    Folder,
    MethodIndexPage,
    MethodPage,
    PracticePage,
)

P = TypeVar("P", MethodPage, PracticePage)
M = TypeVar("M", MethodPage, ElsewherePage)


def _published(model: type[M], folder: type[Folder]) -> QuerySet[M]:
    """Pages that are published and whose folder is: unpublished, it takes what it holds away; no query."""
    above = Left(OuterRef("path"), Length(OuterRef("path")) - model.steplen)
    rows: QuerySet[M] = model.objects.live().filter(Exists(folder.objects.live().filter(path=above)))
    return rows


def _in_language(pages: Iterable[P], name: Callable[[P], str]) -> list[P]:
    """Of the pages of one name, that of the reader's language, else the first; in the order of the first."""
    chosen: dict[str, P] = {}
    for page in pages:
        if name(page) not in chosen or page.language == get_language():
            chosen[name(page)] = page
    return list(chosen.values())


def methods() -> list[MethodPage]:
    """Published methods in the order of the tree, each in the reader's language if it can be; one query."""
    rows = list(_published(MethodPage, MethodIndexPage).order_by("path"))
    return _in_language(rows, lambda page: page.code or f"#{page.pk}")


def method_at(slug: str) -> MethodPage:
    """The published method of this address, or Http404."""
    found: MethodPage | None = _published(MethodPage, MethodIndexPage).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def twin_of(method: MethodPage) -> MethodPage | None:
    """The same method in the reader's language, when this page is in another."""
    if not method.code or method.language == get_language():
        return None
    same = _published(MethodPage, MethodIndexPage).filter(code=method.code, language=get_language())
    found: MethodPage | None = same.first()
    return found


def practice() -> PracticePage | None:
    """The page of good practice in the reader's language, or in another; one query."""
    rows = list(PracticePage.objects.live().order_by("path"))
    found = _in_language(rows, lambda _page: "practice")
    return found[0] if found else None


def held_elsewhere() -> QuerySet[ElsewherePage]:
    """Published links to consultations held elsewhere, the last to close first."""
    rows = _published(ElsewherePage, ElsewhereIndexPage)
    return rows.order_by("-closes_on", "-opens_on", "-pk")


def candidate(method: MethodPage) -> Candidate:
    """What the chooser compares."""
    return Candidate(
        code=method.slug,
        openness=method.suits,
        concerned_least=method.concerned_least,
        concerned_most=method.concerned_most,
        cost_least=method.cost_least,
        weeks_least=method.weeks_least,
        priority=Priority(method.priority) if method.priority else None,
        grades=method.grades,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where the portal is edited in the desk, each None when it was taken away."""

    methods: MethodIndexPage | None
    elsewhere: ElsewhereIndexPage | None
    practices: list[PracticePage]


def places() -> Places:
    return Places(
        MethodIndexPage.objects.first(),
        ElsewhereIndexPage.objects.first(),
        list(PracticePage.objects.order_by("path")),
    )
