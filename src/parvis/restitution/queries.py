"""Reading what was given back: answers, figures, syntheses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Left, Length, Now

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.ballots.secrecy import hidden_ballots
from parvis.consultations.models import ConsultationPage
from parvis.restitution.figures import Figures
from parvis.restitution.models import Answer, FigureSnapshot, SynthesisPage


@dataclass(frozen=True, slots=True)
class DatedFigures:
    """Figures, and when they were counted. `hides_votes`: votes are left out of them, for now."""

    figures: Figures
    computed_at: datetime
    hides_votes: bool = False


def answers_for(contribution_ids: Collection[int]) -> dict[int, Answer]:
    """The last answer to each contribution, in one query."""
    answers = Answer.objects.filter(contribution__in=contribution_ids)
    last = answers.order_by("contribution", "-id").distinct("contribution")
    return {answer.contribution_id: answer for answer in last}


def former_answers(answer: Answer) -> list[Answer]:
    """The answers that this one replaced, last first."""
    return list(Answer.objects.filter(contribution=answer.contribution_id, pk__lt=answer.pk))


def figures_for(consultations: Iterable[ConsultationPage]) -> dict[int, DatedFigures]:
    """The stored figures of each consultation, in one query; absent until first counted."""
    snapshots = FigureSnapshot.objects.filter(consultation__in=[page.pk for page in consultations])
    return {
        snapshot.consultation_id: DatedFigures(
            _for_reader(Figures.from_json(snapshot.figures)), snapshot.computed_at
        )
        for snapshot in snapshots
    }


def public_figures_of(consultation: ConsultationPage) -> DatedFigures | None:
    """Those that everybody reads: without votes while one whose counts are hidden runs; two queries at most.

    Of a single item, the total would be its count.
    """
    dated = figures_for([consultation]).get(consultation.pk)
    if dated is None or not (dated.figures.votes or dated.figures.imported_votes):
        return dated
    running = Q(phase__consultation=consultation, phase__starts_at__lte=Now())
    if not hidden_ballots(running).exists():
        return dated
    return replace(dated, figures=dated.figures.without_votes(), hides_votes=True)


def _for_reader(figures: Figures) -> Figures:
    """Channels and identity levels in the reader's language, which is not that of the job that counted."""
    return replace(
        figures,
        by_origin=tuple(replace(share, label=str(Origin(share.code).label)) for share in figures.by_origin),
        by_level=tuple(
            replace(share, label=str(IdentityLevel(int(share.code)).label)) for share in figures.by_level
        ),
    )


def syntheses_for(consultations: Iterable[ConsultationPage]) -> dict[int, SynthesisPage]:
    """The public synthesis of each consultation, in one query: the last published when there are several."""
    paths = {page.path: page.pk for page in consultations}
    pages = SynthesisPage.objects.live().annotate(
        parent_path=Left("path", Length("path") - ConsultationPage.steplen)
    )
    found = pages.filter(parent_path__in=list(paths)).order_by("first_published_at", "pk")
    return {paths[page.parent_path]: page for page in found}


def public_syntheses() -> QuerySet[SynthesisPage]:
    found: QuerySet[SynthesisPage] = SynthesisPage.objects.live()
    return found


def to_count() -> QuerySet[ConsultationPage]:
    """Consultations whose figures may have changed: under way, ended within two days, or never counted."""
    recent = Q(phases__ends_at=None) | Q(phases__ends_at__gt=Now() - timedelta(days=2))
    moving = Q(figures=None) | (recent & Q(phases__starts_at__lte=Now()))
    found: QuerySet[ConsultationPage] = ConsultationPage.objects.live().filter(moving).distinct()
    return found
