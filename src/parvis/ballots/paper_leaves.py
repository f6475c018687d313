"""What the log tells of paper votes, and of what the items of a budget cost."""

from collections.abc import Mapping

from parvis.ballots.leaves import digest
from parvis.ballots.models import PaperBatch
from parvis.consultations.models import PhaseAction
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value


def payload(batch: PaperBatch) -> dict[str, Value]:
    """What the log commits to: the name of the batch may name a place, or a person."""
    rows = batch.counts.order_by("contribution", "choice").values_list("contribution", "choice", "count")
    counts: list[Value] = [{"item": item, "choice": choice, "count": count} for item, choice, count in rows]
    return {
        "id": batch.pk,
        "ballot": batch.ballot_id,
        "label": batch.label,
        "sheets": batch.sheets,
        "counts": counts,
    }


def entered(batch: PaperBatch) -> Entry:
    return Entry(
        kind=LeafKind.PAPER_ENTERED,
        space=space_of(batch.ballot.phase.consultation_id),
        row=batch,
        payload=payload(batch),
        public={"ballot": batch.ballot_id, "sheets": batch.sheets},
    )


def cancelled(batch: PaperBatch) -> Entry:
    return Entry(
        kind=LeafKind.PAPER_CANCELLED,
        space=space_of(batch.ballot.phase.consultation_id),
        public={"ballot": batch.ballot_id, "sheets": batch.sheets},
        reference=batch.entry,
    )


def priced(ballot: PhaseAction, costs: Mapping[int, int]) -> Entry:
    """How many items have a cost, and the digest of these costs by item."""
    told: dict[str, Value] = {str(item): amount for item, amount in sorted(costs.items())}
    return Entry(
        kind=LeafKind.BUDGET_PRICED,
        space=space_of(ballot.phase.consultation_id),
        public={"ballot": ballot.pk, "items": len(costs), "sha256": digest(told)},
    )
