"""What the log tells of contributions: the domain writes it, the exports open it with the same payloads."""

import uuid

from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.models import Contribution, Version
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Logged
from parvis.merkle.canonical import Value
from parvis.merkle.commitments import new_salt

RIGHT_TO_ERASURE = "17-1-b"
"""Regulation (EU) 2016/679, article 17, paragraph 1, point b: the person takes their consent back."""


def payload(row: Contribution) -> dict[str, Value]:
    """What the log commits to: the words, and what never changes by itself."""
    return {
        "id": row.pk,
        "kind": row.kind_id,
        "phase": row.phase_id,
        "theme": row.theme_id,
        "responds_to": row.responds_to_id,
        "title": row.title,
        "text": row.text,
        "author": pseudonym(row.author_id, space_of(row.consultation_id)),
        "level": int(row.identity_level),
        "channel": str(row.origin),
        "late": row.is_late,
        "at": int(row.created_at.timestamp()),
    }


def former_payload(version: Version) -> dict[str, Value]:
    """What the log committed to before a revision; `version.contribution` is loaded."""
    return {**payload(version.contribution), "title": version.title, "text": version.text}


def accepted(row: Contribution) -> Entry:
    return Entry(
        kind=LeafKind.CONTRIBUTION_ACCEPTED,
        space=space_of(row.consultation_id),
        row=row,
        payload=payload(row),
        public=public(row),
    )


def revised(row: Contribution, *, former: uuid.UUID | None, is_anonymised: bool = False) -> Entry:
    """The words as they are now, instead of those of `former`."""
    return Entry(
        kind=LeafKind.CONTRIBUTION_REVISED,
        space=space_of(row.consultation_id),
        row=row,
        payload=payload(row),
        public={**public(row), "anonymised": True} if is_anonymised else public(row),
        reference=former,
    )


def withdrawn(row: Contribution) -> Entry:
    """Nothing opens any longer what the log holds of this text."""
    return Entry(
        kind=LeafKind.CONTRIBUTION_WITHDRAWN,
        space=space_of(row.consultation_id),
        public={},
        reference=row.entry,
    )


def erased(entry: uuid.UUID, *, space: str) -> Entry:
    """Somebody's personal data under `entry` is gone, and the salt with it."""
    return Entry(kind=LeafKind.ERASURE, space=space, public={"ground": RIGHT_TO_ERASURE}, reference=entry)


def public(row: Contribution) -> dict[str, Value]:
    return {"level": int(row.identity_level), "channel": str(row.origin)}


def renew(row: Logged) -> uuid.UUID | None:
    """Give a row the entry and the salt of new words; returns the entry of the former ones."""
    former = row.entry
    row.entry, row.salt = uuid.uuid4(), new_salt()
    return former
