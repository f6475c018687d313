"""What votes may have in common: a domain of addresses, a network, a period, the same answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self

from django.db import connection
from django.db.models import Q, QuerySet

from parvis.ballots.models import COUNTED, Vote
from parvis.consultations.models import ConsultationPage

# People who gave the same answers to the same items of one ballot, by the hash of these answers.
ALIKE = """
SELECT ballot_id, voter_id, count(*) AS items, min(created_at) AS first_at, max(created_at) AS last_at,
    md5(string_agg(contribution_id || ':' || choice, ',' ORDER BY contribution_id)) AS answers
FROM ballots_vote
WHERE is_live AND ballot_id IN (
    SELECT action.id FROM consultations_phaseaction action
    JOIN consultations_phase phase ON phase.id = action.phase_id
    WHERE phase.consultation_id = %(consultation)s
)
GROUP BY ballot_id, voter_id
"""
VOTERS_ALIKE = f"SELECT voter_id FROM ({ALIKE}) AS alike WHERE answers = %(answers)s"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Criterion:
    """At least one of these; all that are given hold together. Never the choice: an opinion is no criterion.

    `network` is the keyed hash of a network, `answers` that of the answers of a group that voted alike.
    """

    contribution: int | None = None
    domain: str = ""
    network: str = ""
    answers: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """An item alone is no criterion: it would set a whole opinion aside."""
        return not (self.domain or self.network or self.answers or self.since or self.until)

    def to_json(self) -> dict[str, Any]:
        """What is given, dates in ISO form."""
        given = {name: value for name, value in asdict(self).items() if value}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in given.items()
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        known: dict[str, Any] = {field.name: kept[field.name] for field in fields(cls) if field.name in kept}
        for name in {"since", "until"} & known.keys():
            known[name] = datetime.fromisoformat(known[name])
        return cls(**known)


def matching(consultation: ConsultationPage, criterion: Criterion) -> QuerySet[Vote]:
    """The votes of a consultation that count now and answer the criterion; none when it is empty."""
    votes = Vote.objects.filter(COUNTED, ballot__phase__consultation=consultation)
    if criterion.is_empty:
        return votes.none()
    if criterion.contribution:
        votes = votes.filter(contribution=criterion.contribution)
    if criterion.domain:
        below = Q(voter__email__endswith=f"@{criterion.domain}")
        votes = votes.filter(below | Q(voter__email__endswith=f".{criterion.domain}"))
    if criterion.network:
        votes = votes.filter(voter__footprints__network=criterion.network).distinct()
    if criterion.answers:
        votes = votes.filter(voter__in=voters_alike(consultation, criterion.answers))
    if criterion.since:
        votes = votes.filter(created_at__gte=criterion.since)
    if criterion.until:
        votes = votes.filter(created_at__lt=criterion.until)
    return votes


def voters_alike(consultation: ConsultationPage, answers: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(VOTERS_ALIKE, {"consultation": consultation.pk, "answers": answers})
        return [voter for (voter,) in cursor.fetchall()]
