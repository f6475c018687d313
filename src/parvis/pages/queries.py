"""Reads of the editorial floor."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from wagtail.models import Page
from wagtail.query import PageQuerySet

from parvis.pages.enums import ResourceOrigin
from parvis.pages.models import HOME_DEPTH, ArticlePage, NewsPage, ResourcePage


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
