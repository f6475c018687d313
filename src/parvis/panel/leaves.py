"""What the public log tells of the statement of who took part: its fingerprint, once it is final."""

import hashlib

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import canonical
from parvis.panel.models import Statement


def stated(row: Statement) -> Entry:
    """The fingerprint is that of `panel.json` in the open data."""
    digest = hashlib.sha256(canonical(row.figures)).hexdigest()
    return Entry(
        kind=LeafKind.QUALITY_COMPUTED,
        space=space_of(row.consultation_id),
        public={"axis": "who_took_part", "sha256": digest},
    )
