"""The numbers that go into the six formulas, read where each is kept; what nobody keeps is simply not there.

Nothing of them says who somebody is: people are numbered in the order of what they wrote in public, axis by
axis, and what is answered apart (who one is, a quiz, how it went) is in counts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from parvis.analysis.quality.notes import ENOUGH_ANSWERS, SEED
from parvis.analysis.quality.readability import text_size
from parvis.analysis.quality.recompute import FORMAT
from parvis.conduct.enums import EvaluationQuestion
from parvis.conduct.evaluated import results_of
from parvis.conduct.facts import Facts
from parvis.conduct.queries import gather
from parvis.conduct.readability import FEWEST_WORDS, plain
from parvis.conduct.rules.book import judge
from parvis.consultations.models import ConsultationPage
from parvis.debate.clock import add_working_days
from parvis.learning.figures import patterns_of
from parvis.learning.queries import shown_quiz
from parvis.pages.blocks.words import words_of
from parvis.pages.enums import ResourceForm, ResourceOrigin
from parvis.pages.languages import each_once
from parvis.pages.models import ResourcePage
from parvis.panel.figures import Compared, Measure
from parvis.panel.queries import statements_for, survey_of
from parvis.quality import acts, law
from parvis.quality.models import TargetPopulation
from parvis.restitution.enums import OPEN, CommitmentState
from parvis.restitution.models import Commitment
from parvis.restitution.queries import figures_for

TEXTS = ("presentation", "objective", "use_of_contributions", "open_points", "settled_points")
"""What an organiser writes of a consultation, as everybody reads it."""
FRESH = timedelta(days=180)
"""What is told of a commitment is news for as long."""
Plain = dict[str, Any]


def gather_inputs(consultation: ConsultationPage) -> Plain:
    """In a number of queries that does not depend on how many took part."""
    facts = gather(consultation)
    return {
        "format": FORMAT,
        "consultation": consultation.pk,
        "seed": SEED,
        "who_took_part": _who(consultation),
        "learning": _learning(consultation),
        "deliberation": _deliberation(consultation),
        "transparency": _transparency(consultation, facts),
        "information": _information(consultation, facts),
        "reach": _reach(consultation),
    }


class Places:
    """Numbers things from 0 in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[object, int] = {}

    def __call__(self, one: object) -> int:
        return self.known.setdefault(one, len(self.known))

    def __len__(self) -> int:
        return len(self.known)


def _who(consultation: ConsultationPage) -> Plain:
    """What the statement of who took part holds; the answers that it was made from are apart, then erased."""
    dated = statements_for([consultation.pk]).get(consultation.pk)
    if dated is None:
        is_asked = survey_of(consultation) is not None
        return {"people": 0, "answered": 0, "questions": [], "is_asked": is_asked}
    panel = dated.panel
    return {
        "people": panel.people,
        "answered": panel.answered,
        "questions": [_question(one) for one in panel.traits],
        "is_asked": True,
    }


def _question(one: Compared) -> Plain:
    measures = {name: getattr(one, name) for name in ("dissimilarity", "efficiency", "coverage")}
    found = {name: _bounds(measure) for name, measure in measures.items() if measure is not None}
    missing = one.missing or ("" if len(found) == len(measures) else "few_people")
    told = {"question": one.trait, "told": one.told, "missing": missing}
    return told if missing else {**told, **found}


def _bounds(measure: Measure) -> list[int]:
    value = measure.value
    return [value, *(value if end is None else end for end in (measure.low, measure.high))]


def _learning(consultation: ConsultationPage) -> Plain:
    """Fewer sheets, or answers, than the formula asks for are told by their number alone."""
    quiz = shown_quiz(consultation)
    patterns = patterns_of(quiz) if quiz else []
    sheets = Counter(row.reading.value for row in patterns for _one in range(row.people))
    return {
        "choices": [len(question.choices) for question in quiz.questions.all()] if quiz else [],
        "answered": dict(sorted(sheets.items())),
        "sheets": [
            {"reading": row.reading.value, "rights": list(map(int, row.rights)), "people": row.people}
            for row in patterns
            if sheets[row.reading.value] >= ENOUGH_ANSWERS
        ],
        "felt": _felt(consultation),
    }


def _felt(consultation: ConsultationPage) -> list[int]:
    """How many said that they understand better, from not at all to entirely; nothing of too few people."""
    found = next(
        one for one in results_of(consultation).judged if one.question == EvaluationQuestion.LEARNING
    )
    return list(found.counts) if found.answers >= ENOUGH_ANSWERS else []


def _deliberation(consultation: ConsultationPage) -> Plain:
    person, thread, item = Places(), Places(), Places()
    said = [
        (person(who), thread(text), depth, others, number)
        for text, depth, who, number, others in acts.commented(consultation)
    ]
    argued = [(person(who), item(text), pro, con) for text, who, pro, con in acts.argued(consultation)]
    wrote = [(person(who), number) for who, number in acts.wrote(consultation)]
    figures = figures_for([consultation]).get(consultation.pk)
    return {
        "people": len(person),
        "comments": _columns(("person", "thread", "depth", "to_others", "number"), said),
        "arguments": _columns(("person", "item", "for", "against"), argued),
        "contributions": _columns(("person", "number"), wrote),
        "attacks": acts.attacks(consultation),
        "contributions_before_grouping": figures.figures.contributions if figures else None,
    }


def _columns(names: tuple[str, ...], rows: Iterable[tuple[int, ...]]) -> Plain:
    held = list(rows)
    return {name: [row[place] for row in held] for place, name in enumerate(names)}


def _transparency(consultation: ConsultationPage, facts: Facts) -> Plain:
    return {
        "rules": law.kept(judge(facts), facts),
        "owed": _owed(consultation, facts.today),
        "openness": _openness(consultation, facts) if facts.is_over else None,
        "commitments": _commitments(consultation, facts),
        "synthesis_late": facts.is_late and facts.returned.synthesised_on is None,
    }


def _owed(consultation: ConsultationPage, today: date) -> Plain:
    """Questions to the organiser; a guest is a new person each time, since nobody knows."""
    person = Places()
    rows = [
        (
            person(who if who is not None else (asked, answered, place)),
            *_kept(asked, answered, promised, today),
            n,
        )
        for place, (who, asked, answered, promised, n) in enumerate(acts.owed(consultation))
    ]
    names = ("person", "answered", "on_time", "days", "due", "number")
    return {"people": len(person), **_columns(names, rows)}


def _kept(asked: date, answered: date | None, promised: int | None, today: date) -> tuple[int, int, int, int]:
    """Whether it is answered, on time; the days that it took, so far; whether its date has come."""
    last = None if promised is None else add_working_days(asked, promised)
    on_time = answered is not None and last is not None and answered <= last
    is_due = last is not None and (answered is not None or last < today)
    return int(answered is not None), int(on_time), max(0, ((answered or today) - asked).days), int(is_due)


def _commitments(consultation: ConsultationPage, facts: Facts) -> dict[str, int]:
    """How many are open, and of them those with news; how many were made, and done."""
    since = facts.now - FRESH
    told = Commitment.objects.filter(updates__created_at__gte=since, pk=OuterRef("pk"))
    has_news = Q(created_at__gte=since) | Q(Exists(told))
    rows = Commitment.objects.filter(consultation=consultation)
    found: dict[str, int] = rows.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        updated=Count("pk", filter=Q(state__in=OPEN) & has_news),
        accepted=Count("pk"),
        done=Count("pk", filter=Q(state=CommitmentState.DONE)),
    )
    return found


def _openness(consultation: ConsultationPage, facts: Facts) -> dict[str, bool]:
    """From the close on: before, nothing of it is owed yet."""
    given, seen = facts.returned, facts.watched
    is_archived = given.archived_at is not None and given.archived_at >= (
        facts.closes_at or given.archived_at
    )
    figures = figures_for([consultation]).get(consultation.pk)
    is_whole = seen.inspection is not None and not seen.inspection.unlogged
    return {
        "contributions_exported": is_archived,
        "moderation_exported": is_archived,
        "totals_by_level": bool(figures and figures.figures.by_level) and not seen.undivided,
        "synthesis_method": bool(given.method.strip()),
        "ledger_verifies": is_whole and not seen.signing.is_halted,
    }


def _information(consultation: ConsultationPage, facts: Facts) -> Plain:
    rows = list(each_once(ResourcePage.objects.child_of(consultation).live(), language="fr"))
    readable = [row for row in rows if row.form != ResourceForm.LINK]
    opened = facts.opened_at
    at_opening = [
        row for row in rows if opened and row.first_published_at and row.first_published_at <= opened
    ]
    return {
        "texts": list(_texts(consultation, rows)),
        "origins": {origin.value: sum(row.origin == origin for row in rows) for origin in ResourceOrigin},
        "documents": len(readable),
        "documents_accessible": sum(map(_is_accessible, readable)),
        "resources": len(rows) if opened and opened <= facts.now else 0,
        "resources_at_opening": len(at_opening) if opened and opened <= facts.now else 0,
    }


def _texts(consultation: ConsultationPage, rows: Iterable[ResourcePage]) -> Iterator[Plain]:
    """Those of the organiser alone, long enough to be measured."""
    named = [(name, plain(str(getattr(consultation, name)))) for name in TEXTS]
    named += [
        (f"resource-{row.pk}", words_of(row.blocks))
        for row in rows
        if row.origin == ResourceOrigin.ORGANISER and row.language == "fr"
    ]
    for name, text in named:
        size = text_size(text)
        if size.words >= FEWEST_WORDS and size.sentences:
            yield {
                "text": name,
                "words": size.words,
                "sentences": size.sentences,
                "syllables": size.syllables,
            }


def _is_accessible(row: ResourcePage) -> bool:
    """A document that may be read on its page, a video with its transcript: short words are a caption."""
    said = plain(str(row.transcript)) if row.form == ResourceForm.VIDEO else words_of(row.blocks)
    return text_size(said).words >= FEWEST_WORDS


def _reach(consultation: ConsultationPage) -> Plain:
    people, verified, paper = acts.reached(consultation)
    target = TargetPopulation.objects.filter(consultation=consultation).first()
    return {
        "target": target.people if target else None,
        "source": target.source if target else "",
        "named_on": timezone.localdate(target.named_at).isoformat() if target else None,
        "people": people,
        "verified": verified,
        "paper": paper,
    }
