"""Whatever the votes: a sensible result or a clear refusal, never a traceback or a figure out of range."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.live import begin, update
from parvis.analysis.opinion.pipeline import analyse, groups
from parvis.analysis.opinion.tests.data import planted
from parvis.analysis.opinion.votes import Votes

CELLS = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 12), st.sampled_from([-1, 0, 1])), min_size=1, max_size=150
)
ANYTHING = st.one_of(
    st.integers(),
    st.floats(),
    st.text(max_size=2),
    st.none(),
    st.booleans(),
    st.lists(st.integers(), max_size=2),
)


def check(found, n, m):
    """Bounds that hold whatever the votes."""
    assert found.group.shape == (n,)
    assert set(found.group[found.group >= 0].tolist()) == set(range(found.k))
    assert found.position.shape == (n, 2)
    assert len(found.representative) == found.k
    for shares in (found.statements.consensus, found.statements.bridging, found.statements.divisive):
        assert ((shares >= 0) & (shares <= 1)).all()
    finite = (found.position, found.statement_position, found.centres, found.statements.priority)
    assert all(np.isfinite(array).all() for array in finite)
    assert 0 <= sum(found.variance) <= 1 + 1e-9
    assert -1 <= found.silhouette <= 1


@given(CELLS, st.sampled_from([None, 1, 2, 3, 9]), st.sampled_from([None, True, False]))
@settings(deadline=None, max_examples=150)
def test_any_votes_give_a_sensible_result(cells, k, sparse):
    votes = Votes.of(*zip(*cells, strict=True))
    check(analyse(votes, groups=k, sparse=sparse, resamples=2), *votes.shape)


@given(CELLS, CELLS)
@settings(deadline=None, max_examples=60)
def test_any_votes_may_be_added_to_a_conversation_under_way(former, new):
    live = update(begin(Votes.of(*zip(*former, strict=True))), *zip(*new, strict=True))
    check(live.opinions, *live.votes.shape)


@given(st.lists(ANYTHING, max_size=4), st.lists(ANYTHING, max_size=4), st.lists(ANYTHING, max_size=4))
@settings(deadline=None)
def test_any_input_is_packed_or_refused(rows, cols, values):
    with suppress(AnalysisError):
        votes = Votes.of(rows, cols, values)
        assert votes.size <= len(rows)
        assert set(votes.values.tolist()) <= {-1, 0, 1}


@given(CELLS, ANYTHING, ANYTHING)
@settings(deadline=None, max_examples=60)
def test_any_demand_is_met_or_refused(cells, k, threshold):
    with suppress(AnalysisError):
        found = groups(*zip(*cells, strict=True), groups=k, threshold=threshold, resamples=0)
        assert found.k <= (k or 5)
        assert found.threshold <= threshold


@pytest.mark.parametrize("value", [-1, 0, 1])
def test_all_of_one_mind_are_one_group(value):
    rows, cols = np.mgrid[:40, :10].reshape(2, -1)
    found = groups(rows, cols, np.full(400, value), groups=2)
    assert found.k == 1
    assert found.group.tolist() == [0] * 40
    assert found.notes == ("no_clear_groups", "fewer_groups")
    assert np.isnan(found.stability)


def test_one_participant_is_one_group():
    found = groups([0] * 9, range(9), [1, 0, -1] * 3)
    assert (found.k, found.group.tolist()) == (1, [0])
    assert found.notes == ("no_clear_groups", "few_participants")


def test_one_statement_divides_those_for_from_those_against():
    found = groups(range(40), [0] * 40, [1] * 30 + [-1] * 10)
    assert found.group.tolist() == [0] * 30 + [1] * 10
    assert found.notes == ("few_statements",)


def test_a_participant_who_never_voted_has_no_group():
    votes, _ = planted(40, 10, 9)
    grown = Votes.of(votes.rows(), votes.statements, votes.values, (41, 11))
    found, without = analyse(grown, resamples=0), analyse(votes, resamples=0)
    assert found.group.tolist() == [*without.group.tolist(), -1]
    assert not found.position[40].any()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"groups": 0}, "bad_groups"),
        ({"groups": -2}, "bad_groups"),
        ({"groups": 2.5}, "bad_groups"),
        ({"seed": -1}, "bad_seed"),
        ({"threshold": 0}, "bad_threshold"),
        ({"resamples": -1}, "bad_resamples"),
        ({"refused": [True]}, "unequal_lengths"),
        ({"meta": [0, 1]}, "unequal_lengths"),
    ],
)
def test_a_demand_without_meaning_is_refused(options, code):
    with pytest.raises(AnalysisError) as refused:
        groups([0, 1], [0, 1], [1, -1], **options)
    assert refused.value.code == code
