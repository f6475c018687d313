"""What the log tells of commitments: the exports open it with the same payloads."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.restitution.commitments import Commitment, CommitmentLink, CommitmentUpdate, Milestone


def payload(commitment: Commitment) -> dict[str, Value]:
    """As it was promised first, whatever its updates say since; without whoever wrote it, or is reminded."""
    return {
        "id": commitment.pk,
        "number": commitment.number,
        "title": commitment.title,
        "text": commitment.text,
        "owner": commitment.owner,
        "due_on": commitment.first_due_on.isoformat(),
        "answers_synthesis": commitment.answers_synthesis,
        "contributions": _texts(commitment.links.all(), update=None),
        "at": int(commitment.created_at.timestamp()),
    }


def milestone_payload(milestone: Milestone) -> dict[str, Value]:
    """A step as it was planned; that it is done, its update says."""
    return {
        "id": milestone.pk,
        "commitment": milestone.commitment_id,
        "title": milestone.title,
        "due_on": milestone.due_on.isoformat(),
        "at": int(milestone.created_at.timestamp()),
    }


def update_payload(update: CommitmentUpdate) -> dict[str, Value]:
    return {
        "id": update.pk,
        "commitment": update.commitment_id,
        "number": update.number,
        "state": str(update.state),
        "text": update.text,
        "reason": update.reason,
        "due_on": update.due_on.isoformat() if update.due_on else None,
        "evidence": update.evidence,
        "evidence_link": update.evidence_link,
        "milestone": update.milestone_id,
        "contributions": _texts(update.links.all(), update=update.pk),
        "at": int(update.created_at.timestamp()),
    }


def committed(commitment: Commitment) -> Entry:
    return Entry(
        kind=LeafKind.COMMITMENT_PUBLISHED,
        space=space_of(commitment.consultation_id),
        row=commitment,
        payload=payload(commitment),
        public={"number": commitment.number, "due_on": commitment.first_due_on.isoformat()},
    )


def planned(milestone: Milestone) -> Entry:
    """`milestone.commitment` is loaded."""
    return Entry(
        kind=LeafKind.COMMITMENT_MILESTONE,
        space=space_of(milestone.commitment.consultation_id),
        row=milestone,
        payload=milestone_payload(milestone),
        public={"number": milestone.commitment.number, "due_on": milestone.due_on.isoformat()},
        reference=milestone.commitment.entry,
    )


def updated(update: CommitmentUpdate) -> Entry:
    """`update.commitment` is loaded."""
    return Entry(
        kind=LeafKind.COMMITMENT_UPDATED,
        space=space_of(update.commitment.consultation_id),
        row=update,
        payload=update_payload(update),
        public={"number": update.commitment.number, "state": str(update.state)},
        reference=update.commitment.entry,
    )


def _texts(links: Iterable[CommitmentLink], *, update: int | None) -> list[Value]:
    return [*sorted(link.contribution_id for link in links if link.update_id == update)]
