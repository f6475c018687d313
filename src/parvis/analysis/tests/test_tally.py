"""Properties of tallies, whatever the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.tally import best, net, opinion_score, people, ranks, shares, support_score

COUNTS = st.dictionaries(st.sampled_from([1, 0, -1]), st.integers(0, 10**7))
SCORES = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 50)), max_size=40)


@given(COUNTS)
def test_shares_sum_to_one_or_to_nothing(counts):
    found = shares(counts)
    total = found.in_favour + found.mixed + found.against
    assert total == (pytest.approx(1) if found.base else 0)
    assert found.base == people(counts)


@given(COUNTS)
def test_the_net_is_for_minus_against_and_never_more_than_the_people(counts):
    assert net(counts) == counts.get(1, 0) - counts.get(-1, 0)
    assert abs(net(counts)) <= people(counts)


@given(COUNTS, st.sampled_from([1, 0, -1]))
def test_one_more_vote_moves_the_score_the_way_it_says(counts, choice):
    more = {**counts, choice: counts.get(choice, 0) + 1}
    before, after = opinion_score(counts), opinion_score(more)
    assert (after > before, after < before) == (choice == 1, choice == -1)


@given(SCORES)
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores):
    assert ranks(scores) == [1 + sum(other > score for other in scores) for score in scores]


@given(SCORES, st.integers(0, 45))
def test_the_best_are_those_that_fewer_than_limit_beat(scores, limit):
    kept = best(scores, limit)
    expected = {n for n, score in enumerate(scores) if sum(other > score for other in scores) < limit}
    assert set(kept) == expected
    assert [scores[n] for n in kept] == sorted((scores[n] for n in kept), reverse=True)
    assert len(kept) >= min(limit, len(scores))


@given(SCORES)
def test_the_order_of_the_input_does_not_change_a_rank(scores):
    turned = list(reversed(scores))
    assert list(reversed(ranks(turned))) == ranks(scores)


@pytest.mark.parametrize("measure", [people, net, shares, support_score, opinion_score])
def test_a_negative_count_is_an_error(measure):
    with pytest.raises(ValueError, match="negative"):
        measure({1: -1})


def test_an_unknown_choice_and_a_negative_limit_are_errors():
    with pytest.raises(ValueError, match="unknown"):
        shares({2: 1})
    with pytest.raises(ValueError, match="limit"):
        best([(1,)], -1)


def test_support_ranks_by_people_in_support():
    assert support_score({1: 12}) == (12,)
