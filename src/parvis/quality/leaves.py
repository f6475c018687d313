"""What the public log tells of a measure: the fingerprints of its numbers and of its notes."""

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.quality.models import QualityRecord


def computed(row: QualityRecord) -> Entry:
    """Of `inputs.json` and of `results.json`, as the page of the consultation gives them."""
    return Entry(
        kind=LeafKind.QUALITY_COMPUTED,
        space=space_of(row.consultation_id),
        public={
            "axis": "all",
            "version": row.version,
            "inputs": row.inputs_sha256,
            "sha256": row.results_sha256,
        },
    )
