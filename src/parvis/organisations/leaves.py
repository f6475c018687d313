"""What the public log tells of organisations. They are of the whole site: none of it is in a consultation."""

import uuid

from parvis.consultations.pseudonyms import pseudonym
from parvis.ledger.domain.append import Entry
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.merkle.commitments import new_salt
from parvis.organisations.models import Organisation

SITE_SPACE = "site"
"""The space of what concerns every consultation."""


def payload(row: Organisation) -> dict[str, Value]:
    """What the log commits to: what everybody reads on its page, and who decided, under a pseudonym."""
    return {
        "id": row.pk,
        "name": row.name,
        "sort": str(row.sort),
        "register": str(row.register),
        "number": row.number,
        "website": row.website,
        "standing": str(row.standing),
        "sentence": row.sentence,
        "decided_by": pseudonym(row.decided_by_id, SITE_SPACE),
    }


def told(row: Organisation, kind: LeafKind, *, former: uuid.UUID | None = None) -> Entry:
    """One act on it; `former` is the leaf of what was said of it before."""
    public: dict[str, Value] = {
        "organisation": row.pk,
        "sort": str(row.sort),
        "standing": str(row.standing),
    }
    return Entry(kind=kind, space=SITE_SPACE, row=row, payload=payload(row), public=public, reference=former)


def renew(row: Organisation) -> uuid.UUID | None:
    """Give it the entry and the salt of what is said of it now; returns the entry of what was."""
    former = row.entry
    row.entry, row.salt = uuid.uuid4(), new_salt()
    return former
