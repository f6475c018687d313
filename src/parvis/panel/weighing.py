"""From votes and what voters said of themselves to weighted shares: in a job, and nowhere else.

A share is told only where nobody could find again what a few people answered: see `analysis.panel.guarding`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel import Crossing, Margin, Raking, around, cross, effective_size, is_guarded, rake
from parvis.analysis.panel.compare import MINIMUM
from parvis.analysis.quality.who_took_part import ENOUGH_PEOPLE, ENOUGH_SHARE
from parvis.panel.comparing import LEAST_CATEGORIES, Known, Placed, merged_margin, place
from parvis.panel.weighted import ItemResult, Share, Source, Weighted

ENOUGH_ON_ITEM = 30
"""People who voted on an item and are weighted, under which it has no weighted share."""
HEAVIEST = 5.0
"""Times the mean, above which one person would speak for too many."""
TOLERANCE = 1e-6
STEPS = (1, 2, 5)
"""Percents to which shares are rounded: the first that tells nothing of a few people."""
PEOPLE_A_FIGURE = 10
"""No more shares than one for so many people: many of them together would tell of each."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The votes of one ballot, one by one, on the items that are told.

    `answers`: the choices of the method. `rows`: (votes, 3) voter, place of the item, place of the answer.
    `voters`: (voters,) everybody who voted, sorted.
    """

    answers: tuple[int, ...]
    items: tuple[int, ...]
    rows: NDArray[np.int64]
    voters: NDArray[np.int64]


Said = Mapping[int, Mapping[str, str]]
"""What each voter who said something of themselves said; the team is not there."""


def weigh(cast: Cast, said: Said, known: Sequence[Known]) -> Weighted:
    """`known`: the questions that are asked and have a population."""
    people = [int(voter) for voter in cast.voters if int(voter) in said]
    found = Weighted(voters=len(cast.voters), people=len(people), answers=cast.answers)
    usable = [one for one in known if len(one.codes) >= LEAST_CATEGORIES]
    if not usable:
        return replace(found, missing="no_reference")
    if len(people) < ENOUGH_PEOPLE:
        return replace(found, missing="few_people")
    placed = [(one, place([said[pk] for pk in people], one)) for one in usable]
    enough = ENOUGH_SHARE * len(cast.voters)
    used = [(one, at) for one, at in placed if int((at.level >= 0).sum()) >= enough]
    if not used:
        return replace(found, missing="few_demographics")
    whole = np.all([at.level >= 0 for _one, at in used], axis=0)
    found = replace(
        found,
        people=int(whole.sum()),
        sources=tuple(Source(one.trait.value, one.source, one.year) for one, _at in used),
        left_out=tuple(one.trait.value for one, at in placed if int((at.level >= 0).sum()) < enough),
    )
    if found.people < ENOUGH_PEOPLE:
        return replace(found, missing="few_people")
    who = np.array(people, np.int64)[whole]
    return _weighted(found, cast, who, _margins(used, whole))


def _margins(used: Sequence[tuple[Known, Placed]], whole: NDArray[np.bool_]) -> list[Margin | str]:
    """By question, its margin; its name alone where almost everybody gave the same answer."""
    found: list[Margin | str] = []
    for known, one in used:
        try:
            found.append(merged_margin(known, one, whole)[0])
        except AnalysisError:
            found.append(known.trait.value)
    return found


def _weighted(
    found: Weighted, cast: Cast, who: NDArray[np.int64], margins: Sequence[Margin | str]
) -> Weighted:
    alike = [one for one in margins if isinstance(one, str)]
    if alike:
        return replace(found, missing="small_strata", about=alike[0])
    given = [one for one in margins if isinstance(one, Margin)]
    raked = rake(given, tolerance=TOLERANCE, cap=HEAVIEST)
    if not raked.converged:
        return replace(found, missing=_why_not(given), about=_farthest(raked))
    crossed = cross(*(one.level for one in given))
    _cells, first, cell = np.unique(crossed, return_index=True, return_inverse=True)
    levels = [np.asarray(one.level, np.int64)[first] for one in given]
    groups = [level == one for level in levels for one in range(int(level.max()) + 1)]
    people = _People(who, cell.astype(np.int64), raked.weights[first], np.array(groups))
    most = found.people // PEOPLE_A_FIGURE // (len(cast.answers) - 1)
    return replace(
        found,
        effective=round(raked.effective_size),
        greatest=round(100 * raked.greatest),
        items=tuple(_item(cast, people, at) for at in range(min(most, len(cast.items)))),
    )


def _why_not(margins: Sequence[Margin]) -> str:
    """Without a cap, populations that agree are reached."""
    free = rake(margins, tolerance=TOLERANCE)
    return "heavy_weights" if free.converged else "not_converged"


def _farthest(raked: Raking) -> str:
    return max(raked.margin_errors, key=lambda name: raked.margin_errors[name])


@dataclass(frozen=True, slots=True)
class _People:
    """Those who are weighted: their number (sorted), their cell; what each cell weighs; sets of cells."""

    who: NDArray[np.int64]
    cell: NDArray[np.int64]
    weights: NDArray[np.float64]
    groups: NDArray[np.bool_]


def _item(cast: Cast, people: _People, at: int) -> ItemResult:
    rows = cast.rows[cast.rows[:, 1] == at]
    raw = tuple(int(count) for count in np.bincount(rows[:, 2], minlength=len(cast.answers)))
    mine = rows[np.isin(rows[:, 0], people.who)]
    cell = people.cell[np.searchsorted(people.who, mine[:, 0])]
    found = ItemResult(cast.items[at], raw, len(mine))
    if found.people < ENOUGH_ON_ITEM:
        return replace(found, missing="few_people")
    counts = np.zeros((len(cast.answers), len(people.weights)), np.int64)
    np.add.at(counts, (mine[:, 2], cell), 1)
    there = counts.sum(axis=0) > 0
    crossing = Crossing(counts[:, there], people.weights[there], people.groups[:, there])
    step = next((one for one in STEPS if is_guarded(crossing, step=one / 100, minimum=MINIMUM)), None)
    if step is None:
        return replace(found, missing="could_tell")
    base = effective_size(people.weights[cell])
    shares = tuple(_share(float(share), base, step) for share in crossing.shares)
    return replace(found, effective=round(base), step=step, shares=shares)


def _share(exact: float, base: float, step: int) -> Share:
    """The interval is that of the rounded share, so that it tells no more; it is wider by what that hides."""
    value = round(100 * exact / step) * step
    found = around(min(value, 100) / 100, round(base))
    low, high = 100 * found.low - step / 2, 100 * found.high + step / 2
    return Share(value, max(0, math.floor(low)), min(100, math.ceil(high)))
