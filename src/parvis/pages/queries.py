"""Reads of the editorial floor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from parvis.pages.blocks.words import words_of
from parvis.pages.enums import FooterPlace, ResourceOrigin
from parvis.pages.models import HOME_DEPTH, ArticlePage, NewsPage, ResourcePage
from parvis.ui.data import Link

# How the first texts of the site mark what only its operator knows.
TO_COMPLETE = re.compile(r"\[(?:à compléter|to complete)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SiteLook:
    """What the head of every page shows; `colour` and `logo` (an address) are empty for those of Parvis."""

    name: str = settings.WAGTAIL_SITE_NAME
    colour: str = ""
    logo: str = ""
    logo_width: int | None = None
    logo_height: int | None = None

    @property
    def colour_digits(self) -> str:
        return self.colour.removeprefix("#")


def site_look() -> SiteLook:
    """Name and look of the site, in one query."""
    fields = ("site_name", "brand__colour", "brand__logo", "brand__logo_width", "brand__logo_height")
    found = Site.objects.filter(is_default_site=True).values_list(*fields).first()
    if found is None:
        return SiteLook()
    name, colour, logo, width, height = found
    return SiteLook(
        name=name or settings.WAGTAIL_SITE_NAME,
        colour=colour or "",
        logo=default_storage.url(logo) if logo else "",
        logo_width=width,
        logo_height=height,
    )


def drawn_logo() -> bytes:
    """The logo of the site, a PNG; empty when it has none, or when its file is gone. One query."""
    name = Site.objects.filter(is_default_site=True).values_list("brand__logo", flat=True).first()
    if not name or not default_storage.exists(name):
        return b""
    with default_storage.open(name) as file:
        return bytes(file.read())


def footer_articles() -> list[ArticlePage]:
    """Published articles that have a place in the foot of every page, in every language, in order."""
    rows = ArticlePage.objects.live().filter(depth=HOME_DEPTH + 1).exclude(footer="")
    return sorted(rows, key=lambda page: (FooterPlace.values.index(page.footer), page.language, page.pk))


def footer_links() -> list[Link]:
    """One link for each place that has a page, in the reader's language if it can be; one query."""
    chosen: dict[str, ArticlePage] = {}
    for page in footer_articles():
        if page.footer not in chosen or page.language == get_language():
            chosen[page.footer] = page
    return [Link(page.title, reverse("wagtail_serve", args=[f"{page.slug}/"])) for page in chosen.values()]


def to_complete(page: ArticlePage) -> int:
    """How many passages of a first text still wait for the operator's own words."""
    return len(TO_COMPLETE.findall(words_of(page.blocks)))


def _shown(pages: PageQuerySet) -> PageQuerySet:
    """Published, and not below an unpublished consultation."""
    parent_path = Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)
    return pages.filter(Exists(Page.objects.filter(path=parent_path, live=True)), live=True)


def news(*, below: Page | None = None) -> PageQuerySet:
    """Published news, newest first; of one page (a consultation) or of the whole site."""
    found = _shown(NewsPage.objects.all()).select_related("picture").order_by("-date", "-pk")
    return found if below is None else found.descendant_of(below)


def resources(*, below: Page | None = None) -> PageQuerySet:
    """Published resources by title; of one page (a consultation) or of the whole site."""
    found = _shown(ResourcePage.objects.all()).select_related("picture", "document").order_by("title", "pk")
    return found if below is None else found.descendant_of(below)


def public_articles() -> PageQuerySet:
    """Published articles of the whole site."""
    return _shown(ArticlePage.objects.all())


def articles(*, below: Page) -> PageQuerySet:
    """Published articles of one page, in the order of the tree."""
    return ArticlePage.objects.live().child_of(below).order_by("path")


def by_origin(resources: Sequence[ResourcePage]) -> list[tuple[ResourceOrigin, list[ResourcePage]]]:
    """Resources under who speaks in them, in the order of the origins; empty origins are left out."""
    groups = [(origin, [item for item in resources if item.origin == origin]) for origin in ResourceOrigin]
    return [(origin, items) for origin, items in groups if items]


def hosts_of(pages: Sequence[Page]) -> dict[int, Page]:
    """The consultation on which each page hangs, by number: one query; pages of the site have none."""
    paths = {page.pk: page.path[: -Page.steplen] for page in pages if page.depth > HOME_DEPTH + 1}
    found = {page.path: page for page in Page.objects.filter(path__in=set(paths.values()))}
    return {pk: found[path] for pk, path in paths.items()}


def incomplete_pages() -> list[ArticlePage]:
    """Published pages of the foot that still hold such passages; one query."""
    return [page for page in footer_articles() if to_complete(page)]
