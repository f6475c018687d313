"""Articles, news and resources looked for by words."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.db.models.expressions import Combinable
from wagtail.models import Page
from wagtail.query import PageQuerySet

from parvis.contributions.finding import MOST, NOTHING, Match, Matches, Scope, best_first
from parvis.contributions.search import excerpt, rich_words, search_query, search_vector
from parvis.pages.blocks.words import Words
from parvis.pages.models import HOME_DEPTH
from parvis.pages.queries import news, public_articles, resources

READ: dict[str | Combinable, str] = {"title": "A", "summary": "B", Words("blocks"): "C", Words("plain"): "D"}
SOURCES = {
    "article": (public_articles, READ),
    "news": (news, READ),
    "resource": (resources, {**READ, "publisher": "B", "document__title": "B", "transcript": "D"}),
}


def find_pages(scope: Scope, paths: dict[str, int], *, everywhere: bool) -> Matches:
    """Published pages of the consultations at these places of the tree and, `everywhere`, those of the site.

    None once a theme, a kind or a place is named: they are filed under none. One query for each sort of page.
    """
    if scope.is_for_contributions:
        return Matches([])
    kept = {path for path, pk in paths.items() if pk in set(scope.consultations)}
    found: list[Match] = []
    for source, (pages, read) in SOURCES.items():
        for pk, path, depth, rank in _holding(pages(), read, scope.words):
            above = path[: -Page.steplen]
            if above in kept or (everywhere and depth == HOME_DEPTH + 1):
                found.append(Match(pk, paths.get(above), rank=rank, source=source))
    return best_first(sorted(found, key=lambda match: -match.pk))


def _holding(pages: PageQuerySet, read: dict[str | Combinable, str], words: str) -> list[Any]:
    rank: Combinable = NOTHING
    if words:
        query = search_query(words)
        held = reduce(add, [search_vector(field, weight=weight) for field, weight in read.items()])
        pages, rank = pages.annotate(held=held).filter(held=query), SearchRank(F("held"), query)
    return list(pages.order_by("-pk").values_list("pk", "path", "depth", rank)[: MOST + 1])


def pages_found(matches: Sequence[Match], words: str) -> dict[Match, tuple[Page, str]]:
    """The pages of these matches, each with its excerpt for `search.pieces`; a query for each sort."""
    text = rich_words("summary", Words("blocks"))
    found: dict[Match, tuple[Page, str]] = {}
    for source, (pages, _read) in SOURCES.items():
        wanted = {match.pk: match for match in matches if match.source == source}
        rows = pages().filter(pk__in=wanted).annotate(excerpt=excerpt(text, words)) if wanted else ()
        found |= {wanted[page.pk]: (page, page.excerpt) for page in rows}
    return found
