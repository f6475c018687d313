"""How long an answer takes, without forgetting those that never came."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, flags, real, same_length


def median_wait(days: Numbers, answered: Numbers, weights: Numbers | None = None) -> float:
    """Kaplan-Meier median: days after which half are answered; infinite when half are not yet.

    Parameters
    ----------
    days
        (n,) from the question to its answer, or to today while it has none; 0 or more.
    answered
        (n,) whether the answer came.
    weights
        (n,) how many times each counts; once when left out.

    Returns
    -------
    float
        NaN when there is nothing to answer.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53.
    """
    wait, came = real(days, "days", low=0), flags(answered, "answered")
    times = np.ones(len(wait)) if weights is None else real(weights, "weights", low=0)
    same_length(days=wait, answered=came, weights=times)
    return median_of(wait, came, times)


def median_of(wait: NDArray[np.float64], came: NDArray[np.bool_], times: NDArray[np.float64]) -> float:
    """`median_wait` on checked columns."""
    if not times.sum():
        return np.nan
    moments, row = np.unique(wait, return_inverse=True)
    leaving = np.bincount(row, times, len(moments))
    answers = np.bincount(row, times * came, len(moments))
    waiting = times.sum() - leaving.cumsum() + leaving
    kept = np.divide(answers, waiting, out=np.zeros(len(moments)), where=waiting > 0)
    half = np.flatnonzero(np.cumprod(1 - kept) <= 0.5 + 1e-12)
    return float(moments[half[0]]) if half.size else np.inf
