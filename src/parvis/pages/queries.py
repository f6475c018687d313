"""Reads of the editorial floor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from parvis.pages.blocks.words import words_of
from parvis.pages.enums import FooterPlace, ResourceOrigin
from parvis.pages.languages import each_once
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


def in_foot() -> PageQuerySet:
    """Articles that have a place in the foot of every page, and what translates them."""
    has_place = Q(footer__gt="") | Q(translates__footer__gt="")
    return ArticlePage.objects.filter(has_place, depth=HOME_DEPTH + 1)


def footer_articles() -> list[ArticlePage]:
    """The published ones, in every language, in order; one query."""
    return _in_order(in_foot().live())


def footer_links() -> list[Link]:
    """One link for each place that has a page, in the reader's language if it can be; one query.

    It is asked by every page: of the texts behind the links, nothing is read.
    """
    told = ("title", "slug", "language", "footer", "translates__footer")
    return [
        Link(page.title, reverse("wagtail_serve", args=[f"{page.slug}/"]), language=page.foreign)
        for page in _in_order(each_once(in_foot().live()).only(*told))
    ]


def _in_order(pages: PageQuerySet) -> list[ArticlePage]:
    rows = pages.select_related("translates")
    return sorted(rows, key=lambda page: (FooterPlace.values.index(page.place), page.language, page.pk))


def to_complete(page: ArticlePage) -> int:
    """How many passages of a first text still wait for the operator's own words."""
    return len(TO_COMPLETE.findall(words_of(page.blocks)))


def _shown(pages: PageQuerySet) -> PageQuerySet:
    """Published, and not below an unpublished consultation."""
    parent_path = Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)
    return pages.filter(Exists(Page.objects.filter(path=parent_path, live=True)), live=True)


def news(*, below: Page | None = None, language: str | None = None) -> PageQuerySet:
    """Published news, newest first; of one page (a consultation) or of the whole site.

    As every list here, each text once: in `language`, the reader's unless told, or else as it was written.
    """
    found = _shown(NewsPage.objects.all()).select_related("picture").order_by("-date", "-pk")
    return each_once(found if below is None else found.descendant_of(below), language=language)


def resources(*, below: Page | None = None) -> PageQuerySet:
    """Published resources by title; of one page (a consultation) or of the whole site."""
    found = resources_in_every_language().select_related("picture", "document").order_by("title", "pk")
    return each_once(found if below is None else found.descendant_of(below))


def resources_in_every_language() -> PageQuerySet:
    """Everything that readers can open: a text may be there more than once."""
    return _shown(ResourcePage.objects.all())


def public_articles() -> PageQuerySet:
    """Published articles of the whole site."""
    return each_once(_shown(ArticlePage.objects.all()))


def articles(*, below: Page) -> PageQuerySet:
    """Published articles of one page, in the order of the tree."""
    return each_once(ArticlePage.objects.live().child_of(below).order_by("path"))


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
