"""What the log tells of rules: that they are these, or became these, by the digest of their public text."""

import hashlib
from collections import Counter
from datetime import datetime

from parvis.consultations.enums import BallotMethod, KindRole
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Rules, Theme
from parvis.consultations.options import BallotOptions
from parvis.consultations.queries import phases_of
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical

TEXTS = (
    "title", "summary", "organiser", "presentation", "objective", "decision_maker", "use_of_contributions",
    "open_points", "settled_points",
)  # fmt: skip
FRAME = (
    "profile", "replaced_committee", "announcement", "alternatives", "funder", "operator", "offline_ways",
    "answer_in_charge", "has_no_guarantor", "unindexed", "takes_api",
)  # fmt: skip


def rules_of(consultation: ConsultationPage) -> dict[str, Value]:
    """Everything that binds who consults: texts, periods, what they open, kinds, themes, places in the team.

    Of the team, only how many: this text stays for ever, people may leave.
    """
    places = Counter(consultation.team.values_list("role", flat=True))
    return {
        "texts": {name: str(getattr(consultation, name)) for name in TEXTS},
        "answer_due": consultation.answer_due.isoformat() if consultation.answer_due else None,
        "phases": [_phase(phase, consultation.currency) for phase in phases_of(consultation)],
        "kinds": [_kind(kind) for kind in consultation.kinds.prefetch_related("questions")],
        "themes": [_theme(theme) for theme in consultation.themes.all()],
        "team": dict(places),
        **_frame(consultation),
        **_invited(consultation),
    }


def _frame(consultation: ConsultationPage) -> dict[str, Value]:
    """What the rules of good practice ask for, where it was said: the rules of before are those of always."""
    told: dict[str, Value] = {
        name: value if isinstance(value, bool) else str(value)
        for name in FRAME
        if (value := getattr(consultation, name))
    }
    return {"frame": told} if told else {}


def _invited(consultation: ConsultationPage) -> dict[str, Value]:
    """Whom the organiser vouches for, when it does for somebody: domains, and how many codes; never whose."""
    domains: list[Value] = [domain.pattern for domain in consultation.trusted_domains.all()]
    batches: list[Value] = [
        {
            "id": batch.pk,
            "codes": batch.size,
            "is_revoked": batch.revoked_at is not None,
            "is_void": batch.is_void,
        }
        for batch in consultation.invitations.all()
    ]
    told: dict[str, Value] = {"domains": domains, "invitations": batches}
    return {name: value for name, value in told.items() if value}


def digest(text: Value) -> str:
    return hashlib.sha256(canonical(text)).hexdigest()


def told(rules: Rules) -> Entry:
    """The first version is published; the next ones are changes."""
    return Entry(
        kind=LeafKind.RULES_PUBLISHED if rules.version == 1 else LeafKind.RULES_CHANGED,
        space=space_of(rules.consultation_id),
        public={"version": rules.version, "sha256": rules.digest},
    )


def extended(phase: Phase, *, former: datetime) -> Entry:
    """An open phase is given more time; without an end, it closes when the organiser says so."""
    return Entry(
        kind=LeafKind.EXTENSION,
        space=space_of(phase.consultation_id),
        public={"phase": phase.pk, "from": _seconds(former), "to": _seconds(phase.ends_at)},
    )


def _phase(phase: Phase, currency: str) -> dict[str, Value]:
    return {
        "id": phase.pk,
        "title": phase.title,
        "summary": phase.summary,
        "starts_at": _seconds(phase.starts_at),
        "ends_at": _seconds(phase.ends_at),
        "carries": str(phase.source),
        "from": phase.source_phase_id,
        "count": phase.source_count,
        "actions": [_action(action, currency) for action in phase.actions.all()],
    }


def _action(action: PhaseAction, currency: str) -> dict[str, Value]:
    """Options and guests are there when set: the rules of an act without any are those of always."""
    told: dict[str, Value] = {
        "id": action.pk,
        "verb": str(action.verb),
        "kind": action.kind_id,
        "level": int(action.minimum_level),
        "method": str(action.ballot_method),
    }
    if action.allows_guests:
        told["guests"] = True
    if action.read_within is not None:
        told["read_within"] = action.read_within
    options = BallotOptions.of(action).told()
    if action.ballot_method == BallotMethod.BUDGET:
        options["currency"] = currency
    return {**told, "options": options} if options else told


def _kind(kind: Kind) -> dict[str, Value]:
    """What a form adds is there when it adds something: the rules of the others are those of always."""
    return _plain_kind(kind) | _visibility(kind) | _form(kind)


def _visibility(kind: Kind) -> dict[str, Value]:
    told: dict[str, Value] = {}
    if not kind.has_text:
        told["has_text"] = False
    if kind.is_private:
        told["visibility"] = str(kind.visibility)
    if kind.one_per_person:
        told["one_per_person"] = True
    if kind.role != KindRole.PLAIN:
        told["role"] = str(kind.role)
    return told


def _form(kind: Kind) -> dict[str, Value]:
    questions: list[Value] = [
        {
            "code": question.code,
            "type": str(question.type),
            "label": question.label,
            "help": question.help_text,
            "is_required": question.is_required,
            "purpose": question.purpose if question.is_personal else None,
            "settings": question.settings,
            "condition": question.condition,
        }
        for question in kind.questions.all()
    ]
    return {"questions": questions} if questions else {}


def _plain_kind(kind: Kind) -> dict[str, Value]:
    return {
        "id": kind.pk,
        "code": kind.code,
        "name": kind.name,
        "plural_name": kind.plural_name,
        "call": kind.call,
        "help": kind.help_text,
        "is_titled": kind.is_titled,
        "responds_to": kind.responds_to_id,
        "limit": kind.text_limit,
    }


def _theme(theme: Theme) -> dict[str, Value]:
    return {"id": theme.pk, "name": theme.name, "description": theme.description}


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())
