"""How far coders agree, counted again from what each chose, by letters and numbers, as the archive has it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality.agreement import krippendorff, nominal_interval
from parvis.analysis.recompute.held import Held
from parvis.analysis.recompute.told import Found, Part

Plain = Mapping[str, Any]
Choices = dict[int, dict[str, int]]
"""Of each text of a draw, what each coder chose; and the machine, under an empty letter."""
MACHINE = ""


def check_agreement(found: Found, held: Held) -> None:
    """Each coding of a published analysis: alpha, its interval, same choices, each beside the machine."""
    if "analyses.json" not in held.names:
        return
    chosen: dict[int, Choices] = {}
    for row in held.table("codings.csv"):
        text = chosen.setdefault(int(row["coding"]), {}).setdefault(int(row["coded_text"]), {})
        text |= {row["coder"]: int(row["code"]), MACHINE: int(row["machine"])}
    for analysis in held.value("analyses.json"):
        for coding in analysis.get("codings", ()):
            part = found.part("agreement", analysis["analysis"])
            part.facts = {"coding": coding["coding"]}
            _check(part, coding, chosen.get(coding["coding"], {}))


def _check(part: Part, coding: Plain, choices: Choices) -> None:
    letters = sorted({letter for text in choices.values() for letter in text} - {MACHINE})
    part.equal("coders", coding["coders"], len(letters))
    for name, value in figures(choices, letters, coding["seed"]).items():
        part.equal(name, coding[name], value)
    for one in coding["machine"]:
        beside = figures(choices, [one["coder"], MACHINE], coding["seed"])
        part.equal(f"{one['coder']}/machine_same", one["same"], beside["same"])
        part.equal(f"{one['coder']}/machine_alpha", one["alpha"], beside["alpha"])


def figures(choices: Choices, letters: Sequence[str], seed: int) -> dict[str, int | str]:
    """As they are published: four decimals, empty where one choice alone was ever made."""
    codes = _codes(choices, letters)
    told: dict[str, int | str] = {"texts": codes.shape[1], "alpha": "", "low": "", "high": ""}
    told["same"] = _same(codes)
    try:
        alpha = krippendorff(codes, "nominal")
        low, high = nominal_interval(codes, seed=seed)
    except AnalysisError:
        return told
    return told | {"alpha": f"{alpha:.4f}", "low": f"{low:.4f}", "high": f"{high:.4f}"}


def _codes(choices: Choices, letters: Sequence[str]) -> NDArray[np.float64]:
    """(coders, texts) of the texts that two of them coded, in the order of the draw."""
    rows = [[choices[text].get(letter, np.nan) for letter in letters] for text in sorted(choices)]
    both = [row for row in rows if np.isfinite(row).sum() > 1]
    return np.array(both, np.float64).reshape(len(both), len(letters)).T


def _same(codes: NDArray[np.float64]) -> str:
    """Share of the pairs of choices of a text that are equal."""
    pairs = equal = 0
    for one in range(len(codes)):
        for other in range(one):
            both = np.isfinite(codes[one]) & np.isfinite(codes[other])
            pairs += int(both.sum())
            equal += int((codes[one] == codes[other])[both].sum())
    return f"{equal / pairs:.4f}" if pairs else ""
