"""What the log tells of texts that are no contributions yet: they came, changed, and left."""

import uuid

from parvis.contributions.leaves import author_of, exact_answers
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value

NO_LONGER_NEEDED = "17-1-a"
"""Regulation (EU) 2016/679, article 17, paragraph 1, point a: the data are no longer necessary."""


def payload(text: WaitingText) -> dict[str, Value]:
    """What the log commits to when a text comes: the words, which open this line for their author alone."""
    return {
        "id": text.pk,
        "kind": text.kind_id,
        "phase": text.phase_id,
        "theme": text.theme_id,
        "responds_to": text.responds_to_id,
        "title": text.title,
        "text": text.text,
        "level": int(text.identity_level),
        "channel": str(text.origin),
        "late": text.is_late,
        "at": int(text.received_at.timestamp()),
        **exact_answers(text.form_answers),
        **_whose(text),
    }


def _whose(text: WaitingText) -> dict[str, Value]:
    """Nothing of a guest."""
    if text.is_guest:
        return {}
    told: dict[str, Value] = {"author": author_of(text)}
    if text.organisation_id is not None:
        told["organisation"] = text.organisation_id
    if text.revises_id is not None:
        told["revises"] = text.revises_id
    return told


def received(text: WaitingText, *, former: uuid.UUID | None = None) -> Entry:
    """`private` says from this first line on that no row will open it: what is published has its own line.

    `former`: the entry of the words that its author had sent before these, while they waited.
    """
    return Entry(
        kind=LeafKind.GUEST_RECEIVED if text.is_guest else LeafKind.CONTRIBUTION_RECEIVED,
        space=space_of(text.consultation_id),
        row=text,
        payload=payload(text),
        public={"level": int(text.identity_level), "channel": str(text.origin), "private": True},
        reference=former,
    )


def withdrawn(text: WaitingText) -> Entry:
    """Its author took it back before anybody read it, or after it was refused."""
    return Entry(
        kind=LeafKind.GUEST_WITHDRAWN if text.is_guest else LeafKind.CONTRIBUTION_WITHDRAWN,
        space=space_of(text.consultation_id),
        public={},
        reference=text.entry,
    )


def forgotten(text: WaitingText) -> Entry:
    """Its words were kept as long as they had to be, and are erased."""
    return Entry(
        kind=LeafKind.ERASURE,
        space=space_of(text.consultation_id),
        public={"ground": NO_LONGER_NEEDED},
        reference=text.entry,
    )
