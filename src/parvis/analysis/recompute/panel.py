"""Who took part: shares, measures and weights, from the groups that were published.

Expected shares are published in ten-thousandths, so that what is found from them is equal but for rounding.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from parvis.analysis.errors import AnalysisError
from parvis.analysis.recompute.held import Held
from parvis.analysis.recompute.told import Found, Part
from parvis.merkle.verifier.findings import Unreadable

Plain = Mapping[str, Any]
SCALE = 10_000
ROUNDING = 10
"""Ten-thousandths by which a measure may differ, that is 0.001."""
OF_WEIGHT = 0.005
"""Of a weight: what rounded populations change in it."""
PANEL = "panel.json"


def check_panel(found: Found, held: Held) -> None:
    """Raises Unreadable."""
    if PANEL not in held.names:
        return
    told: Plain = held.value(PANEL)
    try:
        for trait in told["traits"]:
            if trait["groups"]:
                _check_question(found.part("panel", trait["trait"]), trait)
        if told["weights"]:
            _check_weights(found.part("weights"), told["weights"], told["traits"])
    except (KeyError, TypeError, ValueError):
        raise Unreadable("row_senseless", name=PANEL) from None


def _check_question(part: Part, trait: Plain) -> None:
    from parvis.analysis.panel import wilson
    from parvis.analysis.panel.compare import dissimilarity, efficiency

    people = np.array([group["people"] for group in trait["groups"]], np.int64)
    expected = np.array([group["expected"] for group in trait["groups"]], np.float64)
    total, expected = int(people.sum()), expected / expected.sum()
    for group, count in zip(trait["groups"], people.tolist(), strict=True):
        share = wilson(count, total)
        found: dict[str, Any] = {
            "value": _scaled(share.share),
            "low": _scaled(share.low),
            "high": _scaled(share.high),
        }
        part.equal(" ".join(group["categories"]), group["share"], found)
    share_of = people / total
    measures = {
        "dissimilarity": dissimilarity(share_of, expected),
        "efficiency": efficiency(share_of, expected),
        "theil": float((share_of * np.log(share_of / expected)).sum()),
    }
    for name, value in measures.items():
        if trait[name]:
            part.near(name, trait[name]["value"], _scaled(value), gap=ROUNDING)
    if trait["note"] and all(trait[name] for name in ("dissimilarity", "efficiency", "coverage")):
        part.near("note", trait["note"]["value"], _note(trait), gap=ROUNDING)


def _note(trait: Plain) -> int:
    """5 (0.4 max(0, 1 - D / 0.4) + 0.4 E + 0.2 C), from the three measures as they are published."""
    from parvis.analysis.quality.who_took_part import WEIGHTS, WORST_DISSIMILARITY

    far, efficient, covered = (
        trait[name]["value"] / SCALE for name in ("dissimilarity", "efficiency", "coverage")
    )
    closeness = max(0.0, 1 - far / WORST_DISSIMILARITY)
    parts = {"closeness": closeness, "efficiency": efficient, "coverage": covered}
    return _scaled(5 * sum(WEIGHTS[name] * value for name, value in parts.items()))


def _check_weights(part: Part, weights: Plain, traits: Sequence[Plain]) -> None:
    """Raked again, where the groups of the questions are those of the weights."""
    from parvis.analysis.panel import Margin, rake

    cells = weights["cells"]
    people = np.array([cell["people"] for cell in cells], np.int64)
    groups = {trait["trait"]: trait["groups"] for trait in traits}
    margins = []
    for name in cells[0]["categories"] if cells else ():
        places = {tuple(group["categories"]): at for at, group in enumerate(groups.get(name, ()))}
        levels = [places.get(tuple(cell["categories"][name]), -1) for cell in cells]
        if set(levels) != set(range(len(places))) or people.sum() != weights["people"]:
            for cell in cells:
                part.unknown(_named(cell), cell["weight"], why="other_groups")
            return
        expected = [group["expected"] for group in groups[name]]
        margins.append(Margin(name, np.repeat(levels, people), expected))
    try:
        found = rake(margins).weights if margins else np.empty(0)
    except AnalysisError:
        found = np.full(int(people.sum()), np.nan)
    first = np.cumsum(people) - people
    for cell, at in zip(cells, first, strict=True):
        published = cell["weight"]
        value = float(found[at])
        scaled = _scaled(value) if np.isfinite(value) else 0
        part.near(_named(cell), published, scaled, gap=max(ROUNDING, OF_WEIGHT * published))


def _named(cell: Plain) -> str:
    return "; ".join(f"{name}: {' '.join(codes)}" for name, codes in cell["categories"].items())


def _scaled(value: float) -> int:
    return round(value * SCALE)
