"""How far a topic can be trusted, in a word; without the engine, which pages do not load."""

import math

from django.utils.translation import gettext

STABLE, FAIR = 0.75, 0.6
"""Hennig (2008): a cluster is stable from 0.75; from 0.6 it is a pattern not to be trusted too much."""
RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2004): alpha from which coding is relied upon; from which conclusions are cautious."""
CLEAR = 0.5
"""Stability under which there are no clear groups of opinion."""
SAME = 0.5
"""Likeness (Jaccard) from which a topic of one run is taken for one of another (Hennig 2008: dissolution)."""


def firmness(stability: float | None) -> str:
    """How far a topic can be trusted, in one word."""
    if stability is None or math.isnan(stability):
        return gettext("not measured")
    if stability >= STABLE:
        return gettext("stable")
    return gettext("fairly stable") if stability >= FAIR else gettext("fragile")


def decimal(value: float | None) -> str:
    """A figure in a file, with a point and four decimals whatever the language; empty when not measured."""
    return "" if value is None or math.isnan(value) else f"{value:.4f}"
