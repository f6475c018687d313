"""What the log is told of the demonstration: every act that it invents, as if each had just been done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parvis.ballots import leaves as votes
from parvis.ballots.models import Vote
from parvis.contributions import leaves as contributions
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, Version
from parvis.debate import leaves as arguments
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, append_all
from parvis.moderation import leaves as moderation
from parvis.moderation.models import Decision
from parvis.restitution import commitment_leaves as commitments
from parvis.restitution import examination_leaves as examinations
from parvis.restitution import leaves as restitution
from parvis.restitution.models import Answer, Commitment, CommitmentUpdate, Examination, Milestone


def tell_contributions(rows: Iterable[Contribution], versions: Iterable[Version]) -> None:
    """Each text, its former words before those of now; one that was withdrawn can no longer be opened."""
    former = {version.contribution_id: version for version in versions}
    withdrawn = []
    for row in rows:
        append_all(_contribution(row, former.get(row.pk)))
        if row.state == State.WITHDRAWN:
            withdrawn.append(row.pk)
    Contribution.objects.filter(pk__in=withdrawn).update(salt=None)
    Version.objects.filter(contribution__in=withdrawn).update(salt=None)


def _contribution(row: Contribution, former: Version | None) -> Iterator[Entry]:
    now = contributions.accepted(row)
    if former is None:
        yield now
    else:
        yield Entry(
            kind=now.kind,
            space=now.space,
            row=former,
            payload=contributions.former_payload(former),
            public=now.public,
        )
        yield contributions.revised(row, former=former.entry)
    if row.state == State.WITHDRAWN:
        yield contributions.withdrawn(row)


def tell_decisions(rows: Iterable[Decision]) -> None:
    append_all(moderation.decided(row, row.contribution) for row in rows if row.contribution)


def tell_arguments(rows: Iterable[Argument]) -> None:
    append_all(arguments.accepted(row) for row in rows)


def tell_answers(rows: Iterable[Answer]) -> None:
    append_all(restitution.answered(row) for row in rows)


def tell_commitment(held: Commitment, steps: Iterable[Milestone], news: Iterable[CommitmentUpdate]) -> None:
    append_all(
        [
            commitments.committed(held),
            *(commitments.planned(step) for step in steps),
            *(commitments.updated(row) for row in news),
        ]
    )


def tell_examination(row: Examination) -> None:
    """A verdict; nothing is told of an examination before."""
    append_all([examinations.decided(row)])


def tell_votes(rows: Iterable[Vote], *, space: str) -> None:
    append_all(votes.cast(row, space=space) for row in rows)
