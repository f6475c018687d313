"""Statistics of statements, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.opinion.results import Counts
from parvis.analysis.opinion.statistics import (
    bridging,
    consensus,
    count,
    divisive,
    group_informed_consensus,
    ratio_test,
    reluctant,
    representative,
    share_test,
    smoothed,
)
from parvis.analysis.opinion.votes import Votes


def counts_of(agree, disagree, seen):
    return Counts(*(np.array(table, np.int64) for table in (agree, disagree, seen)))


# Two groups of ten. 0: the first agrees, the second is against. 1: all agree. 2: half and half. 3: new.
TWO_GROUPS = counts_of(
    [[9, 9, 5, 0], [1, 8, 5, 0]], [[0, 0, 5, 0], [8, 1, 5, 0]], [[10, 10, 10, 0], [10, 10, 10, 0]]
)


def test_votes_are_counted_by_group_and_statement():
    votes = Votes.of([0, 0, 1, 2, 3, 3], [0, 1, 0, 0, 0, 1], [1, 0, -1, 1, -1, 1], (4, 2))
    counts = count(votes, np.array([0, 0, 1, -1]), 2)
    assert counts.agree.tolist() == [[1, 0], [1, 0]]
    assert counts.disagree.tolist() == [[1, 0], [0, 0]]
    assert counts.seen.tolist() == [[2, 1], [1, 0]]


def test_consensus_of_groups_is_a_product_of_smoothed_shares():
    assert group_informed_consensus(TWO_GROUPS) == pytest.approx(
        [10 / 12 * 2 / 12, 10 / 12 * 9 / 12, 0.25, 0.25]
    )
    against = group_informed_consensus(TWO_GROUPS, against=True)
    assert against == pytest.approx([1 / 12 * 9 / 12, 1 / 12 * 2 / 12, 0.25, 0.25])


def test_a_bridge_is_the_agreement_of_the_group_that_agrees_least():
    assert bridging(TWO_GROUPS) == pytest.approx([2 / 12, 9 / 12, 0.5, 0.5])
    assert reluctant(TWO_GROUPS).tolist() == [1, 1, 0, 0]
    assert divisive(TWO_GROUPS) == pytest.approx([8 / 12, 1 / 12, 0, 0])


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=4)
)
def test_what_one_group_rejects_never_bridges(groups):
    agree, disagree, passes = (np.array(column)[:, None] for column in zip(*groups, strict=True))
    found = bridging(Counts(agree, disagree, agree + disagree + passes))[0]
    assert found == min((a + 1) / (a + d + p + 2) for a, d, p in groups)


def test_the_tests_are_those_of_one_and_of_two_proportions():
    nine, ten, one = np.array([9]), np.array([10]), np.array([1])
    assert share_test(nine, ten) == pytest.approx([2 * np.sqrt(11) * (10 / 11 - 0.5)])
    pooled = 12 / 22
    z = (10 / 11 - 2 / 11) / np.sqrt(pooled * (1 - pooled) * (1 / 11 + 1 / 11))
    assert ratio_test(nine, ten, one, ten) == pytest.approx([z])
    assert ratio_test(ten, ten, ten, ten).tolist() == [0]
    assert smoothed(np.array([0]), np.array([0])).tolist() == [0.5]


def test_a_statement_marks_the_group_that_it_sets_apart():
    first, second = representative(TWO_GROUPS)
    assert [(mark.statement, mark.agrees, mark.best_agree) for mark in first] == [(0, True, True)]
    assert [(mark.statement, mark.agrees, mark.best_agree) for mark in second] == [
        (1, True, True),
        (0, False, False),
    ]
    assert (first[0].votes, first[0].seen) == (9, 10)
    assert first[0].share == pytest.approx(10 / 12)
    assert first[0].ratio == pytest.approx(5)
    assert first[0].z_ratio == pytest.approx(3.4254, abs=1e-4)


def test_a_hidden_statement_marks_nobody():
    hidden = np.array([True, False, False, False])
    named = {mark.statement for marks in representative(TWO_GROUPS, hidden) for mark in marks}
    assert 0 not in named
    assert representative(TWO_GROUPS, np.ones(4, np.bool_)) == ((), ())


def test_where_nothing_is_telling_the_most_set_apart_is_named():
    even = counts_of([[2, 3], [2, 2]], [[3, 3], [2, 3]], [[5, 6], [4, 6]])
    marks = representative(even)
    assert [len(group) for group in marks] == [1, 1]
    assert not any(mark.best_agree for group in marks for mark in group)


def test_at_most_five_statements_mark_a_group():
    agree = [[20] * 8, [0] * 8]
    marks = representative(counts_of(agree, agree[::-1], [[20] * 8, [20] * 8]))
    assert [len(group) for group in marks] == [5, 5]
    assert [mark.agrees for mark in marks[0]] == [True] * 5
    assert [mark.agrees for mark in marks[1]] == [False] * 5


def test_consensus_of_all_needs_a_significant_majority():
    totals = counts_of([[18, 6, 30, 0]], [[2, 4, 0, 0]], [[20, 10, 30, 1]])
    none = np.zeros(4, np.bool_)
    assert consensus(totals, none) == (2, 0)
    assert consensus(totals, np.array([False, False, True, False])) == (0,)
    assert consensus(counts_of([[0]], [[12]], [[12]]), none[:1], against=True) == (0,)
