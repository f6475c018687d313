"""Axis 2: did people learn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count, flags, real, same_length, whole
from parvis.analysis.quality.notes import (
    ENOUGH_ANSWERS,
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Measure,
    Note,
    Part,
    mean_of,
    note,
    unless,
)

HIGHEST_FELT = 5


@dataclass(frozen=True, slots=True)
class Quiz:
    """Answers to the quiz, one row each."""

    person: Numbers = ()
    """(answers,) 0..people-1"""
    right: Numbers = ()
    """(answers,) whether it is right."""
    choices: Numbers = ()
    """(answers,) how many answers the question offered, 2 or more."""


@dataclass(frozen=True, slots=True)
class Learning:
    """What is known of learning; empty columns where nothing was asked."""

    people: int
    after: Quiz = Quiz()
    """After reading."""
    before: Quiz = Quiz()
    contributor: Numbers = ()
    """(contributors,) 0..people-1, each once."""
    informed: Numbers = ()
    """(contributors,) whether a resource was opened before the first contribution."""
    felt_person: Numbers = ()
    """(answers,) 0..people-1"""
    felt: Numbers = ()
    """(answers,) "I understand the subject better", 1 (not at all) to 5 (fully)."""


@dataclass(frozen=True, slots=True)
class _Answers:
    person: NDArray[np.int64]
    right: NDArray[np.float64]
    corrected: NDArray[np.float64]


def learning(data: Learning, *, resamples: int = RESAMPLES, seed: int = SEED) -> Note:
    """Note of learning: 5 (0.4 K2 + 0.3 I + 0.3 L).

    K2 is the share of right answers after reading, corrected for guessing; I the share of contributors who
    opened a resource before they first contributed; L how far people say they understand better, from 0 to 1.
    Each needs 30 people who answered.

    Returns
    -------
    Note
        Axis `learning`; scored: knowledge, informed, felt; shown: gain (share right after, less before, not
        corrected), readers (knowledge of who opened a resource, less that of the others, among contributors).
        Missing: quiz, contributors, felt_answers, quiz_before, readers.

    Raises
    ------
    AnalysisError
        As `checks`.
    """
    people = count(data.people, "people", high=10**8)
    after, before = _answers(data.after, people, "after"), _answers(data.before, people, "before")
    who, informed = _rows(data.contributor, data.informed, people, "informed")
    felt_by, felt = _rows(data.felt_person, data.felt, people, "felt")
    readers, others = who[informed > 0], who[informed == 0]
    parts = [
        Part("knowledge", 0.4, _positive(mean_of(after.person, after.corrected)), _few("quiz", after.person)),
        Part("informed", 0.3, mean_of(who, informed), _few("contributors", who)),
        Part("felt", 0.3, mean_of(felt_by, (felt - 1) / (HIGHEST_FELT - 1)), _few("felt_answers", felt_by)),
        Part(
            "gain",
            0,
            _less(mean_of(after.person, after.right), mean_of(before.person, before.right)),
            _few("quiz", after.person) or _few("quiz_before", before.person),
        ),
        _readers(after, readers, others),
    ]
    return note(Frame("learning", people, resamples, seed), parts)


def corrected_for_guessing(share: float, choices: int) -> float:
    """Right answers that chance does not explain: (k - 1/m) / (1 - 1/m), below 0 when worse than chance.

    Raises
    ------
    AnalysisError
        `out_of_range` for a share outside 0..1 or less than 2 choices.

    References
    ----------
    Diamond, J. and Evans, W. (1973). The correction for guessing. Review of Educational Research 43(2).
    """
    offered = count(choices, "choices", low=2, high=1000)
    return float((real([share], "share", low=0, high=1)[0] - 1 / offered) / (1 - 1 / offered))


def _answers(quiz: Quiz, people: int, name: str) -> _Answers:
    person = whole(quiz.person, name, low=0, high=people - 1)
    right = flags(quiz.right, name).astype(np.float64)
    chance = 1 / whole(quiz.choices, name, low=2, high=1000)
    same_length(person=person, right=right, choices=chance)
    return _Answers(person, right, (right - chance) / (1 - chance))


def _rows(
    person: Numbers, value: Numbers, people: int, name: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    low, high = (1, HIGHEST_FELT) if name == "felt" else (0, 1)
    who, what = whole(person, name, low=0, high=people - 1), real(value, name, low=low, high=high)
    same_length(person=who, value=what)
    return who, what


def _few(missing: str, person: NDArray[np.int64]) -> str:
    return unless(missing, len(np.unique(person)) >= ENOUGH_ANSWERS)


def _positive(measure: Measure) -> Measure:
    return lambda draw: float(np.maximum(measure(draw), 0.0))


def _less(one: Measure, other: Measure) -> Measure:
    return lambda draw: one(draw) - other(draw)


def _readers(after: _Answers, readers: NDArray[np.int64], others: NDArray[np.int64]) -> Part:
    groups = [np.isin(after.person, group) for group in (readers, others)]
    read, not_read = (mean_of(after.person[group], after.corrected[group]) for group in groups)
    few = [_few("readers", after.person[group]) for group in groups]

    def gap(draw: Draw) -> float:
        return read(draw) - not_read(draw)

    return Part("readers", 0, gap, few[0] or few[1])
