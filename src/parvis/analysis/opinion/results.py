"""What an analysis of votes gives back: frozen arrays. n participants, m statements, k groups.

Rows and columns are positions in the matrix that came in. Agree +1, disagree -1, pass 0.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes by group and statement, each (k, m) int64. `seen` = agree + disagree + pass."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    seen: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that marks a group against the rest (Small et al. 2021, section on representativeness)."""

    statement: int
    """Column."""
    agrees: bool
    """Direction in which it marks the group."""
    votes: int
    """Votes of the group in that direction."""
    seen: int
    """Votes of the group on it."""
    share: float
    """Smoothed share of the group in that direction: (votes + 1) / (seen + 2)."""
    ratio: float
    """That share over the share of all others."""
    z_share: float
    z_ratio: float
    best_agree: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """One value a statement, each (m,) float64."""

    consensus: NDArray[np.float64]
    """Group-informed consensus: product over groups of (A + 1) / (S + 2)."""
    consensus_against: NDArray[np.float64]
    """The same with disagreements."""
    bridging: NDArray[np.float64]
    """Least smoothed agreement over groups: min of (A + 1) / (S + 2)."""
    divisive: NDArray[np.float64]
    """Greatest minus least smoothed agreement over groups."""
    extremity: NDArray[np.float64]
    priority: NDArray[np.float64]
    """Weight of the draw of the next statement to show."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """Groups of participants who vote alike, and what marks, divides and bridges them."""

    group: NDArray[np.int32]
    """(n,) 0..k-1, largest first; -1 for whoever voted too little to be placed."""
    k: int
    position: NDArray[np.float64]
    """(n, 2) on the map of opinions."""
    statement_position: NDArray[np.float64]
    """(m, 2)"""
    centres: NDArray[np.float64]
    """(k, 2)"""
    variance: tuple[float, float]
    """Share of the variance that each axis carries, 0 to 1."""
    silhouette: float
    silhouettes: dict[int, float]
    """By number of groups tried."""
    stability: float
    """Mean adjusted Rand index over bootstrap resamples; NaN where it was not asked for."""
    sparse: bool
    """Whether the noise-corrected mode was used (loadings on few popular statements)."""
    counts: Counts
    totals: Counts
    """Over everybody, placed or not: k = 1."""
    statements: Statements
    representative: tuple[tuple[Representative, ...], ...]
    """By group, at most 5 each."""
    consensus_agree: tuple[int, ...]
    """Columns, at most 5: what everybody agrees on."""
    consensus_disagree: tuple[int, ...]
    threshold: int
    """Votes needed to be placed."""
    seed: int
    notes: tuple[str, ...] = field(default=())
    """no_clear_groups (stability below 0.5), few_participants, few_statements..."""

    @property
    def unplaced(self) -> int:
        """Participants below the threshold."""
        return int((self.group < 0).sum())
