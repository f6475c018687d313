"""Intervals of a proportion, plain or weighted."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from parvis.analysis.checks import Numbers, count, number, real, same_length
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel.weights import checked, design_effect

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and what chance leaves of it, 0 to 1."""

    share: float
    low: float
    high: float
    base: float
    """People it rests on: the effective size when weighted."""
    design_effect: float
    confidence: float


def wilson(successes: int, people: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson score interval of `successes` out of `people`.

    Raises
    ------
    AnalysisError
        `nobody` when people is 0; `out_of_range` for more successes than people, or a
        confidence outside 0.5..0.9999.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22.
    """
    people = count(people, "people")
    if not people:
        raise AnalysisError("nobody", "people: nobody to count")
    share = count(successes, "successes", high=people) / people
    return _score(share, people, 1.0, confidence)


def proportion(answers: Numbers, weights: Numbers, *, confidence: float = CONFIDENCE) -> Interval:
    """Weighted share, with the Wilson interval of its effective size.

    Parameters
    ----------
    answers
        (n,) between 0 and 1: 1 for who says yes.
    weights
        (n,) 0 or more, not all 0.

    Raises
    ------
    AnalysisError
        As `effective_size`, or `unequal_lengths`.

    Notes
    -----
    Kish's effect of weights only: clusters and strata are not known here.

    References
    ----------
    Kish, L. (1992). Weighting for unequal Pi. Journal of Official Statistics 8(2).
    Dean, N. and Pagano, M. (2015). Evaluating confidence interval methods for binomial proportions in
    clustered surveys. Journal of Survey Statistics and Methodology 3(4) (score interval on n / deff).
    """
    says, scaled = real(answers, "answers", low=0, high=1), checked(weights)
    people = same_length(answers=says, weights=scaled)
    share = float(np.clip((says * scaled).sum() / scaled.sum(), 0, 1))
    effect = design_effect(scaled)
    return _score(share, people / effect, effect, confidence)


def around(share: float, base: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson interval of a share that is told already, on an effective size: it tells nothing more.

    Raises
    ------
    AnalysisError
        `out_of_range` for a share outside 0..1, a base that is not above 0, or a confidence as `wilson`.
    """
    told = number(share, "share", low=0, high=1)
    people = float(real([base], "base", above=0)[0])
    return _score(told, people, 1.0, confidence)


def _score(share: float, base: float, effect: float, confidence: float) -> Interval:
    level = number(confidence, "confidence", low=0.5, high=0.9999)
    z = NormalDist().inv_cdf((1 + level) / 2)
    shrink = 1 + z * z / base
    middle = (share + z * z / (2 * base)) / shrink
    half = z / shrink * np.sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    low, high = max(0.0, float(middle - half)), min(1.0, float(middle + half))
    return Interval(share, min(low, share), max(high, share), base, effect, level)
