"""What the log tells of rules: that they are these, or became these, by the digest of their public text."""

import hashlib
from collections import Counter
from datetime import datetime

from parvis.consultations.models import ConsultationPage, Kind, Phase, Rules, Theme
from parvis.consultations.queries import phases_of
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical

TEXTS = (
    "title", "summary", "organiser", "presentation", "objective", "decision_maker", "use_of_contributions",
    "open_points", "settled_points",
)  # fmt: skip


def rules_of(consultation: ConsultationPage) -> dict[str, Value]:
    """Everything that binds who consults: texts, periods, what they open, kinds, themes, places in the team.

    Of the team, only how many: this text stays for ever, people may leave.
    """
    places = Counter(consultation.team.values_list("role", flat=True))
    return {
        "texts": {name: str(getattr(consultation, name)) for name in TEXTS},
        "answer_due": consultation.answer_due.isoformat() if consultation.answer_due else None,
        "phases": [_phase(phase) for phase in phases_of(consultation)],
        "kinds": [_kind(kind) for kind in consultation.kinds.all()],
        "themes": [_theme(theme) for theme in consultation.themes.all()],
        "team": dict(places),
    }


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


def _phase(phase: Phase) -> dict[str, Value]:
    return {
        "id": phase.pk,
        "title": phase.title,
        "summary": phase.summary,
        "starts_at": _seconds(phase.starts_at),
        "ends_at": _seconds(phase.ends_at),
        "carries": str(phase.source),
        "from": phase.source_phase_id,
        "count": phase.source_count,
        "actions": [
            {
                "id": action.pk,
                "verb": str(action.verb),
                "kind": action.kind_id,
                "level": int(action.minimum_level),
                "method": str(action.ballot_method),
            }
            for action in phase.actions.all()
        ],
    }


def _kind(kind: Kind) -> dict[str, Value]:
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
