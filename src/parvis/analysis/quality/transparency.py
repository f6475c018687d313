"""Axis 4: transparency and follow-up: what was due, was it done."""

from dataclasses import dataclass

import numpy as np

from parvis.analysis.checks import Numbers, count, flags, real, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality.notes import (
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Note,
    Part,
    constant,
    mean_of,
    note,
    unless,
)
from parvis.analysis.quality.survival import median_of

LEGAL_FAILURE = 2.0
NO_SYNTHESIS = 1.0


@dataclass(frozen=True, slots=True)
class Openness:
    """Five facts that a machine checks."""

    contributions_exported: bool
    moderation_exported: bool
    totals_by_level: bool
    synthesis_method: bool
    ledger_verifies: bool


@dataclass(frozen=True, slots=True)
class Transparency:
    """What was owed and what was done; empty columns where nothing was owed."""

    people: int
    rules_applicable: int = 0
    """Legal rules that apply to this consultation and that software checks alone."""
    rules_on_time: int = 0
    author: Numbers = ()
    """(items,) who deposited each item entitled to an answer, 0..people-1."""
    answered: Numbers = ()
    """(items,) whether it has an answer with a status and a reason."""
    on_time: Numbers = ()
    """(items,) whether the answer came by the promised date."""
    days: Numbers = ()
    """(items,) from the closing, or the asking, to the answer, or to today while there is none."""
    contributor: Numbers = ()
    """(contributions,) author of each, 0..people-1."""
    linked: Numbers = ()
    """(contributions,) whether a statement of the synthesis is linked to it or to its group."""
    openness: Openness | None = None
    commitments_open: int = 0
    commitments_updated: int = 0
    """Of the open ones, those with news in the last 180 days."""
    commitments_accepted: int = 0
    commitments_done: int = 0
    synthesis_late: bool = False
    """Whether its date has passed without a synthesis."""
    due: Numbers = ()
    """(items,) whether a date was promised, and has come or was met; every item when left out."""


def transparency(data: Transparency, *, resamples: int = RESAMPLES, seed: int = SEED) -> Note:
    """Note of transparency: 5 (0.25 Law + 0.20 A + 0.15 O + 0.15 Op + 0.15 Tr + 0.10 F).

    Law is the share of applicable legal rules met on time; A and O the shares of items answered, and answered
    by the promised date; Op the mean of `Openness`; Tr the share of contributions that the synthesis can be
    traced to; F the share of open commitments with news. A legal rule not met caps the note at 2, a synthesis
    that is late at 1. These are counts of all that was owed, not samples: no minimum applies.

    Returns
    -------
    Note
        Axis `transparency`; scored: law, answered, on_time, openness, traceability, follow_up; shown: wait
        (Kaplan-Meier median in days, infinite when half wait still), kept (done of accepted commitments).
        Missing: rules, items, due, openness, contributions, commitments.

    Raises
    ------
    AnalysisError
        `out_of_range` for more done than owed; otherwise as `checks`.
    """
    people = count(data.people, "people", high=10**8)
    parts = [
        _law(data),
        *_answers(data, people),
        _open(data.openness),
        _traced(data, people),
        *_commitments(data),
    ]
    return note(Frame("transparency", people, resamples, seed, caps=_caps(data)), parts)


def _caps(data: Transparency) -> dict[str, float]:
    caps = {"legal_failure": LEGAL_FAILURE} if data.rules_on_time < data.rules_applicable else {}
    return caps | ({"no_synthesis": NO_SYNTHESIS} if data.synthesis_late else {})


def _ratio(key: str, weight: float, done: object, owed: object, missing: str) -> Part:
    total = count(owed, missing)
    part = count(done, missing, high=total)
    return Part(key, weight, constant(part / max(total, 1)), unless(missing, total > 0))


def _law(data: Transparency) -> Part:
    return _ratio("law", 0.25, data.rules_on_time, data.rules_applicable, "rules")


def _answers(data: Transparency, people: int) -> list[Part]:
    author = whole(data.author, "author", low=0, high=people - 1)
    answered, on_time = flags(data.answered, "answered"), flags(data.on_time, "on_time")
    days = real(data.days, "days", low=0)
    due = flags(data.due, "due")
    due = due if due.size else np.ones(len(author), np.bool_)
    same_length(author=author, answered=answered, on_time=on_time, days=days, due=due)
    if (on_time & ~answered).any():
        raise AnalysisError("out_of_range", "on_time: an item on time has no answer", name="on_time")
    missing = unless("items", len(author) > 0)

    def wait(draw: Draw) -> float:
        return median_of(days, answered, draw[author])

    return [
        Part("answered", 0.20, mean_of(author, answered.astype(np.float64)), missing),
        Part(
            "on_time",
            0.15,
            mean_of(author[due], on_time[due].astype(np.float64)),
            missing or unless("due", bool(due.any())),
        ),
        Part("wait", 0, wait, missing),
    ]


def _open(facts: Openness | None) -> Part:
    if facts is None:
        return Part("openness", 0.15, constant(np.nan), "openness")
    five = (
        facts.contributions_exported,
        facts.moderation_exported,
        facts.totals_by_level,
        facts.synthesis_method,
        facts.ledger_verifies,
    )
    return Part("openness", 0.15, constant(float(flags(five, "openness").mean())))


def _traced(data: Transparency, people: int) -> Part:
    who, linked = whole(data.contributor, "contributor", low=0, high=people - 1), flags(data.linked, "linked")
    same_length(contributor=who, linked=linked)
    missing = unless("contributions", len(who) > 0)
    return Part("traceability", 0.15, mean_of(who, linked.astype(np.float64)), missing)


def _commitments(data: Transparency) -> list[Part]:
    return [
        _ratio("follow_up", 0.10, data.commitments_updated, data.commitments_open, "commitments"),
        _ratio("kept", 0, data.commitments_done, data.commitments_accepted, "commitments"),
    ]
