"""What unequal weights cost in precision."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, real
from parvis.analysis.errors import AnalysisError


def effective_size(weights: Numbers) -> float:
    """People that would tell as much if all weighed the same: (sum w)^2 / sum w^2.

    Parameters
    ----------
    weights
        (n,) one a person, 0 or more, not all 0.

    Raises
    ------
    AnalysisError
        `nobody` when weights are missing or all 0; otherwise as `checks.real`.

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, section 11.2.
    """
    scaled = checked(weights)
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def design_effect(weights: Numbers) -> float:
    """By how much unequal weights multiply the variance of a mean: n / effective size, 1 when all are equal.

    Raises
    ------
    AnalysisError
        As `effective_size`.

    References
    ----------
    Kish, L. (1992). Weighting for unequal Pi. Journal of Official Statistics 8(2), 183-200.
    """
    scaled = checked(weights)
    return len(scaled) / effective_size(scaled)


def checked(weights: Numbers) -> NDArray[np.float64]:
    """(n,) weights brought to a greatest of 1, so that no square overflows. Raises AnalysisError."""
    array = real(weights, "weights", low=0)
    if not array.any():
        raise AnalysisError("nobody", "weights: nobody to count")
    scaled: NDArray[np.float64] = array / array.max()
    return scaled
