"""What helps to consult, looked for by words: methods, good practice, chapters of the manual.

There are few of them, each in the reader's language if it can be: they are read, then compared with what is
looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from django.db import connection
from django.db.models import Value
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from wagtail.models import Page

from parvis.contributions.finding import Match, Matches, Scope, best_first
from parvis.contributions.search import excerpt, singular
from parvis.front.manual import CHAPTERS
from parvis.portal import queries
from parvis.portal.models import MethodPage, PracticePage

CHAPTER, METHOD, PRACTICE = "chapter", "method", "practice"
RICH = ("outline", "strengths", "weaknesses", "documents")
BLOCKS = re.compile(r"<(?:p|h\d|li|ul|ol|table|tr|t[dh]|d[dtl]|div|figure|figcaption|br)\b")
FIND = """
SELECT said.held @@ asked.words, ts_rank(said.held, asked.words), CASE known WHEN '' THEN held::text END
FROM (
  SELECT place, known, CASE known WHEN '' THEN setweight(to_tsvector('parvis_french', title), 'A')
    || setweight(to_tsvector('parvis_french', lede), 'B')
    || setweight(to_tsvector('parvis_french', body), 'D') ELSE known::tsvector END AS held
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
    WITH ORDINALITY AS guide(title, lede, body, known, place)
  OFFSET 0
) AS said, websearch_to_tsquery('parvis_french', %s) AS asked(words)
ORDER BY said.place
"""
MOST_KNOWN = 500


@dataclass(frozen=True, slots=True)
class Guide:
    """One of them, in plain words. `pk`: its number among those of its source."""

    source: str
    pk: int
    title: str
    lede: str
    body: str
    url: str
    language: str


_known: dict[Guide, str] = {}
"""Their stems, as this process was told them by the database."""


def find_guides(scope: Scope, *, everywhere: bool) -> Matches:
    """Those that hold the words; none under a filter, since they belong to no consultation. Three queries."""
    if not (everywhere and scope.words):
        return Matches([])
    guides = _all()
    known = [_known.get(guide, "") for guide in guides]
    texts = [("", "", "") if held else _texts(guide) for guide, held in zip(guides, known, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(FIND, [*map(list, zip(*texts, strict=True)), known, singular(scope.words)])
        rows = list(zip(guides, cursor.fetchall(), strict=True))
    _learn({guide: held for guide, (_is_found, _rank, held) in rows if held})
    found = [
        Match(guide.pk, None, rank=rank, source=guide.source)
        for guide, (is_found, rank, _held) in rows
        if is_found
    ]
    return best_first(found)


def _texts(guide: Guide) -> tuple[str, str, str]:
    return singular(guide.title), singular(guide.lede), singular(guide.body)


def _learn(held: dict[Guide, str]) -> None:
    """Keep the stems of words that come again at each search; those of former words are let go some day."""
    if len(_known) + len(held) > MOST_KNOWN:
        _known.clear()
    _known.update(held)


def guides_found(matches: Sequence[Match], words: str) -> dict[Match, tuple[Guide, str]]:
    """These, each with its excerpt for `search.pieces`; three queries, none when nothing is asked."""
    if not matches:
        return {}
    known = {(guide.source, guide.pk): guide for guide in _all()}
    pairs = [(match, known[match.source, match.pk]) for match in matches if (match.source, match.pk) in known]
    texts = [excerpt(Value(f"{guide.lede} {guide.body}"), words) for _match, guide in pairs]
    # Django asks nothing without a table: the root of the tree is the one row that is always there.
    said = Page.objects.filter(depth=1).values_list(*texts)[:1].get() if texts else ()
    return {match: (guide, held) for (match, guide), held in zip(pairs, said, strict=True)}


def _all() -> list[Guide]:
    """Two queries."""
    practice = queries.practice()
    found = [_method(method) for method in queries.methods()]
    if practice is not None:
        found.append(_practice(practice))
    return [*found, *_chapters(get_language() or "")]


def _method(page: MethodPage) -> Guide:
    return Guide(
        source=METHOD,
        pk=page.pk,
        title=page.title,
        lede=page.summary,
        body=_plain(page.objective, page.public, *(getattr(page, name) for name in RICH)),
        url=reverse("front:method", args=[page.slug]),
        language=page.language,
    )


def _practice(page: PracticePage) -> Guide:
    url = reverse("front:good_practice")
    return Guide(PRACTICE, page.pk, page.title, page.summary, _plain(page.body), url, page.language)


@cache
def _chapters(language: str) -> tuple[Guide, ...]:
    """The manual in one language, rendered once: its words change with the software alone."""
    with override(language):
        return tuple(
            Guide(
                source=CHAPTER,
                pk=number,
                title=str(chapter.title),
                lede=str(chapter.lede),
                body=_plain(chapter.template().render()),  # type: ignore[call-arg]
                url=reverse("front:manual_chapter", args=[chapter.code]),
                language=language,
            )
            for number, chapter in enumerate(CHAPTERS)
        )


def _plain(*texts: str) -> str:
    return " ".join(_untagged(text) for text in texts)


@lru_cache(maxsize=MOST_KNOWN)
def _untagged(text: str) -> str:
    """Without tags: those of blocks stand between words."""
    return unescape(strip_tags(BLOCKS.sub(r" \g<0>", text)))
