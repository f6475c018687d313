"""Axis 1: who took part, against the population."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, real, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel.compare import MINIMUM, dissimilarity, efficiency, merge
from parvis.analysis.quality.notes import (
    HIGHEST,
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Measure,
    Note,
    Part,
    SubIndex,
    constant,
    note,
    once,
    unless,
)

ENOUGH_PEOPLE = 50
ENOUGH_SHARE = 0.5
WORST_DISSIMILARITY = 0.4
WEIGHTS = {"closeness": 0.4, "efficiency": 0.4, "coverage": 0.2}
Bounded: TypeAlias = tuple[float, float, float]
"""A value with the ends of its interval."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What `who_took_part` found of one optional question; `missing`: why it found nothing."""

    dissimilarity: Bounded = (np.nan, np.nan, np.nan)
    efficiency: Bounded = (np.nan, np.nan, np.nan)
    coverage: Bounded = (np.nan, np.nan, np.nan)
    missing: str = ""


def who_took_part(
    stratum: Numbers, population: Numbers, *, resamples: int = RESAMPLES, seed: int = SEED
) -> Note:
    """Note of the panel: 5 (0.4 max(0, 1 - D / 0.4) + 0.4 E + 0.2 C).

    D is the dissimilarity, E Kish's efficiency, both after strata under 10 people are merged; C the share of
    the population in strata of 10 people or more, before. Not measured under 50 answers, or when fewer than
    half of the participants told their stratum.

    Parameters
    ----------
    stratum
        (participants,) 0..strata-1, -1 for who did not tell it.
    population
        (strata,) people or shares, above 0.

    Returns
    -------
    Note
        Axis `who_took_part`; scored: closeness, efficiency, coverage; shown: answered, dissimilarity, theil,
        variation. Missing: few_people, few_demographics, small_strata.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    See `panel.compare`.
    """
    size = real(population, "population", above=0, high=1e15)
    told = whole(stratum, "stratum", low=-1, high=len(size) - 1)
    missing = _missing(told, len(size))
    parts = _parts(told, size, missing)
    frame = Frame(
        "who_took_part",
        len(told),
        resamples,
        seed,
        notes=("voluntary_participation",),
        unmeasurable=bool(missing),
    )
    return note(frame, parts)


def over_questions(questions: Sequence[AskedOf], *, people: int, answered: int) -> Note:
    """The note of `who_took_part`, from what was published of each question: who said what is erased by then.

    Each sub-index is the mean over the questions that are measured, and so is each end of its interval: as
    wide as if all questions moved together, since nothing says who gave several answers.

    Returns
    -------
    Note
        As `who_took_part`. Missing: not_asked, or what the first question lacks.
    """
    found = [one for one in questions if not one.missing]
    missing = "" if found else next((one.missing for one in questions), "not_asked")
    means = {
        "closeness": _mean([_close(one.dissimilarity) for one in found]),
        "efficiency": _mean([one.efficiency for one in found]),
        "coverage": _mean([one.coverage for one in found]),
        "dissimilarity": _mean([one.dissimilarity for one in found]),
    }
    parts = {key: SubIndex(key, WEIGHTS.get(key, 0), *ends, missing) for key, ends in means.items()}
    scored = tuple(parts[key] for key in WEIGHTS)
    share = answered / people if people else np.nan
    told = SubIndex("answered", 0, share, share, share, "" if people else "few_people")
    value, low, high = (
        None if missing else HIGHEST * sum(part.weight * end for part, end in zip(scored, ends, strict=True))
        for ends in zip(*(means[key] for key in WEIGHTS), strict=True)
    )
    return Note(
        "who_took_part",
        value,
        low,
        high,
        scored,
        (parts["dissimilarity"], told),
        measured_weight=float(not missing),
        people=people,
        caps=(),
        notes=("voluntary_participation",),
        resamples=RESAMPLES,
        seed=SEED,
    )


def _mean(found: Sequence[Bounded]) -> Bounded:
    if not found:
        return (np.nan, np.nan, np.nan)
    value, low, high = (float(np.mean(ends)) for ends in zip(*found, strict=True))
    return value, low, high


def _close(dissimilarity: Bounded) -> Bounded:
    value, low, high = (max(0.0, 1 - end / WORST_DISSIMILARITY) for end in dissimilarity)
    return value, high, low


def _missing(told: NDArray[np.int64], strata: int) -> str:
    answered = told[told >= 0]
    if len(answered) < ENOUGH_PEOPLE:
        return "few_people"
    if len(answered) < ENOUGH_SHARE * len(told):
        return "few_demographics"
    try:
        merge(np.bincount(answered, minlength=strata))
    except AnalysisError:
        return "small_strata"
    return ""


def _parts(told: NDArray[np.int64], size: NDArray[np.float64], missing: str) -> list[Part]:
    answered = float((told >= 0).mean()) if len(told) else np.nan
    shown = [Part("answered", 0, constant(answered), unless("few_people", len(told) > 0))]
    keys = {
        "closeness": 0.4,
        "efficiency": 0.4,
        "coverage": 0.2,
        "dissimilarity": 0,
        "theil": 0,
        "variation": 0,
    }
    if missing:
        return [Part(key, weight, constant(np.nan), missing) for key, weight in keys.items()] + shown
    measures = _measures(told, size)
    return [Part(key, weight, measures[key]) for key, weight in keys.items()] + shown


def _measures(told: NDArray[np.int64], size: NDArray[np.float64]) -> dict[str, Measure]:
    given, target = told[told >= 0], size / size.sum()
    merged = merge(np.bincount(given, minlength=len(size)))
    expected = np.bincount(merged, target).astype(np.float64)

    @once
    def by_stratum(draw: Draw) -> NDArray[np.float64]:
        return np.bincount(given, draw[told >= 0], len(size)).astype(np.float64)

    @once
    def share(draw: Draw) -> NDArray[np.float64]:
        held = np.bincount(merged, by_stratum(draw)).astype(np.float64)
        shares: NDArray[np.float64] = held / np.maximum(held.sum(), 1.0)
        return shares

    def ratio(draw: Draw) -> NDArray[np.float64]:
        return share(draw) / expected

    return {
        "closeness": lambda draw: max(0.0, 1 - dissimilarity(share(draw), expected) / WORST_DISSIMILARITY),
        "efficiency": lambda draw: efficiency(share(draw), expected),
        "coverage": lambda draw: float(target[by_stratum(draw) >= MINIMUM].sum()),
        "dissimilarity": lambda draw: dissimilarity(share(draw), expected),
        "theil": lambda draw: float((share(draw) * np.log(np.maximum(ratio(draw), 1e-300))).sum()),
        "variation": lambda draw: float(np.sqrt((expected * (ratio(draw) - 1) ** 2).sum())),
    }
