"""Consultations as lists show them: the question, the time left, the people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from wagtail.images import get_image_model

from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.search import search_query, search_vector
from parvis.following.announcing import Banner, Shown, shown_in
from parvis.front.composition.stage import Position, due, locate
from parvis.front.enums import Stage
from parvis.front.pattern import Pattern, lay
from parvis.restitution.models import SynthesisPage
from parvis.restitution.queries import DatedFigures, figures_for, syntheses_for
from parvis.ui import words

PICTURE = "fill-800x400"
SEARCHED = {"title": "A", "summary": "B", "organiser": "B", "presentation": "C"}


@dataclass(frozen=True, slots=True)
class Summary:
    """One consultation in a list. `people` is None until figures are first counted."""

    consultation: ConsultationPage
    position: Position
    limit: str
    figures: DatedFigures | None
    synthesis: SynthesisPage | None
    picture: str
    pattern: Pattern | None
    banner: Banner | None = None

    @property
    def url(self) -> str:
        name = "front:synthesis" if self.is_answered else "front:consultation"
        return reverse(name, args=[self.consultation.slug])

    @property
    def is_answered(self) -> bool:
        return self.position.stage == Stage.ANSWERED

    @property
    def people(self) -> str:
        return (
            words.people(self.figures.figures.people) if self.figures and self.figures.figures.people else ""
        )


def summaries(*, search: str = "") -> list[Summary]:
    """Every public consultation, those that are open first; seven queries whatever their number."""
    return summaries_with_banners(search=search)[0]


def summaries_with_banners(*, search: str = "") -> tuple[list[Summary], Shown]:
    """The same, and the announcements by which a copy of the page grows old."""
    now = database_now()
    pages = list(_pages(search))
    figures, syntheses = figures_for(pages), syntheses_for(pages)
    shown = shown_in([page.pk for page in pages], now=now)
    found = [
        _summary(page, now, figures.get(page.pk), syntheses.get(page.pk), shown.banners.get(page.pk, []))
        for page in pages
    ]
    return sorted(found, key=_urgency), shown


def _urgency(summary: Summary) -> tuple[int, datetime]:
    """By stage; among what is open, the first to close comes first. The order of equals is kept."""
    stage, limit = summary.position.stage, summary.position.limit
    return _ORDER.index(stage), limit if limit and summary.position.is_open else _NEVER


_NEVER = datetime.max.replace(tzinfo=UTC)
_ORDER = [Stage.OPEN, Stage.PAUSED, Stage.COMING, Stage.AWAITING, Stage.ANSWERED]


def holding(words: str) -> dict[int, float]:
    """The public consultations whose own texts hold these words, each with its rank; one query."""
    vectors = [search_vector(field, weight=weight) for field, weight in SEARCHED.items()]
    query = search_query(words)
    pages = ConsultationPage.objects.live().annotate(words=reduce(add, vectors)).filter(words=query)
    return dict(pages.values_list("pk", SearchRank(F("words"), query)))


def _pages(search: str) -> QuerySet[ConsultationPage]:
    actions = Prefetch(
        "phases", Phase.objects.prefetch_related(Prefetch("actions", PhaseAction.objects.all()))
    )
    images = Prefetch("picture", get_image_model().objects.prefetch_renditions(PICTURE))
    pages: QuerySet[ConsultationPage] = (
        ConsultationPage.objects.live()
        .prefetch_related(actions, images)
        .order_by("-first_published_at", "-pk")
    )
    if search.strip():
        vectors = [search_vector(field, weight=weight) for field, weight in SEARCHED.items()]
        pages = pages.annotate(words=reduce(add, vectors)).filter(words=search_query(search))
    return pages


def _summary(
    page: ConsultationPage,
    now: datetime,
    figures: DatedFigures | None,
    synthesis: SynthesisPage | None,
    banners: list[Banner],
) -> Summary:
    position = locate(list(page.phases.all()), now=now, synthesis=synthesis)
    return Summary(
        consultation=page,
        position=position,
        limit=_limit(page, position, synthesis, now),
        figures=figures,
        synthesis=synthesis,
        picture=page.picture.get_rendition(PICTURE).url if page.picture else "",
        pattern=None if page.picture else lay(page.pk),
        banner=banners[0] if banners else None,
    )


def _limit(page: ConsultationPage, position: Position, synthesis: SynthesisPage | None, now: datetime) -> str:
    """The one date that matters at this stage, in words."""
    if position.stage == Stage.OPEN:
        return words.time_left(position.limit, now=now) if position.limit else ""
    if position.stage in (Stage.COMING, Stage.PAUSED):
        return words.time_before(position.limit, now=now) if position.limit else ""
    if position.stage == Stage.ANSWERED and synthesis and synthesis.first_published_at:
        return words.day(synthesis.first_published_at)
    return due(page, now=now)


def at_stage(found: Sequence[Summary], *stages: Stage) -> list[Summary]:
    return [summary for summary in found if summary.position.stage in stages]
