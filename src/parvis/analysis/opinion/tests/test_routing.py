"""The next statement to show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.results import Counts
from parvis.analysis.opinion.routing import draw, priorities

NONE = np.zeros(3, np.bool_)


def counts_of(agree, disagree, seen):
    return Counts(*(np.array([row], np.int64) for row in (agree, disagree, seen)))


def test_a_priority_is_worked_out_by_hand():
    found = priorities(
        counts_of([6, 0, 2], [2, 0, 2], [10, 0, 10]), np.array([0.5, 0, 0.5]), refused=NONE, meta=NONE
    )
    first = ((1 - 3 / 12) * 1.5 * (7 / 12) * (1 + 8 / 4)) ** 2
    new = (0.5 * 1 * 0.5 * 9) ** 2
    many_passes = ((1 - 7 / 12) * 1.5 * (3 / 12) * 3) ** 2
    assert found == pytest.approx([first, new, many_passes])


def test_what_is_refused_is_never_shown_and_what_is_meta_always_may_be():
    refused, meta = np.array([True, False, True]), np.array([False, True, True])
    found = priorities(counts_of([5] * 3, [0] * 3, [5] * 3), np.ones(3), refused=refused, meta=meta)
    assert found.tolist() == [0, 49, 0]


def test_draws_follow_the_weights():
    weights, open_ = np.array([1.0, 3, 100, 0]), np.array([True, True, False, True])
    drawn = np.bincount([draw(weights, open_, (7, turn)) for turn in range(4_000)], minlength=4)
    assert drawn[2] == drawn[3] == 0
    assert drawn[1] / 4_000 == pytest.approx(0.75, abs=0.03)


@given(st.lists(st.tuples(st.floats(0, 1e9), st.booleans()), max_size=12), st.integers(0, 2**32))
def test_only_what_is_open_is_drawn_and_the_seed_decides(cases, seed):
    weights, open_ = np.array([w for w, _ in cases]), np.array([o for _, o in cases], np.bool_)
    drawn = draw(weights, open_, seed)
    assert drawn == draw(weights, open_, seed)
    eligible = [at for at, (weight, free) in enumerate(cases) if free and weight > 0]
    assert drawn in eligible if eligible else drawn is None


@pytest.mark.parametrize(
    ("weights", "code"),
    [([1.0, 2.0], "unequal_lengths"), ([1, -1, 1], "bad_weight"), ([1, np.nan, 1], "bad_weight")],
)
def test_weights_without_meaning_are_refused(weights, code):
    with pytest.raises(AnalysisError) as refused:
        draw(np.array(weights), ~NONE, 0)
    assert refused.value.code == code
