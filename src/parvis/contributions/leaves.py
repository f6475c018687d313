"""What the log tells of contributions: the domain writes it, the exports open it with the same payloads."""

import uuid
from typing import Any

from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.enums import PRIVATE
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution, Version
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Logged
from parvis.merkle.canonical import Value
from parvis.merkle.commitments import new_salt

RIGHT_TO_ERASURE = "17-1-b"
"""Regulation (EU) 2016/679, article 17, paragraph 1, point b: the person takes their consent back."""
UNLAWFUL = "17-1-d"
"""The same, point d: somebody is shown or named who never agreed to it."""


def payload(row: Contribution) -> dict[str, Value]:
    """What the log commits to: the words, and what never changes by itself.

    Answers are there when the form asks some; personal ones never are: erasing them must leave no trace.
    """
    return _words(row) | exact_answers(row.form_answers)


def exact_answers(answers: dict[str, Any]) -> dict[str, Value]:
    return {"answers": _exact(answers)} if answers else {}


def _exact(value: Any) -> Value:
    """Without a float, which has several ways to be written: coordinates become text."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: _exact(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_exact(held) for held in value]
    plain: Value = value
    return plain


def _words(row: Contribution) -> dict[str, Value]:
    words = _what_is_said(row)
    if row.organisation_id is not None:
        words = {**words, "organisation": row.organisation_id}
    if row.received_at is not None:
        words = {**words, "received": int(row.received_at.timestamp())}
    return {**words, "guest": True} if row.is_guest else words


def author_of(row: Contribution | WaitingText) -> str | None:
    """The pseudonym under which it is told; that of an organisation leads to nobody who acts for it."""
    space = space_of(row.consultation_id)
    if row.organisation_id is None:
        return pseudonym(row.author_id, space)
    return pseudonym(row.organisation_id, f"{space}:organisation")


def _what_is_said(row: Contribution) -> dict[str, Value]:
    return {
        "id": row.pk,
        "kind": row.kind_id,
        "phase": row.phase_id,
        "theme": row.theme_id,
        "responds_to": row.responds_to_id,
        "title": row.title,
        "text": row.text,
        "author": author_of(row),
        "level": int(row.identity_level),
        "channel": str(row.origin),
        "late": row.is_late,
        "at": int(row.created_at.timestamp()),
    }


def former_payload(version: Version) -> dict[str, Value]:
    """What the log committed to before a revision; `version.contribution` is loaded."""
    words = {**_words(version.contribution), "title": version.title, "text": version.text}
    return words | exact_answers(version.form_answers)


def accepted(row: Contribution, *, is_question: bool = False, received: uuid.UUID | None = None) -> Entry:
    """A question to the organiser has a kind of leaf of its own.

    `received`: the entry under which the log told that this text came, when it was read first.
    """
    return Entry(
        kind=LeafKind.QUESTION_ACCEPTED if is_question else LeafKind.CONTRIBUTION_ACCEPTED,
        space=space_of(row.consultation_id),
        row=row,
        payload=payload(row),
        public=public(row),
        reference=received,
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


def merge_payload(merge: Merge) -> dict[str, Value]:
    """Which texts, the one that stays, the common words, who, when and why; never changed by a split."""
    texts = merge.texts.order_by("contribution_id").values_list("contribution_id", flat=True)
    return {
        "id": merge.pk,
        "kept": merge.kept_id,
        "texts": list(texts),
        "title": merge.title,
        "text": merge.text,
        "reason": merge.reason,
        "organiser": pseudonym(merge.organiser_id, space_of(merge.consultation_id)),
        "at": int(merge.created_at.timestamp()),
    }


def merged(merge: Merge) -> Entry:
    """Texts brought together under the one that `reference` tells; each leaf of theirs stands."""
    payload = merge_payload(merge)
    return Entry(
        kind=LeafKind.CONTRIBUTION_MERGED,
        space=space_of(merge.consultation_id),
        row=merge,
        payload=payload,
        public={"kept": merge.kept_id, "texts": payload["texts"]},
        reference=merge.kept.entry,
    )


def split(merge: Merge, *, is_departure: bool) -> Entry:
    """The end of a merge: decided by an organiser, or because the text that stayed left the public."""
    return Entry(
        kind=LeafKind.CONTRIBUTION_SPLIT,
        space=space_of(merge.consultation_id),
        public={"kept": merge.kept_id, "departure": is_departure},
        reference=merge.entry,
    )


def erased(entry: uuid.UUID, *, space: str, ground: str = RIGHT_TO_ERASURE) -> Entry:
    """Somebody's personal data under `entry` is gone, and the salt with it."""
    return Entry(kind=LeafKind.ERASURE, space=space, public={"ground": ground}, reference=entry)


def public(row: Contribution) -> dict[str, Value]:
    """`private`, from the first leaf on: no row will ever open it in public. `guest`: without an address."""
    told: dict[str, Value] = {"level": int(row.identity_level), "channel": str(row.origin)}
    if row.is_guest:
        told["guest"] = True
    return {**told, "private": True} if row.state == PRIVATE else told


def renew(row: Logged) -> uuid.UUID | None:
    """Give a row the entry and the salt of new words; returns the entry of the former ones."""
    former = row.entry
    row.entry, row.salt = uuid.uuid4(), new_salt()
    return former
