"""What the log tells of a draw: its list before the seed, the seed and what it gave, replacements."""

from parvis.draws.models import Draw, Seat
from parvis.draws.replay import sha256
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind


def prepared(draw: Draw) -> Entry:
    """The fingerprint is that of `list` in the report, which holds the rule of the seed."""
    return Entry(
        kind=LeafKind.DRAW_PREPARED,
        space=space_of(draw.consultation_id),
        public={
            "draw": draw.pk,
            "sha256": draw.digest,
            "panels": len(draw.listed["panels"]),
            "people": len(draw.listed["people"]),
            "rule": sha256(draw.seed_rule.encode()),
        },
    )


def drawn(draw: Draw) -> Entry:
    return Entry(
        kind=LeafKind.DRAW_DRAWN,
        space=space_of(draw.consultation_id),
        public={"draw": draw.pk, "sha256": draw.digest, "seed": draw.seed, "number": draw.number},
    )


def replaced(seat: Seat, former: Seat) -> Entry:
    return Entry(
        kind=LeafKind.DRAW_REPLACED,
        space=space_of(seat.draw.consultation_id),
        public={"draw": seat.draw_id, "out": former.candidate.number, "in": seat.candidate.number},
    )
