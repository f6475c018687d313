"""Axis 1: who took part, against the population."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, real, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel.compare import MINIMUM, dissimilarity, efficiency, merge
from parvis.analysis.quality.notes import (
    RESAMPLES,
    SEED,
    Draw,
    Frame,
    Measure,
    Note,
    Part,
    constant,
    note,
    once,
    unless,
)

ENOUGH_PEOPLE = 50
ENOUGH_SHARE = 0.5
WORST_DISSIMILARITY = 0.4


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
