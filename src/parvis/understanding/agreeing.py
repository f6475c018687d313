"""How far coders agree with each other and with the machine. Numbers alone: no name, no text."""

from __future__ import annotations

from typing import Any

from parvis.understanding.coding_queries import FEWEST_CODERS, Coded, pairs_of

ROUND = 4
"""Decimals of the figures that are kept."""
Row = tuple[int | None, ...]


def measure(coded: list[Coded], *, letters: list[str], seed: int) -> dict[str, Any]:
    """The figures of a coding that ends. `alpha` is None where one code alone was ever given.

    `texts`: coded by two people at least; `same`: the share of pairs of choices that are equal; `machine`:
    the same of each coder beside the machine.
    """
    rows = [one.codes for one in coded]
    machine = [one.text.machine for one in coded]
    return {
        "coders": len(letters),
        **figures(rows, seed=seed),
        "machine": [
            {"coder": letter, **_beside([row[place] for row in rows], machine, seed)}
            for place, letter in enumerate(letters)
        ],
        "pairs": sum(pairs_of(coded).values()),
    }


def figures(rows: list[Row], *, seed: int) -> dict[str, Any]:
    """Of n texts, each with what every coder chose. Loads the engine's formulas, and nothing else of it."""
    import numpy as np

    from parvis.analysis.errors import AnalysisError
    from parvis.analysis.quality.agreement import krippendorff, nominal_interval

    both = [row for row in rows if sum(code is not None for code in row) >= FEWEST_CODERS]
    codes = np.array([[np.nan if code is None else code for code in row] for row in both], float).T
    told: dict[str, Any] = {"texts": len(both), "same": _same(both), "alpha": None, "low": None, "high": None}
    try:
        alpha = krippendorff(codes, "nominal")
        low, high = nominal_interval(codes, seed=seed)
    except AnalysisError:
        return told
    return told | {"alpha": round(alpha, ROUND), "low": round(low, ROUND), "high": round(high, ROUND)}


def _beside(codes: list[int | None], machine: list[int], seed: int) -> dict[str, Any]:
    found = figures(list(zip(codes, machine, strict=True)), seed=seed)
    return {name: found[name] for name in ("texts", "same", "alpha")}


def _same(rows: list[Row]) -> float | None:
    pairs = equal = 0
    for row in rows:
        given = [code for code in row if code is not None]
        pairs += len(given) * (len(given) - 1)
        equal += sum(given.count(code) - 1 for code in given)
    return round(equal / pairs, ROUND) if pairs else None
