"""What shares let anybody find again: counts of few people stay hidden, whoever tries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel import Crossing, is_guarded


def crossing(counts, weights, groups=()):
    table = np.array(counts, np.int64)
    sets = np.array(groups, bool).reshape(-1, table.shape[1])
    return Crossing(table, np.array(weights, float), sets)


def doubt(table, weights, step, answer, cell):
    """By trying every count of two cells and two answers: how many people of doubt are left."""
    counts, weights = np.array(table), np.array(weights)
    there, gave = counts.sum(axis=0), counts.sum(axis=1)
    total = there @ weights
    told = np.round(counts @ weights / total / step) * step
    possible = []
    for first in range(int(there[0]) + 1):
        top = np.array([first, gave[0] - first])
        tried = np.stack([top, there - top])
        if (tried >= 0).all() and (np.abs(tried @ weights / total - told) <= step / 2 + 1e-9).all():
            possible.append(tried[answer, cell])
    return max(possible) - min(possible)


cells = st.tuples(*[st.integers(0, 60)] * 4).filter(
    lambda c: c[0] + c[2] > 0 and c[1] + c[3] > 0 and c[0] + c[1] > 0
)


@given(cells, st.floats(0.3, 3), st.floats(0.3, 3), st.sampled_from([0.01, 0.02, 0.05]))
@settings(max_examples=150, deadline=None)
def test_no_count_under_ten_is_found_again_of_what_is_told(counts, one, other, step):
    table = [counts[:2], counts[2:]]
    if not is_guarded(crossing(table, [one, other]), step=step):
        return
    for answer in (0, 1):
        for cell in (0, 1):
            count = table[answer][cell]
            gave, there = sum(table[answer]), table[0][cell] + table[1][cell]
            before = min(gave, there) - max(0, gave + there - sum(counts))
            assert count >= 10 or doubt(table, [one, other], step, answer, cell) >= min(10, before)


def test_two_groups_and_one_percent_tell_the_few_who_said_no():
    few = crossing([[40, 27], [10, 3]], [0.7, 1.5])
    assert not is_guarded(few, step=0.01)
    assert is_guarded(crossing([[40, 27], [12, 11]], [0.7, 1.5]), step=0.01)


def test_a_wider_rounding_or_more_people_hide_them_again():
    assert not is_guarded(crossing([[167, 108], [32, 1]], [0.9, 1.1]), step=0.01)
    assert is_guarded(crossing([[167, 108], [32, 1]], [0.9, 1.1]), step=0.05)
    assert is_guarded(crossing([[418, 270], [80, 3]], [0.9, 1.1]), step=0.01)


def test_nothing_is_learnt_where_all_weigh_alike():
    assert is_guarded(crossing([[40, 27], [10, 3]], [1, 1]), step=0.01)


def test_a_group_of_several_cells_is_hidden_too():
    """Each cell alone may be swapped with its like; both together weigh as one, and would be found again."""
    table, weights = [[20, 20, 28, 28], [12, 12, 2, 2]], [0.7, 0.7, 1.5, 1.5]
    assert not is_guarded(crossing(table, weights, [[False, False, True, True]]), step=0.01)


def test_an_answer_that_nobody_gave_is_no_news():
    assert is_guarded(crossing([[30, 30], [0, 0]], [0.7, 1.5]), step=0.01)


@pytest.mark.parametrize(("counts", "weights", "step"), [([[1, 2]], [1], 0.01), ([[1, 2]], [1, 1], 2)])
def test_what_cannot_be_read_is_refused(counts, weights, step):
    with pytest.raises(AnalysisError):
        is_guarded(Crossing(np.array(counts), np.array(weights), np.zeros((0, 2), bool)), step=step)
