"""What the log tells of a debate: the domain writes it, the exports open it with the same payloads."""

import uuid

from parvis.consultations.pseudonyms import pseudonym
from parvis.debate.enums import TextKind
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value


def payload(row: Argument) -> dict[str, Value]:
    """What the log commits to; `row.contribution` is loaded.

    What came later than the first lines of the log is there when it says something, so that they still open.
    """
    later: dict[str, Value] = {"kind": str(row.kind)} if row.kind != TextKind.ARGUMENT else {}
    if row.source:
        later["source"] = row.source
    if row.quoted:
        later["quoted"] = row.quoted
    return later | {
        "id": row.pk,
        "contribution": row.contribution_id,
        "parent": row.parent_id,
        "phase": row.phase_id,
        "side": str(row.side),
        "text": row.text,
        "author": pseudonym(row.author_id, space(row)),
        "level": int(row.identity_level),
        "channel": str(row.origin),
        "at": int(row.created_at.timestamp()),
    }


def accepted(row: Argument) -> Entry:
    """It refers to what it speaks of: with a text that is hidden or withdrawn, its arguments leave too."""
    return Entry(
        kind=LeafKind.ARGUMENT_ACCEPTED,
        space=space(row),
        row=row,
        payload=payload(row),
        public=public(row),
        reference=row.contribution.entry if row.parent is None else row.parent.entry,
    )


def revised(row: Argument, *, former: uuid.UUID | None, is_anonymised: bool = False) -> Entry:
    """The words as they are now, instead of those of `former`."""
    return Entry(
        kind=LeafKind.ARGUMENT_REVISED,
        space=space(row),
        row=row,
        payload=payload(row),
        public={**public(row), "anonymised": True} if is_anonymised else public(row),
        reference=former,
    )


def withdrawn(row: Argument) -> Entry:
    """Nothing opens any longer what the log holds of this text."""
    return Entry(kind=LeafKind.ARGUMENT_WITHDRAWN, space=space(row), public={}, reference=row.entry)


def public(row: Argument) -> dict[str, Value]:
    return {"level": int(row.identity_level), "channel": str(row.origin)}


def space(row: Argument) -> str:
    return space_of(row.contribution.consultation_id)
