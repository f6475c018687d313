"""Axis 6: how many people were reached."""

from dataclasses import dataclass

import numpy as np

from parvis.analysis.checks import count
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality.notes import HIGHEST, SEED, Note, SubIndex

LADDER = ("visitors", "readers", "registered", "acted", "met", "verified")


@dataclass(frozen=True, slots=True)
class Reach:
    """People, not acts."""

    target: int | None
    """Population named in the rules; None when none is."""
    acted: int
    """Contributed, voted or argued."""
    verified: int
    """Persons verified (level L3)."""
    paper: int = 0
    """Persons who took part on paper, not among the verified."""
    accounts: int | None = None
    """Distinct accounts after grouping those of one person, paper included; `acted` when left out."""
    visitors: int | None = None
    readers: int | None = None
    registered: int | None = None
    met: int | None = None
    """Offline, by attendance sheets."""


def reach(data: Reach) -> Note:
    """Note of reach: 5 (log10(acted / N) + 5) / 4, kept between 0 and 5.

    One in 100,000 is worth 0, one in 1,000 is worth 2.5, one in 10 is worth 5. The interval is not of chance:
    its lower end counts verified persons and paper only, its upper end all distinct accounts.

    Returns
    -------
    Note
        Axis `reach`; scored: reached; shown: each rung of the ladder that is known. Missing:
        target_population.

    Raises
    ------
    AnalysisError
        `out_of_range` for more verified persons and paper than people who acted or accounts, or more of these
        than the target population.
    """
    target = None if data.target is None else count(data.target, "target", low=1)
    acted = count(data.acted, "acted")
    low, high = _bounds(data, acted)
    if target is None:
        scored = SubIndex("reached", 1, np.nan, np.nan, np.nan, "target_population")
        return _note(scored, data, acted)
    if max(acted, high) > target:
        raise AnalysisError("out_of_range", "acted: more people than the target population", name="acted")
    value, least, most = (_scale(people, target) for people in (acted, low, high))
    return _note(SubIndex("reached", 1, value, least, most, ""), data, acted)


def _scale(people: int, target: int) -> float:
    return float(np.clip((np.log10(people / target) + 5) / 4, 0, 1)) if people else 0.0


def _bounds(data: Reach, acted: int) -> tuple[int, int]:
    low = count(data.verified, "verified") + count(data.paper, "paper")
    high = acted if data.accounts is None else count(data.accounts, "accounts")
    if low > min(acted, high):
        raise AnalysisError("out_of_range", "verified: more persons than people who acted", name="verified")
    return low, max(acted, high)


def _note(scored: SubIndex, data: Reach, acted: int) -> Note:
    rungs = {name: getattr(data, name) for name in LADDER}
    known = {name: float(count(people, name)) for name, people in rungs.items() if people is not None}
    measured = not scored.missing
    return Note(
        axis="reach",
        value=HIGHEST * scored.value if measured else None,
        low=HIGHEST * scored.low if measured else None,
        high=HIGHEST * scored.high if measured else None,
        scored=(scored,),
        shown=tuple(SubIndex(name, 0, people, people, people, "") for name, people in known.items()),
        measured_weight=float(measured),
        people=acted,
        caps=(),
        notes=("people_not_acts",),
        resamples=0,
        seed=SEED,
    )
