"""What the log tells of moderation: the text that is decided on, the reason, the delay; never the words."""

from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.moderation.enums import Act, Screened
from parvis.moderation.models import Appeal, Decision, Ruling, Screening

KINDS = {Act.HIDE: LeafKind.MODERATION_HIDE, Act.RESTORE: LeafKind.MODERATION_RESTORE}
SCREENED = {Screened.ADMIT: LeafKind.MODERATION_ADMIT, Screened.REFUSE: LeafKind.MODERATION_REFUSE}
HOUR = 3600


def payload(decision: Decision, *, space: str) -> dict[str, Value]:
    """What the log commits to. The message is for the author alone: it is not here."""
    return {
        "id": decision.pk,
        "contribution": decision.contribution_id,
        "argument": decision.argument_id,
        "act": str(decision.act),
        "reason": str(decision.reason),
        "moderator": pseudonym(decision.moderator_id, space),
        "at": int(decision.created_at.timestamp()),
    }


def decided(decision: Decision, target: Contribution | Argument) -> Entry:
    """A decision on `target`; the contribution of an argument is loaded."""
    space = space_of(consultation_of(target))
    came = target.created_at if isinstance(target, Argument) else target.received_at or target.created_at
    waited = decision.created_at - came
    return Entry(
        kind=KINDS[Act(decision.act)],
        space=space,
        row=decision,
        payload=payload(decision, space=space),
        public={"reason": str(decision.reason), "hours": int(waited.total_seconds()) // HOUR},
        reference=target.entry,
    )


def appeal_payload(appeal: Appeal) -> dict[str, Value]:
    """The reasons are for those who moderate alone: neither they nor their author are here."""
    return {
        "id": appeal.pk,
        "decision": appeal.decision_id,
        "act": "appeal",
        "at": int(appeal.created_at.timestamp()),
    }


def appealed(appeal: Appeal) -> Entry:
    """An appeal against a decision."""
    return Entry(
        kind=LeafKind.MODERATION_APPEAL,
        space=space_of(appeal.decision.about.consultation_id),
        row=appeal,
        payload=appeal_payload(appeal),
        public={},
        reference=appeal.decision.entry,
    )


def ruling_payload(ruling: Ruling, *, space: str) -> dict[str, Value]:
    """The words to the author are for them alone."""
    return {
        "id": ruling.pk,
        "appeal": ruling.appeal_id,
        "act": "rule",
        "outcome": str(ruling.outcome),
        "moderator": pseudonym(ruling.reviewer_id, space),
        "at": int(ruling.created_at.timestamp()),
    }


def ruled(ruling: Ruling) -> Entry:
    """What was decided on an appeal, and how long its author waited."""
    space = space_of(ruling.appeal.decision.about.consultation_id)
    waited = ruling.created_at - ruling.appeal.created_at
    return Entry(
        kind=LeafKind.MODERATION_RULING,
        space=space,
        row=ruling,
        payload=ruling_payload(ruling, space=space),
        public={"outcome": str(ruling.outcome), "hours": int(waited.total_seconds()) // HOUR},
        reference=ruling.appeal.entry,
    )


def screening_payload(screening: Screening, *, space: str) -> dict[str, Value]:
    """Which text read first, what it became, why and by whom; the message is for its author alone."""
    return {
        "id": screening.pk,
        "guest_text": screening.text_id,
        "act": str(screening.act),
        "reason": str(screening.reason),
        "moderator": pseudonym(screening.moderator_id, space),
        "at": int(screening.created_at.timestamp()),
    }


def screened(screening: Screening) -> Entry:
    """What a moderator did with a text read first, and how long it waited; a refusal gives its reason."""
    space = space_of(screening.text.consultation_id)
    waited = screening.created_at - screening.text.received_at
    public: dict[str, Value] = {"hours": int(waited.total_seconds()) // HOUR}
    if screening.reason:
        public["reason"] = str(screening.reason)
    return Entry(
        kind=SCREENED[Screened(screening.act)],
        space=space,
        row=screening,
        payload=screening_payload(screening, space=space),
        public=public,
        reference=screening.text.entry,
    )


def consultation_of(target: Contribution | Argument) -> int:
    contribution: Contribution = target.contribution if isinstance(target, Argument) else target
    return int(contribution.consultation_id)
