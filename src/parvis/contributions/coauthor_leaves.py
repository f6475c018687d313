"""What the public log tells of co-authors: pseudonyms, under a commitment that goes with them."""

from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.coauthors import CoAuthor
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value


def payload(row: CoAuthor) -> dict[str, Value]:
    """What the log commits to; `row.contribution` is loaded."""
    return {
        "id": row.pk,
        "contribution": row.contribution_id,
        "coauthor": pseudonym(row.participant_id, _space(row)),
        "at": int(row.accepted_at.timestamp()) if row.accepted_at else None,
    }


def accepted(row: CoAuthor) -> Entry:
    """Somebody signs the text that `reference` tells."""
    return Entry(
        kind=LeafKind.COAUTHOR_ACCEPTED,
        space=_space(row),
        row=row,
        payload=payload(row),
        public={"contribution": row.contribution_id},
        reference=row.contribution.entry,
    )


def withdrawn(row: CoAuthor) -> Entry:
    """They no longer do: nothing opens any longer what the log held of it."""
    return Entry(
        kind=LeafKind.COAUTHOR_WITHDRAWN,
        space=_space(row),
        public={"contribution": row.contribution_id},
        reference=row.entry,
    )


def _space(row: CoAuthor) -> str:
    return space_of(row.contribution.consultation_id)
