"""What the log tells of votes: one was cast, in this ballot, at this level; never the choice, never who."""

import hashlib
import uuid
from collections.abc import Mapping

from parvis.ballots.models import Vote
from parvis.consultations.models import PhaseAction
from parvis.ledger.domain.append import Entry
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def payload(vote: Vote) -> dict[str, Value]:
    """What the log commits to, and what the voter finds under the tracker once the vote is closed.

    `other`: of two items, the one that was not preferred.
    """
    told: dict[str, Value] = {
        "ballot": vote.ballot_id,
        "item": vote.contribution_id,
        "choice": int(vote.choice),
        "level": int(vote.identity_level),
        "tracker": vote.tracker,
    }
    return told if vote.other_id is None else {**told, "other": vote.other_id}


def cast(vote: Vote, *, space: str) -> Entry:
    return Entry(kind=LeafKind.VOTE_CAST, space=space, row=vote, payload=payload(vote), public=public(vote))


def changed(vote: Vote, *, former: uuid.UUID | None, space: str) -> Entry:
    """A vote that takes the place of `former`, of which nobody can say any longer what it was."""
    return Entry(
        kind=LeafKind.VOTE_CHANGED,
        space=space,
        row=vote,
        payload=payload(vote),
        public=public(vote),
        reference=former,
    )


def withdrawn(vote: Vote, *, space: str) -> Entry:
    return Entry(kind=LeafKind.VOTE_WITHDRAWN, space=space, public=public(vote), reference=vote.entry)


def checkpoint(facts: Mapping[str, Value], *, space: str) -> Entry:
    return Entry(kind=LeafKind.TALLY_CHECKPOINT, space=space, public=facts)


def final(ballot: PhaseAction, *, votes: int, digest: str, space: str) -> Entry:
    return Entry(
        kind=LeafKind.TALLY_FINAL,
        space=space,
        public={"ballot": ballot.pk, "votes": votes, "sha256": digest},
    )


def digest(facts: Mapping[str, Value]) -> str:
    return hashlib.sha256(canonical(dict(facts))).hexdigest()


def public(vote: Vote) -> dict[str, Value]:
    return {"ballot": vote.ballot_id, "level": int(vote.identity_level)}
