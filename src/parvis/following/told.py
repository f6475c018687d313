"""Whether those who asked for it, or took part, were told of what was published: numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parvis.ballots.models import Vote
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.following.enums import PublicationKind, Rhythm
from parvis.following.models import Digest, Publication, Subscription


@dataclass(frozen=True, slots=True)
class Standing:
    """A publication, and its mails: `sent` and `failed` so far; `waiting`, people still to be told."""

    kind: PublicationKind
    title: str
    published_at: datetime
    sent: int
    failed: int
    waiting: int


def standings_of(consultation: ConsultationPage) -> tuple[Standing, ...]:
    """What was published, the first first; two queries, one where nothing was."""
    rows = list(Publication.objects.filter(consultation=consultation).order_by("published_at", "pk"))
    waiting = _waiting(consultation, rows) if rows else {}
    return tuple(
        Standing(
            PublicationKind(row.kind), row.title, row.published_at, row.sent, row.failed, waiting[str(row.pk)]
        )
        for row in rows
    )


def still_to_ask(consultation: ConsultationPage, *, closed_at: datetime) -> int:
    """People who took part, and whom no mail asked yet what they think of it; one query."""
    rows = _untold(closed_at).filter(_took_part(consultation))
    return rows.exclude(participant__in=consultation.team.values("participant")).count()


def _waiting(consultation: ConsultationPage, rows: Sequence[Publication]) -> dict[str, int]:
    follows = Subscription.objects.filter(participant=OuterRef("participant"), consultation=consultation)
    late = _untold(max(row.published_at for row in rows))
    late = late.filter(Exists(follows) | _took_part(consultation))
    return late.aggregate(
        **{str(row.pk): Count("pk", filter=Q(told_until__lte=row.published_at)) for row in rows}
    )


def _untold(moment: datetime) -> QuerySet[Digest]:
    """Those who take mail, and were told nothing that is later than `moment`."""
    return Digest.objects.filter(
        rhythm__in=[rhythm for rhythm in Rhythm if rhythm != Rhythm.NEVER],
        told_until__lte=moment,
        participant__is_active=True,
        participant__email__isnull=False,
    )


def _took_part(consultation: ConsultationPage) -> Q:
    person = OuterRef("participant")
    wrote = Contribution.objects.filter(author=person, consultation=consultation)
    argued = Argument.objects.filter(author=person, contribution__consultation=consultation)
    voted = Vote.objects.filter(voter=person, contribution__consultation=consultation)
    return Q(Exists(wrote)) | Q(Exists(argued)) | Q(Exists(voted))
