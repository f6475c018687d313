"""Quotas that no panel keeps: those that are named are in conflict, and none of them is there for nothing."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.sortition import Bound, Feature, Pool, conflict, pool_of


def keeps(pool: Pool, bounds: tuple[Bound, ...]) -> bool:
    """Whether a panel keeps these, by trying every one of them."""
    for panel in combinations(range(len(pool.kind)), pool.size):
        if len({pool.home[person] for person in panel}) == pool.size and all(
            _holds(pool, panel, bound) for bound in bounds
        ):
            return True
    return False


def _holds(pool: Pool, panel: tuple[int, ...], bound: Bound) -> bool:
    place = pool.names.index(bound.feature)
    here = int((pool.level[list(panel), place] == pool.values[place].index(bound.value)).sum())
    return here >= bound.asked if bound.is_least else here <= bound.asked


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    people, size = draw(st.integers(4, 8)), draw(st.integers(2, 4))
    features = []
    for place in range(draw(st.integers(1, 3))):
        values = draw(st.integers(2, 3))
        level = draw(st.lists(st.integers(0, values - 1), min_size=people, max_size=people))
        low = draw(st.lists(st.integers(0, 3), min_size=values, max_size=values))
        high = [least + draw(st.integers(0, 2)) for least in low]
        features.append(Feature(f"f{place}", tuple("abc"[:values]), level, low, high))
    home = draw(st.none() | st.lists(st.integers(0, people), min_size=people, max_size=people))
    return pool_of(features, size=size, home=home)


@settings(max_examples=60, deadline=None)
@given(pool=pools())
def test_what_is_named_is_in_conflict_and_without_any_of_it_a_panel_exists(pool: Pool) -> None:
    if np.unique(pool.home).size < pool.size:
        with pytest.raises(AnalysisError, match="wanted"):
            conflict(pool)
        return
    named = conflict(pool)

    assert bool(named) is not keeps(pool, tuple(pool.bounds()))
    if named:
        assert not keeps(pool, named)
        for without in combinations(named, len(named) - 1):
            assert keeps(pool, without)


def test_a_quota_that_asks_for_more_than_there_are_says_so() -> None:
    level = [0] * 7 + [1] * 30
    pool = pool_of([Feature("age", ("18-29", "30+"), level, [12, 0], [15, 20])], size=20)
    assert [str(one) for one in conflict(pool)] == ["age=18-29: at least 12 asked, 7 in the pool"]


def test_quotas_that_contradict_each_other_are_named_together() -> None:
    sex, age = [0] * 10 + [1] * 10, [0] * 10 + [1] * 10
    pool = pool_of(
        [
            Feature("sex", ("woman", "man"), sex, [5, 0], [10, 10]),
            Feature("age", ("young", "old"), age, [0, 6], [10, 10]),
        ],
        size=10,
    )
    assert [(one.feature, one.value, one.is_least) for one in conflict(pool)] == [
        ("sex", "woman", True),
        ("age", "old", True),
    ]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([], "no_feature"),
        ([Feature("age", ("a",), [], [0], [1])], "empty_pool"),
        ([Feature("age", ("a",), [0], [2], [1])], "low_above_high"),
        ([Feature("age", ("a",), [1], [0], [1])], "out_of_range"),
        (
            [Feature("age", ("a",), [0], [0], [1]), Feature("sex", ("b",), [0, 0], [0], [1])],
            "unequal_lengths",
        ),
    ],
)
def test_what_is_no_pool_is_refused(features: list[Feature], code: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        pool_of(features, size=1)
    assert raised.value.code == code
