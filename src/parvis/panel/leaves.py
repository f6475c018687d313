"""What the public log tells of who took part and of weighted results: their fingerprints, once they stand."""

import hashlib

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import canonical
from parvis.panel.models import Statement, WeightedResult


def stated(row: Statement) -> Entry:
    """The fingerprint is that of `panel.json` in the open data."""
    digest = hashlib.sha256(canonical(row.figures)).hexdigest()
    return Entry(
        kind=LeafKind.QUALITY_COMPUTED,
        space=space_of(row.consultation_id),
        public={"axis": "who_took_part", "sha256": digest},
    )


def weighed(row: WeightedResult) -> Entry:
    """The fingerprint is that of `weighted/<ballot>.json` in the open data."""
    digest = hashlib.sha256(canonical(row.figures)).hexdigest()
    return Entry(
        kind=LeafKind.QUALITY_COMPUTED,
        space=space_of(row.ballot.phase.consultation_id),
        public={"axis": "weighted_result", "ballot": row.ballot_id, "sha256": digest},
    )
