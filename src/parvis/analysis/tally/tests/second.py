"""The other implementation of voting methods, `pref_voting`, in the words of these tests."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from pref_voting.grade_methods import majority_judgement, score_voting
from pref_voting.grade_profiles import GradeProfile
from pref_voting.iterative_methods import instant_runoff, instant_runoff_put
from pref_voting.margin_based_methods import beat_path_Floyd_Warshall
from pref_voting.profiles import Profile
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.scoring_methods import borda_for_profile_with_ties, symmetric_borda_scores

__all__ = [
    "beat_path_Floyd_Warshall",
    "borda_for_profile_with_ties",
    "grade_profile",
    "instant_runoff",
    "instant_runoff_put",
    "majority_judgement",
    "profile",
    "profile_with_ties",
    "score_voting",
    "symmetric_borda_scores",
]


def grade_profile(matrix: np.ndarray, grades: Iterable[int]) -> GradeProfile:
    """Grades of a (voters, items) matrix."""
    found = _alike(matrix)
    rows = [dict(enumerate(row)) for row in found]
    return GradeProfile(rows, list(grades), gcounts=list(found.values()))


def profile(matrix: np.ndarray) -> Profile:
    """Complete orders of a (voters, items) matrix of positions from 1."""
    found = _alike(np.argsort(matrix, axis=1))
    return Profile([list(order) for order in found], list(found.values()))


def profile_with_ties(matrix: np.ndarray) -> ProfileWithTies:
    """The same, where -9 is an unranked item, below those that are ranked."""
    found = _alike(matrix)
    orders = [{item: position for item, position in enumerate(row) if position != -9} for row in found]
    made = ProfileWithTies(orders, list(found.values()), candidates=list(range(matrix.shape[1])))
    made.use_extended_strict_preference()
    return made


def _alike(matrix: np.ndarray) -> Counter[tuple[int, ...]]:
    return Counter(tuple(row) for row in matrix.tolist())
