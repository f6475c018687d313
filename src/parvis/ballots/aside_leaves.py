"""What the log tells of votes that moderation sets aside, or puts back."""

from parvis.ballots.models import SetAside
from parvis.consultations.pseudonyms import pseudonym
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value


def payload(act: SetAside) -> dict[str, Value]:
    """What the log commits to. The note is for the team: it may name people."""
    return {
        "id": act.pk,
        "criterion": act.criterion,
        "reason": act.reason,
        "moderator": pseudonym(act.moderator_id, space_of(act.consultation_id)),
    }


def set_aside(act: SetAside, *, trackers: str) -> Entry:
    """Votes taken out of the counts: how many, in which ballots, at which levels, why; never whose."""
    told = {name: act.figures[name] for name in ("votes", "ballots", "levels")}
    return Entry(
        kind=LeafKind.MODERATION_SET_ASIDE,
        space=space_of(act.consultation_id),
        row=act,
        payload=payload(act),
        public={"reason": act.reason, "trackers": trackers, **told},
    )


def put_back(act: SetAside, *, votes: int) -> Entry:
    """Votes that count again, under the leaf that set them aside."""
    return Entry(
        kind=LeafKind.MODERATION_PUT_BACK,
        space=space_of(act.consultation_id),
        public={"reason": act.reason, "votes": votes},
        reference=act.entry,
    )
