"""Reading draws, their pools, their seats."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404

from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.queries import Actor
from parvis.draws.enums import SEEN, SeatState, Source, Stage
from parvis.draws.models import Candidate, Draw, Seat
from parvis.draws.permissions import Action, can
from parvis.draws.quotas import Feature, from_json, proposed
from parvis.jobs.forgetting import DRAWN_NAMES, UNCLOSED_NAMES
from parvis.panel.enums import categories
from parvis.panel.queries import references_of

IS_SEEN = Q(stage__in=SEEN) | Q(stage=Stage.PREPARING, source=Source.VOLUNTEERS)


def draws_of(consultation: ConsultationPage) -> QuerySet[Draw]:
    """Those of a desk, with how many people are in each pool; without their lists, which are long."""
    rows = Draw.objects.filter(consultation=consultation).defer("published")
    return rows.annotate(pool=Count("candidates")).order_by("-pk")


def public_draws(consultation: ConsultationPage) -> QuerySet[Draw]:
    return draws_of(consultation).filter(IS_SEEN)


def public_draw(actor: Actor, pk: int) -> Draw:
    """What its readers may see; 404 for anything else."""
    rows = Draw.objects.select_related("consultation").filter(IS_SEEN, pk=pk)
    found = rows.first()
    if found is None or not can_consult(actor, "see", found.consultation):
        raise Http404
    return found


def draw_for(actor: Actor, consultation_pk: int, pk: int, action: Action) -> Draw:
    """A draw of a desk, with its consultation; 404 for whoever may not."""
    found = Draw.objects.select_related("consultation").filter(consultation=consultation_pk, pk=pk).first()
    if found is None or not can(actor, action, found.consultation):
        raise Http404
    return found


def has_public_draws(consultation: ConsultationPage) -> bool:
    return Draw.objects.filter(IS_SEEN, consultation=consultation).exists()


def candidacy_of(draw: Draw, person_pk: int | None) -> Candidate | None:
    if person_pk is None:
        return None
    return draw.candidates.filter(participant=person_pk).first()


def seats_of(draw: Draw) -> list[Seat]:
    """In the order in which they were given; one query."""
    return list(draw.seats.select_related("candidate", "replaces__candidate").order_by("pk"))


def draws_to_prepare() -> QuerySet[Draw]:
    return Draw.objects.filter(stage=Stage.PREPARING).order_by("pk")


def pools_to_forget() -> QuerySet[Draw]:
    """Closed long enough ago; or never closed, and nobody came for a year."""
    named = Candidate.objects.filter(draw=OuterRef("pk")).exclude(name="")
    came = Exists(named.filter(came_at__gte=Now() - UNCLOSED_NAMES))
    over = Q(closed_at__lt=Now() - DRAWN_NAMES) | Q(closed_at=None) & ~Q(came)
    return Draw.objects.filter(Exists(named), over).order_by("pk")


def proposed_features(consultation: ConsultationPage, *, size: int) -> list[Feature]:
    """From the populations of reference of the consultation: each value its share of the panel."""
    found = []
    for trait, row in references_of(consultation).items():
        names = dict(categories(trait))
        population = {str(names[code]): share for code, share in row.population.items() if code in names}
        if len(population) > 1:
            found.append(proposed(str(trait.label), population, size=size))
    return found


def quotas_met(features: tuple[Feature, ...], people: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Each quota with how many of these people have its value."""
    found = []
    for one in features:
        counted = Counter(said.get(one.name) for said in people)
        for quota in one.quotas:
            found.append(
                {
                    "feature": one.name,
                    "value": quota.value,
                    "at_least": quota.low,
                    "at_most": quota.high,
                    "people": counted[quota.value],
                }
            )
    return found


def report_of(draw: Draw) -> dict[str, Any]:
    """What everybody reads and draws again with `replay.py`: no name, no address. Two queries once drawn."""
    report: dict[str, Any] = {
        "title": draw.title,
        "list": draw.published,
        "sha256": draw.digest,
        "prepared_at": draw.prepared_at.isoformat() if draw.prepared_at else "",
    }
    if draw.drawn_at is None:
        return report
    seats = seats_of(draw)
    return report | {
        "seed": draw.seed,
        "number": draw.number,
        "panel": draw.listed["panels"][(draw.number or 1) - 1],
        "drawn_at": draw.drawn_at.isoformat(),
        "met": draw.met,
        "replacements": [
            {
                "out": seat.replaces.candidate.number,
                "in": seat.candidate.number,
                "among": seat.among,
                "given_at": seat.given_at.isoformat(),
            }
            for seat in seats
            if seat.replaces is not None
        ],
        "accepted": sum(seat.state == SeatState.ACCEPTED for seat in seats),
    }


def quotas_of(draw: Draw) -> tuple[Feature, ...]:
    return from_json(draw.features)
