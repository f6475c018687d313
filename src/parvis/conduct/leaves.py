"""What the log tells of what is declared, of the record of personal data, and of the decision.

Names stay out of it: the log is for ever.
"""

import hashlib

from parvis.conduct.models import RECORD, Attestation, DataRecord, Explanation, FinalDecision, OutageRuling
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def attested(row: Attestation) -> Entry:
    """Neither the words nor the name, not even their digest: whoever guessed a name could try it for ever."""
    return Entry(kind=LeafKind.RULE_ATTESTED, space=space_of(row.consultation_id), public={"rule": row.rule})


def taken_back(row: Attestation) -> Entry:
    return Entry(
        kind=LeafKind.RULE_TAKEN_BACK, space=space_of(row.consultation_id), public={"rule": row.rule}
    )


def recorded(row: DataRecord) -> Entry:
    return Entry(
        kind=LeafKind.RECORD_PUBLISHED,
        space=space_of(row.consultation_id),
        public={"sha256": _digest({name: str(getattr(row, name)) for name in RECORD})},
    )


def decided(row: FinalDecision) -> Entry:
    said: dict[str, Value] = {
        "title": row.title,
        "text": row.text,
        "link": row.link,
        "signature": row.signature,
    }
    return Entry(
        kind=LeafKind.DECISION_PUBLISHED,
        space=space_of(row.consultation_id),
        public={"taken_on": row.taken_on.isoformat(), "sha256": _digest(said)},
    )


def explained(row: Explanation) -> Entry:
    """Its words are on the page of rules; the log holds that they were said then, and no others since."""
    version = row.rules.version
    return Entry(
        kind=LeafKind.RULES_EXPLAINED,
        space=space_of(row.rules.consultation_id),
        public={"version": version, "sha256": _digest({"version": version, "words": row.words})},
    )


def outage_answered(row: OutageRuling, *, minutes: int) -> Entry:
    """Its words are on the page of rules, as those of a change are."""
    public: dict[str, Value] = {
        "code": "outage_answered",
        "minutes": minutes,
        "extended_to": int(row.extended_to.timestamp()) if row.extended_to else None,
        "sha256": _digest({"words": row.words}),
    }
    return Entry(kind=LeafKind.INCIDENT, space=space_of(row.consultation_id), public=public)


def _digest(said: Value) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()
