"""The facts of a consultation that keeps every rule, to be spoilt one at a time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from parvis.conduct.enums import LegalBasis, OpinionsGround, Step
from parvis.conduct.evaluated import Left
from parvis.conduct.facts import Asked, Clock, Facts, Period, Returned, Source
from parvis.conduct.models import Attestation, DataRecord, Inspection
from parvis.conduct.outages import Lost
from parvis.conduct.rehearsed import Rehearsed
from parvis.conduct.watched import Watched
from parvis.conduct.who import WhoFacts
from parvis.consultations.enums import LegalProfile, Role
from parvis.consultations.models import ConsultationPage
from parvis.pages.enums import ResourceOrigin, ResourcePiece

OPENS = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSES = datetime(2026, 4, 2, 8, tzinfo=UTC)
ATTESTED = ("C05", "C10", "C14")


def texts(**changes: Any) -> ConsultationPage:
    said: dict[str, Any] = {
        "content_type_id": 1,  # asked to the database otherwise
        "title": "Où poser la passerelle ?",
        "summary": "Un pont de plus.",
        "contact": "mairie@example.org",
        "organiser": "Ville de Valmont",
        "decision_maker": "Le conseil municipal",
        "funder": "La ville",
        "operator": "Le service numérique",
        "presentation": "<p>Le canal coupe la ville en deux. Nous voulons le franchir à pied.</p>",
        "use_of_contributions": "<p>Nous lirons tout.</p>",
        "open_points": "<p>Le lieu.</p>",
        "settled_points": "<p>Le budget.</p>",
        "alternatives": "<p>Ne rien faire.</p>",
        "offline_ways": "À la mairie, chaque mardi.",
        "answer_due": date(2026, 6, 1),
        "answer_in_charge": "La maire",
        "profile": LegalProfile.FREE,
        "replaced_committee": "Comité du canal",
        "announcement": "https://www.example.org/annonce",
        "has_no_guarantor": True,
    }
    return ConsultationPage(**{**said, **changes})


def record(**changes: Any) -> DataRecord:
    said: dict[str, Any] = {
        "controller": "Ville de Valmont",
        "purposes": "Savoir ce que veulent les habitants.",
        "basis": LegalBasis.PUBLIC_TASK,
        "opinions_ground": OpinionsGround.PUBLIC,
        "recipients": "L’équipe.",
        "periods": "Cinq ans.",
        "rights": "Écrire à la mairie.",
        "officer": "dpo@example.org",
        "assessment": "Aucune : peu de personnes, rien de sensible.",
    }
    return DataRecord(**{**said, **changes})


def attested(codes: Iterable[str] = ATTESTED) -> dict[str, Attestation]:
    return {code: Attestation(rule=code, words="C’est fait.", name="A. Martin, directrice") for code in codes}


SEEN = Watched(
    names=("Déposer", "idée", "idées", "Proposer une idée"),
    levels=frozenset({1}),
    inspection=Inspection(made_at=OPENS + timedelta(days=1), acts=12),
)
SOUND = Facts(
    page=texts(),
    now=datetime(2026, 3, 1, tzinfo=UTC),
    step=Step.ANNOUNCED,
    periods=(Period(OPENS, CLOSES),),
    team={Role.ORGANISER: 1, Role.MODERATOR: 1},
    moderators=2,
    asked=(Asked("Dites pourquoi"), Asked("Où ?", is_closed=True), Asked("Votre âge", is_personal=True)),
    sources=(
        Source(ResourceOrigin.ORGANISER, ResourcePiece.DRAFT),
        Source(ResourceOrigin.ORGANISER, ResourcePiece.EXPLANATORY),
        Source(ResourceOrigin.RESEARCH, ResourcePiece.PRESENTATION),
    ),
    accessibility_on=date(2025, 1, 1),
    record=record(),
    attestations=attested(),
    appeals=Clock(promised=5),
    questions=Clock(promised=5),
    watched=SEEN,
    lost=Lost(watched_since=OPENS - timedelta(days=40)),
    rehearsal=Rehearsed(at=OPENS - timedelta(hours=10), passed=True),
)
OVER = replace(
    SOUND,
    now=CLOSES + timedelta(days=40),
    step=Step.CLOSED,
    returned=Returned(
        synthesised_on=date(2026, 5, 2),
        method="Deux agents ont tout lu.",
        archived_at=CLOSES + timedelta(hours=2),
        ballots_over=1,
        ballots_told=1,
        has_contributions=True,
        has_spoken=True,
        has_answers=True,
    ),
    watched=replace(SEEN, inspection=Inspection(made_at=CLOSES + timedelta(hours=2), acts=40)),
    left=Left(is_sealed=True),
    who=WhoFacts(people=200, asked=4, compared=3, stated_at=CLOSES + timedelta(hours=1)),
)
"""The same, forty days after the close."""
