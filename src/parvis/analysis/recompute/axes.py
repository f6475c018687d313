"""The six quality notes, from the numbers that were published with them."""

import hashlib
from collections.abc import Mapping
from typing import Any

from parvis.analysis.errors import AnalysisError
from parvis.analysis.recompute.held import Held
from parvis.analysis.recompute.told import Found
from parvis.merkle.verifier.findings import Unreadable

INPUTS, RESULTS = "quality/inputs.json", "quality/results.json"


def check_axes(found: Found, held: Held) -> None:
    """Each note with its interval, then the whole file to the last byte."""
    if not {INPUTS, RESULTS} <= held.names:
        return
    from parvis.analysis.quality.recompute import recompute, written

    text, told, inputs = held.text(RESULTS), held.value(RESULTS), held.value(INPUTS)
    part = found.part("axes")
    try:
        again = recompute(inputs)
        published = {one["axis"]: one for one in told["axes"]}
    except (KeyError, TypeError, ValueError, AnalysisError):
        raise Unreadable("row_senseless", name=INPUTS) from None
    for one in again["axes"]:
        part.equal(one["axis"], _shown(published.get(one["axis"], {})), _shown(one))
    part.equal("file", _digest(text), _digest(written(again)))


def _shown(axis: Mapping[str, Any]) -> list[Any]:
    return [axis.get("value"), axis.get("low"), axis.get("high")]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
