"""What the log tells of commissions: what they are handed, do with it, and say; nobody's name."""

import hashlib

from parvis.commissions.enums import Outcome
from parvis.commissions.models import HandOver, OpinionVersion
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def words_of(version: OpinionVersion) -> dict[str, Value]:
    """What an opinion says, as its page shows it."""
    return {
        "title": version.title,
        "text": version.text,
        "adopted_on": version.adopted_on.isoformat(),
        "for": version.votes_for,
        "against": version.votes_against,
        "abstentions": version.abstentions,
    }


def digest(words: Value) -> str:
    return hashlib.sha256(canonical(words)).hexdigest()


def opinion(version: OpinionVersion) -> Entry:
    commission = version.opinion.commission
    return Entry(
        kind=LeafKind.OPINION_PUBLISHED,
        space=space_of(commission.consultation_id),
        public={
            "commission": commission.pk,
            "opinion": version.opinion_id,
            "version": version.number,
            "sha256": version.digest,
        },
    )


def handed_over(row: HandOver) -> Entry:
    """`row.contribution` and `row.after` are loaded."""
    return Entry(
        kind=LeafKind.CONTRIBUTION_HANDED_OVER,
        space=space_of(row.contribution.consultation_id),
        public={
            "contribution": row.contribution_id,
            "commission": row.commission_id,
            "from": row.after.commission_id if row.after is not None else None,
            "sha256": digest({"words": row.reason}),
        },
        reference=row.contribution.entry,
    )


def settled(row: HandOver) -> Entry:
    """What was done with it, other than handing it on, which `handed_over` tells."""
    public: dict[str, Value] = {
        "contribution": row.contribution_id,
        "commission": row.commission_id,
        "outcome": str(row.outcome),
        "sha256": digest({"words": row.words}),
    }
    if row.outcome == Outcome.TAKEN_UP:
        public["opinion"] = row.opinion_id
    return Entry(
        kind=LeafKind.CONTRIBUTION_SETTLED,
        space=space_of(row.contribution.consultation_id),
        public=public,
        reference=row.contribution.entry,
    )
