"""How far several people who code the same things agree."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.analysis.errors import AnalysisError

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]
RESAMPLES = 2_000


def krippendorff(codes: ArrayLike, level: Level = "ordinal") -> float:
    """Krippendorff's alpha: 1 for full agreement, 0 for that of chance, below 0 for worse.

    Parameters
    ----------
    codes
        (coders, units) numbers, NaN where a coder did not code a unit. Units coded once are left out.
    level
        What a gap between codes means: nominal (any is the same), ordinal (ranks), interval (numbers).

    Raises
    ------
    AnalysisError
        `wrong_shape`, `not_numbers`, `unknown_level`; `too_few_codes` when no unit was coded twice;
        `no_variation` when only one code was ever given, so that chance agreement is total.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
    Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard reliability measure for
    coding data. Communication Methods and Measures 1(1).
    """
    values, given = _by_unit(codes)
    coincidences = _coincidences(given)
    totals = coincidences.sum(axis=1)
    gaps = _gaps(values, totals, level)
    expected = (np.outer(totals, totals) * gaps).sum() / (totals.sum() - 1)
    if not expected:
        raise AnalysisError(
            "no_variation", "only one code was ever given: agreement cannot be told from chance"
        )
    return float(1 - (coincidences * gaps).sum() / expected)


def matrix_of(codes: ArrayLike) -> NDArray[np.float64]:
    """(coders, units) codes, NaN where missing. Raises AnalysisError `wrong_shape` or `not_numbers`."""
    try:
        matrix = np.asarray(codes, np.float64)
    except (ValueError, TypeError, OverflowError) as error:
        raise AnalysisError("not_numbers", "codes: not a table of numbers", name="codes") from error
    if matrix.ndim != 2:
        raise AnalysisError("wrong_shape", "codes: a table of coders by units is expected", name="codes")
    if np.isinf(matrix).any():
        raise AnalysisError("out_of_range", "codes: an infinite number", name="codes")
    return matrix


def _by_unit(codes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The distinct codes (v,), and (units, v) how many coders gave each, for units coded twice or more."""
    matrix = matrix_of(codes)
    values = np.unique(matrix[np.isfinite(matrix)])
    given = np.stack([(matrix == value).sum(axis=0) for value in values], axis=1) if values.size else None
    if given is None or not (given.sum(axis=1) > 1).any():
        raise AnalysisError("too_few_codes", "no unit was coded by two people")
    return values, given[given.sum(axis=1) > 1].astype(np.float64)


def _coincidences(given: NDArray[np.float64]) -> NDArray[np.float64]:
    coders = given.sum(axis=1)
    shared = given / (coders - 1)[:, None]
    pairs: NDArray[np.float64] = given.T @ shared - np.diag(shared.sum(axis=0))
    return pairs


def _gaps(values: NDArray[np.float64], totals: NDArray[np.float64], level: Level) -> NDArray[np.float64]:
    """(v, v) squared distance between codes."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        middle = totals.cumsum() - totals / 2
        return np.subtract.outer(middle, middle) ** 2
    if level == "interval":
        scaled = values / max(float(np.abs(values).max()), 1e-300)
        return np.subtract.outer(scaled, scaled) ** 2
    raise AnalysisError(
        "unknown_level", f"level {level!r}: nominal, ordinal or interval is expected", value=level
    )


def nominal_interval(codes: ArrayLike, *, seed: int = 0, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Interval of 95 % of the nominal alpha: units are drawn again, with replacement.

    Resamples in which one code alone is found say nothing of chance, and are left out.

    Parameters
    ----------
    codes
        See `krippendorff`, which raises the same errors.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An introduction to the bootstrap: percentiles.
    Zapf, A. et al. (2016). Measuring inter-rater reliability for nominal data. BMC Medical Research
    Methodology 16:93, who find that it covers alpha as it should.
    """
    _values, given = _by_unit(codes)
    units = len(given)
    alike = (given * (given - 1)).sum(axis=1) / (given.sum(axis=1) - 1)
    drawn = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=resamples)
    totals = drawn @ given
    every = totals.sum(axis=1)
    expected = (every**2 - (totals**2).sum(axis=1)) / (every - 1)
    told = expected > 0
    if not told.any():
        raise AnalysisError(
            "no_variation", "only one code was ever given: agreement cannot be told from chance"
        )
    alphas = 1 - (every - drawn @ alike)[told] / expected[told]
    low, high = np.quantile(alphas, [0.025, 0.975])
    return float(low), float(high)
