"""What happens to a whole consultation: its synthesis, its news, its phases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db.models import F, Q

from parvis.accounts.models import Participant
from parvis.ballots.models import Vote
from parvis.consultations.models import ConsultationPage, Phase
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Line, People, Scope, Told, Via
from parvis.following.queries import below_home
from parvis.pages.languages import AS_WRITTEN, translations_of
from parvis.pages.models import NewsPage
from parvis.pages.queries import news
from parvis.restitution.models import PublishedSynthesis

SOON = timedelta(days=3)
"""How long before a phase ends those who may still act are told."""


def syntheses(scope: Scope) -> Told:
    """Syntheses published, or whose words changed, for those who follow or took part; four queries."""
    rows = PublishedSynthesis.objects.filter(
        synthesis__live=True, published_at__gte=scope.earliest, published_at__lt=scope.until
    )
    rows = rows.annotate(told_as=F("publication__pk"))
    told = list(rows.select_related("synthesis").order_by("-number"))
    places = places_above([row.synthesis.path for row in told])
    part = took_part(scope, [page.pk for page in places.values()])
    for row in told:
        page = places.get(parent_path(row.synthesis.path))
        if page is None:
            continue
        fact = Fact.SYNTHESIS if row.number == 1 else Fact.SYNTHESIS_CHANGED
        line = Line(
            f"synthesis:{row.synthesis_id}", row.published_at, fact, page.title, page.title,
            "front:synthesis", page.slug, is_own=True, publication=row.told_as,
        )  # fmt: skip
        yield from ((person, line) for person in scope.results[page.pk] | part.get(page.pk, set()))


def articles(scope: Scope) -> Told:
    """News of consultations that people follow, once, each in their language if it can be; four queries."""
    rows = news(language=AS_WRITTEN)
    rows = rows.filter(first_published_at__gte=scope.earliest, first_published_at__lt=scope.until)
    told: list[NewsPage] = list(rows)
    places = places_above([row.path for row in told])
    languages = dict(Participant.objects.filter(pk__in=scope.since).values_list("pk", "language"))
    versions = translations_of(told)
    for row in told:
        page = places.get(parent_path(row.path))
        if page is None:
            continue
        via = Via(Sort.CONSULTATION, page.pk, page.title)
        for person in scope.followed[Sort.CONSULTATION].get(page.pk, ()):
            read = versions.get((row.pk, languages.get(person, "")), row)
            line = Line(
                f"article:{row.pk}", row.first_published_at, Fact.ARTICLE, page.title, read.title,
                "wagtail_serve", below_home(read), via=via,
            )  # fmt: skip
            yield person, line


def phases(scope: Scope) -> Told:
    """Phases that open, or close soon, for those who follow or took part; two queries."""
    opens = Q(starts_at__gte=scope.earliest, starts_at__lt=scope.until)
    closes = Q(ends_at__gte=scope.earliest + SOON, ends_at__lt=scope.until + SOON, ends_at__gt=scope.until)
    rows = Phase.objects.filter(opens | closes, consultation__live=True).select_related("consultation")
    told = list(rows.order_by("pk"))
    part = took_part(scope, [row.consultation_id for row in told])
    for row in told:
        page = row.consultation
        concerned = scope.followed[Sort.CONSULTATION].get(page.pk, set()) | part.get(page.pk, set())
        for person in concerned:
            for line in _lines_of(row, scope):
                yield person, line


def _lines_of(phase: Phase, scope: Scope) -> list[Line]:
    page, found = phase.consultation, []
    via = Via(Sort.CONSULTATION, page.pk, page.title)
    if scope.earliest <= phase.starts_at < scope.until:
        found.append((Fact.OPENS, phase.starts_at))
    if phase.ends_at is not None and phase.ends_at > scope.until:
        found.append((Fact.CLOSES, phase.ends_at - SOON))
    words, route = (page.title, phase.title), "front:consultation"
    return [
        Line(f"{fact.name}:{phase.pk}", at, fact, *words, route, page.slug, via=via) for fact, at in found
    ]


def took_part(scope: Scope, consultation_ids: Collection[int]) -> People:
    """Who of the batch wrote or voted in each of these consultations; one query."""
    people, inside = list(scope.since), list(consultation_ids)
    wrote = Contribution.objects.filter(author__in=people, consultation__in=inside)
    argued = Argument.objects.filter(author__in=people, contribution__consultation__in=inside)
    voted = Vote.objects.filter(voter__in=people, contribution__consultation__in=inside)
    pairs = (
        wrote.order_by()
        .values_list("author_id", "consultation_id")
        .union(
            argued.order_by().values_list("author_id", "contribution__consultation_id"),
            voted.order_by().values_list("voter_id", "contribution__consultation_id"),
        )
    )
    found: People = {}
    for person, page in pairs:
        found.setdefault(page, set()).add(person)
    return found


def parent_path(path: str) -> str:
    return path[: -ConsultationPage.steplen]


def places_above(paths: Collection[str]) -> dict[str, ConsultationPage]:
    """The public consultations right above these pages, by their path; one query."""
    rows = ConsultationPage.objects.live().filter(path__in={parent_path(path) for path in paths})
    return {page.path: page for page in rows}
