"""What every room of the engine asks of an array before it counts: numbers, finite, in range."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.analysis.errors import AnalysisError

Numbers: TypeAlias = ArrayLike | Sequence[object]
LARGEST = 2**62


def whole(values: Numbers, name: str, *, low: int = -LARGEST, high: int = LARGEST) -> NDArray[np.int64]:
    """(n,) whole numbers between `low` and `high`, both included.

    Raises
    ------
    AnalysisError
        `not_numbers`, `wrong_shape`, `not_whole` or `out_of_range`, with `name` and the first culprit.
    """
    array = _numbers(values, name)
    _in_range(array, name, low, high)
    if array.dtype.kind == "f" and (uneven := array != np.floor(array)).any():
        row = int(np.flatnonzero(uneven)[0])
        raise AnalysisError("not_whole", f"{name}: not a whole number at position {row}", name=name, row=row)
    return array.astype(np.int64)


def real(
    values: Numbers, name: str, *, low: float = -np.inf, high: float = np.inf, above: float = -np.inf
) -> NDArray[np.float64]:
    """(n,) finite numbers between `low` and `high` included, all greater than `above`.

    Raises
    ------
    AnalysisError
        `not_numbers`, `wrong_shape` or `out_of_range`, with `name` and the first culprit.
    """
    array = _numbers(values, name).astype(np.float64)
    _in_range(array, name, low, high)
    _refuse(array <= above, array, name)
    return array


def flags(values: Numbers, name: str) -> NDArray[np.bool_]:
    """(n,) truth values, given as booleans or as 0 and 1. Raises AnalysisError as `whole` does."""
    return whole(values, name, low=0, high=1).astype(np.bool_)


def number(value: object, name: str, *, low: float = -np.inf, high: float = np.inf) -> float:
    """One finite number between `low` and `high`. Raises AnalysisError as `real` does."""
    return float(real([value], name, low=low, high=high)[0])


def count(value: object, name: str, *, low: int = 0, high: int = LARGEST) -> int:
    """One whole number between `low` and `high`. Raises AnalysisError as `whole` does."""
    return int(whole([value], name, low=low, high=high)[0])


def same_length(**arrays: NDArray) -> int:
    """The common length of arrays that go together. Raises AnalysisError `unequal_lengths`."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise AnalysisError("unequal_lengths", f"columns of unequal lengths: {listed}", **lengths)
    return next(iter(lengths.values()))


def _numbers(values: Numbers, name: str) -> NDArray:
    try:
        array = np.asarray(values)
    except (ValueError, TypeError, OverflowError) as error:
        raise AnalysisError("not_numbers", f"{name}: not a list of numbers", name=name) from error
    if array.ndim != 1:
        raise AnalysisError("wrong_shape", f"{name}: one flat list is expected", name=name)
    if array.size and array.dtype.kind not in "biuf":
        raise AnalysisError("not_numbers", f"{name}: not a list of numbers", name=name)
    return array if array.size else np.zeros(0, np.int64)


def _in_range(array: NDArray, name: str, low: float, high: float) -> None:
    _refuse(~((array >= low) & (array <= high)), array, name)
    if array.dtype.kind == "f":
        _refuse(~np.isfinite(array), array, name)


def _refuse(wrong: NDArray[np.bool_], array: NDArray, name: str) -> None:
    if not wrong.any():
        return
    row = int(np.flatnonzero(wrong)[0])
    value = array[row].item()
    raise AnalysisError(
        "out_of_range", f"{name}: {value} at position {row} is out of range", name=name, row=row, value=value
    )
