"""What organisers gave back, looked for by words: official answers and syntheses."""

from collections.abc import Collection
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable

from parvis.contributions.enums import State
from parvis.contributions.finding import MOST, NOTHING, Match, Matches, Scope, best_first, within
from parvis.contributions.search import excerpt, rich_words, search_query, search_vector
from parvis.restitution.models import Answer, SynthesisPage

ANSWER, SYNTHESIS = "answer", "synthesis"
READ = {"title": "A", "summary": "B", "body": "C"}


def find_answers(scope: Scope) -> Matches:
    """The answer in force to each contribution that anybody may read; one query."""
    later = Answer.objects.filter(contribution=OuterRef("contribution"), pk__gt=OuterRef("pk"))
    public = Q(contribution__state=State.PUBLISHED) & within(scope, "contribution__")
    rows = Answer.objects.filter(public, ~Exists(later))
    rank: Combinable = NOTHING
    if scope.words:
        query = search_query(scope.words)
        rows = rows.annotate(held=search_vector("text", weight="B")).filter(held=query)
        rank = SearchRank(F("held"), query)
    found = rows.order_by("-pk").values_list(
        "pk", "contribution__consultation", "contribution__kind", "contribution__theme", rank
    )
    return best_first(
        [
            Match(pk, consultation, kind, theme, score, ANSWER)
            for pk, consultation, kind, theme, score in found[: MOST + 1]
        ]
    )


def find_syntheses(scope: Scope, syntheses: dict[int, int]) -> Matches:
    """Of these syntheses, each with its consultation, those that hold the words; one query.

    None once a theme, a kind or a place is named: a synthesis bears on the whole.
    """
    if scope.is_for_contributions:
        return Matches([])
    ids = [pk for pk, consultation in syntheses.items() if consultation in set(scope.consultations)]
    rows = SynthesisPage.objects.filter(pk__in=ids)
    rank: Combinable = NOTHING
    if scope.words:
        held = reduce(add, [search_vector(name, weight=weight) for name, weight in READ.items()])
        query = search_query(scope.words)
        rows, rank = rows.annotate(held=held).filter(held=query), SearchRank(F("held"), query)
    found = rows.order_by("-pk").values_list("pk", rank)
    return best_first([Match(pk, syntheses[pk], rank=score, source=SYNTHESIS) for pk, score in found])


def syntheses_found(ids: Collection[int], words: str) -> dict[int, tuple[SynthesisPage, str]]:
    """Each synthesis with its excerpt for `search.pieces`; one query."""
    text = rich_words("summary", "body")
    rows = SynthesisPage.objects.filter(pk__in=ids).annotate(excerpt=excerpt(text, words))
    return {row.pk: (row, row.excerpt) for row in rows}


def answers_found(ids: Collection[int], words: str) -> dict[int, tuple[Answer, str]]:
    """Each answer with its contribution, and its excerpt for `search.pieces`; one query."""
    rows = Answer.objects.filter(pk__in=ids).select_related("contribution__gathering", "contribution__kind")
    rows = rows.defer("contribution__search").annotate(excerpt=excerpt(F("text"), words))
    return {row.pk: (row, row.excerpt) for row in rows}


def answering_consultations() -> set[int]:
    """The consultations in which a contribution that anybody may read has its official answer."""
    answered = Answer.objects.filter(contribution__state=State.PUBLISHED)
    return set(answered.order_by().values_list("contribution__consultation", flat=True).distinct())
