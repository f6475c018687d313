"""What the log tells of texts of guests that are no contributions: they came, and left."""

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.contributions.guests import GuestText
from parvis.contributions.leaves import exact_answers
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value

NO_LONGER_NEEDED = "17-1-a"
"""Regulation (EU) 2016/679, article 17, paragraph 1, point a: the data are no longer necessary."""


def payload(text: GuestText) -> dict[str, Value]:
    """What the log commits to when a text comes: the words, which open this line for their author alone."""
    return {
        "id": text.pk,
        "kind": text.kind_id,
        "phase": text.phase_id,
        "theme": text.theme_id,
        "responds_to": text.responds_to_id,
        "title": text.title,
        "text": text.text,
        "level": int(IdentityLevel.VISITOR),
        "channel": str(Origin.WEB),
        "late": text.is_late,
        "at": int(text.received_at.timestamp()),
        **exact_answers(text.form_answers),
    }


def received(text: GuestText) -> Entry:
    """`private` says from this first line on that no row will open it: what is published has its own line."""
    return Entry(
        kind=LeafKind.GUEST_RECEIVED,
        space=space_of(text.consultation_id),
        row=text,
        payload=payload(text),
        public={"level": int(IdentityLevel.VISITOR), "channel": str(Origin.WEB), "private": True},
    )


def withdrawn(text: GuestText) -> Entry:
    """Its author took it back before anybody read it, or after it was refused."""
    return Entry(
        kind=LeafKind.GUEST_WITHDRAWN,
        space=space_of(text.consultation_id),
        public={},
        reference=text.entry,
    )


def forgotten(text: GuestText) -> Entry:
    """Its words were kept as long as they had to be, and are erased."""
    return Entry(
        kind=LeafKind.ERASURE,
        space=space_of(text.consultation_id),
        public={"ground": NO_LONGER_NEEDED},
        reference=text.entry,
    )
