"""The follow-up of a consultation: what was promised at its start, what came out, what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.conduct.models import Attestation, FinalDecision
from parvis.conduct.queries import in_force
from parvis.conduct.rules.base import Rule
from parvis.conduct.rules.book import BY_CODE
from parvis.consultations.enums import Role, Source
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction, Rules
from parvis.consultations.queries import ballots_of, database_now, phases_of
from parvis.contributions.enums import State
from parvis.front.composition import stage
from parvis.front.composition.consultation import facts
from parvis.front.composition.result import took_part
from parvis.moderation.appeals import promises_of as appeal_promises
from parvis.pages import queries as pages
from parvis.pages.enums import ResourceOrigin
from parvis.pages.models import ResourcePage
from parvis.restitution.asked import promises_of as answer_promises
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer, SynthesisPage
from parvis.restitution.queries import DatedFigures, figures_for, syntheses_for
from parvis.ui import words
from parvis.ui.data import Fact, PhaseStep


@dataclass(frozen=True, slots=True)
class Declared:
    """A rule that somebody of the team declared to be kept, in their words."""

    rule: Rule
    attestation: Attestation


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised when it opened, read in the rules that were made public then.

    `use`: what would be done with the contributions, as rich text. `since`: when, None while none are public.
    """

    use: str
    lines: list[str]
    declared: list[Declared]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything that the page shows."""

    consultation: ConsultationPage
    position: stage.Position
    sentence: str
    due: str
    facts: list[Fact]
    set_up: list[Fact]
    steps: list[PhaseStep]
    promised: Promised
    figures: DatedFigures | None
    took_part: str
    synthesis: SynthesisPage | None
    decision: FinalDecision | None
    fates: list[tuple[str, int]]
    resources: list[tuple[ResourceOrigin, list[ResourcePage]]]


def compose(consultation: ConsultationPage) -> FollowUp:
    """Read each floor once; the number of queries depends on nothing."""
    now = database_now()
    phases = phases_of(consultation)
    synthesis = syntheses_for([consultation]).get(consultation.pk)
    dated = figures_for([consultation]).get(consultation.pk)
    position = stage.locate(phases, now=now, synthesis=synthesis)
    counted = dated.figures if dated else None
    return FollowUp(
        consultation=consultation,
        position=position,
        sentence=stage.sentence(consultation, position, now=now),
        due=stage.due(consultation, now=now),
        facts=facts(consultation),
        set_up=_set_up(consultation, phases),
        steps=stage.steps(consultation, phases, now=now),
        promised=_promised(consultation, phases),
        figures=dated,
        took_part=took_part(counted) if counted and (counted.acts or counted.imported_votes) else "",
        synthesis=synthesis,
        decision=FinalDecision.objects.filter(consultation=consultation).first(),
        fates=_fates(consultation),
        resources=pages.by_origin(list(pages.resources(below=consultation))),
    )


def _set_up(consultation: ConsultationPage, phases: Sequence[Phase]) -> list[Fact]:
    """How it was held: frame, scale, place, what one did, with whom watching."""
    acts = [action for phase in phases for action in phase.actions.all()]
    done = dict.fromkeys(f"{action.get_verb_display()} ({action.kind.plural_name})" for action in acts)
    team = Counter(consultation.team.values_list("role", flat=True))
    told = [
        (_("Legal frame"), capfirst(consultation.get_profile_display()) if consultation.profile else ""),
        (_("Scale"), capfirst(consultation.get_scale_display()) if consultation.scale else ""),
        (_("Where one takes part"), capfirst(consultation.get_way_display()) if consultation.way else ""),
        (_("What one did"), capfirst(", ".join(done))),
        (_("Guarantor"), _("follows this consultation") if team[Role.GUARANTOR] else ""),
        (_("Without the internet"), consultation.offline_ways),
    ]
    return [Fact(label, value) for label, value in told if value]


def _promised(consultation: ConsultationPage, phases: Sequence[Phase]) -> Promised:
    """The first rules that were told, since later ones may say otherwise; those of now until some are."""
    first: Rules | None = consultation.rules.first()
    texts, frame, due = _first_words(consultation, first)
    lines = [
        _answer(due, frame.get("answer_in_charge", "")),
        _now_due(consultation, due),
        *_carried(phases),
        *_thresholds(ballots_of(phases)),
        *_delays(consultation),
    ]
    declared = [Declared(BY_CODE[row.rule], row) for row in in_force(consultation) if row.rule in BY_CODE]
    return Promised(
        use=texts.get("use_of_contributions", ""),
        lines=[line for line in lines if line],
        declared=declared,
        since=first.made_at if first else None,
    )


def _first_words(
    consultation: ConsultationPage, first: Rules | None
) -> tuple[dict[str, Any], dict[str, Any], date | None]:
    if first is None:
        texts = {"use_of_contributions": str(consultation.use_of_contributions)}
        return texts, {"answer_in_charge": consultation.answer_in_charge}, consultation.answer_due
    due = first.text["answer_due"]
    return first.text["texts"], first.text.get("frame", {}), date.fromisoformat(due) if due else None


def _answer(due: date | None, who: str) -> str:
    if due and who:
        return _("An answer by %(day)s; in charge of it: %(who)s.") % {"day": words.day(due), "who": who}
    return _("An answer by %(day)s.") % {"day": words.day(due)} if due else ""


def _now_due(consultation: ConsultationPage, first: date | None) -> str:
    due = consultation.answer_due
    if due is None or due == first:
        return ""
    return _("Since then, the day of the answer has become %(day)s.") % {"day": words.day(due)}


def _carried(phases: Sequence[Phase]) -> list[str]:
    """What goes on by itself from one phase to the next."""
    return [
        ngettext(
            "The first of “%(source)s” goes on to “%(phase)s”.",
            "The %(count)s first of “%(source)s” go on to “%(phase)s”.",
            phase.source_count,
        )
        % {"count": words.number(phase.source_count), "source": phase.source_phase, "phase": phase}
        for phase in phases
        if phase.source == Source.BEST and phase.source_count
    ]


def _thresholds(ballots: Sequence[PhaseAction]) -> list[str]:
    return [
        _("%(kinds)s: what %(people)s support is taken up.")
        % {"kinds": capfirst(ballot.kind.plural_name), "people": words.people(ballot.ballot_threshold)}
        for ballot in ballots
        if ballot.ballot_threshold
    ]


def _delays(consultation: ConsultationPage) -> list[str]:
    found = []
    if asked := answer_promises([consultation.pk]).get(consultation.pk):
        found.append(
            ngettext(
                "Each question to the organiser is answered within %(days)s working day.",
                "Each question to the organiser is answered within %(days)s working days.",
                asked[0].days,
            )
            % {"days": words.number(asked[0].days)}
        )
    if appeals := appeal_promises(consultation):
        found.append(
            ngettext(
                "An appeal against moderation is decided within %(days)s working day.",
                "An appeal against moderation is decided within %(days)s working days.",
                appeals[0].days,
            )
            % {"days": words.number(appeals[0].days)}
        )
    return found


def _fates(consultation: ConsultationPage) -> list[tuple[str, int]]:
    """How many contributions that everybody reads have each answer, the last one; one query."""
    answers = Answer.objects.filter(
        contribution__consultation=consultation, contribution__state=State.PUBLISHED
    )
    last = answers.order_by("contribution", "-id").distinct("contribution")
    counts = Counter(last.values_list("status", flat=True))
    return [(capfirst(str(status.label)), counts[status]) for status in AnswerStatus if counts[status]]
