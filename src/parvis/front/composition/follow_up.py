"""The follow-up of a consultation: what was promised at its start, what came out, what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
from parvis.consultations.leaves import rules_of
from parvis.consultations.models import ConsultationPage, Phase, Rules
from parvis.consultations.queries import database_now, phases_of
from parvis.contributions.enums import State
from parvis.debate.clock import Promise, promise_for
from parvis.front.composition import commitments, stage
from parvis.front.composition.consultation import facts
from parvis.front.composition.result import took_part
from parvis.moderation.appeals import promises_of as appeal_promises
from parvis.pages import queries as pages
from parvis.pages.enums import ResourceOrigin
from parvis.pages.models import ResourcePage
from parvis.restitution.asked import promises_of as answer_promises
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.examination_queries import public_examinations
from parvis.restitution.models import Answer, SynthesisPage
from parvis.restitution.queries import DatedFigures, public_figures_of, syntheses_for
from parvis.ui import words
from parvis.ui.data import Fact, PhaseStep


@dataclass(frozen=True, slots=True)
class Declared:
    """A rule that somebody of the team declared to be kept, in their words."""

    rule: Rule
    attestation: Attestation


@dataclass(frozen=True, slots=True)
class Changed:
    """What is otherwise today: lines that no longer hold, lines that do, what was declared since.

    `use` is empty where it is still what was told first.
    """

    use: str
    dropped: list[str]
    added: list[str]
    declared: list[Declared]


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised when it opened, read in the rules that were made public then.

    `use`: what would be done with the contributions, as rich text. `since`: when, None while none are public.
    """

    use: str
    lines: list[str]
    declared: list[Declared]
    since: datetime | None
    changed: Changed


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
    is_examined: bool
    commitments: list[commitments.Shown]
    resources: list[tuple[ResourceOrigin, list[ResourcePage]]]


def compose(consultation: ConsultationPage) -> FollowUp:
    """Read each floor once; the number of queries depends on nothing."""
    now = database_now()
    phases = phases_of(consultation)
    synthesis = syntheses_for([consultation]).get(consultation.pk)
    dated = public_figures_of(consultation)
    position = stage.locate(phases, now=now, synthesis=synthesis)
    return FollowUp(
        consultation=consultation,
        position=position,
        sentence=stage.sentence(consultation, position, now=now),
        due=stage.due(consultation, now=now),
        facts=facts(consultation),
        set_up=_set_up(consultation, phases),
        steps=stage.steps(consultation, phases, now=now),
        promised=_promised(consultation),
        figures=dated,
        took_part=took_part(dated.figures) if dated and not dated.figures.is_empty else "",
        synthesis=synthesis,
        decision=FinalDecision.objects.filter(consultation=consultation).first(),
        fates=_fates(consultation),
        is_examined=public_examinations(consultation).exists(),
        commitments=commitments.shown_in(consultation),
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


def _promised(consultation: ConsultationPage) -> Promised:
    """The first rules that were told, since later ones may say otherwise; those of now until some are."""
    first: Rules | None = consultation.rules.first()
    now: dict[str, Any] = dict(rules_of(consultation))
    told, moment = (first.text, first.made_at) if first else (now, database_now())
    promises = answer_promises([consultation.pk]).get(consultation.pk, []), appeal_promises(consultation)
    lines, today = _lines(told, *promises, by=moment), _lines(now, *promises, by=database_now())
    declared = [Declared(BY_CODE[row.rule], row) for row in in_force(consultation) if row.rule in BY_CODE]
    use, use_now = (rules["texts"].get("use_of_contributions", "") for rules in (told, now))
    return Promised(
        use=use,
        lines=lines,
        declared=[one for one in declared if one.attestation.made_at <= moment],
        since=first.made_at if first else None,
        changed=Changed(
            use=use_now if use_now != use else "",
            dropped=[line for line in lines if line not in today],
            added=[line for line in today if line not in lines],
            declared=[one for one in declared if one.attestation.made_at > moment],
        ),
    )


def _lines(
    rules: Mapping[str, Any], answers: Sequence[Promise], appeals: Sequence[Promise], *, by: datetime
) -> list[str]:
    """In sentences, what these rules promise, and the delays that were promised by this moment."""
    due = rules["answer_due"]
    lines = [
        _answer(date.fromisoformat(due) if due else None, rules.get("frame", {}).get("answer_in_charge", "")),
        *_carried(rules["phases"]),
        *_thresholds(rules),
        _delay_of_answers(_days(answers, by)),
        _delay_of_appeals(_days(appeals, by)),
    ]
    return [line for line in lines if line]


def _answer(due: date | None, who: str) -> str:
    if due and who:
        return _("An answer by %(day)s; in charge of it: %(who)s.") % {"day": words.day(due), "who": who}
    return _("An answer by %(day)s.") % {"day": words.day(due)} if due else ""


def _carried(phases: Sequence[Mapping[str, Any]]) -> list[str]:
    """What goes on by itself from one phase to the next."""
    titles = {phase["id"]: phase["title"] for phase in phases}
    return [
        ngettext(
            "The first of “%(source)s” goes on to “%(phase)s”.",
            "The %(count)s first of “%(source)s” go on to “%(phase)s”.",
            phase["count"],
        )
        % {
            "count": words.number(phase["count"]),
            "source": titles.get(phase["from"], ""),
            "phase": phase["title"],
        }
        for phase in phases
        if phase["carries"] == Source.BEST and phase["count"]
    ]


def _thresholds(rules: Mapping[str, Any]) -> list[str]:
    names = {kind["id"]: kind["plural_name"] for kind in rules["kinds"]}
    supports = (
        (action["kind"], action.get("options", {}).get("threshold"))
        for phase in rules["phases"]
        for action in phase["actions"]
    )
    return [
        _("%(kinds)s: what %(people)s support is taken up.")
        % {"kinds": capfirst(names.get(kind, "")), "people": words.people(threshold)}
        for kind, threshold in supports
        if threshold
    ]


def _days(promises: Sequence[Promise], by: datetime) -> int:
    """Those promised last by this moment; 0 without any."""
    promise = promise_for(by, promises)
    return promise.days if promise else 0


def _delay_of_answers(days: int) -> str:
    said = ngettext(
        "Each question to the organiser is answered within %(days)s working day.",
        "Each question to the organiser is answered within %(days)s working days.",
        days,
    )
    return said % {"days": words.number(days)} if days else ""


def _delay_of_appeals(days: int) -> str:
    said = ngettext(
        "An appeal against moderation is decided within %(days)s working day.",
        "An appeal against moderation is decided within %(days)s working days.",
        days,
    )
    return said % {"days": words.number(days)} if days else ""


def _fates(consultation: ConsultationPage) -> list[tuple[str, int]]:
    """How many contributions that everybody reads have each answer, the last one; one query."""
    answers = Answer.objects.filter(
        contribution__consultation=consultation, contribution__state=State.PUBLISHED
    )
    last = answers.order_by("contribution", "-id").distinct("contribution")
    counts = Counter(last.values_list("status", flat=True))
    return [(capfirst(str(status.label)), counts[status]) for status in AnswerStatus if counts[status]]
