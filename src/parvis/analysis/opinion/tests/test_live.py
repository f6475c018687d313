"""A conversation under way: each update agrees with an analysis afresh, and groups do not flicker."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.live import begin, settle, update
from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.reading import read
from parvis.analysis.opinion.tests.data import POLIS, needs_polis, planted, same, triples
from parvis.analysis.opinion.votes import Votes


def in_batches(votes, batches):
    """Votes as they might arrive: participants one after the other."""
    parts = np.array_split(np.arange(votes.size), batches)
    return [tuple(column[part] for column in triples(votes)) for part in parts]


def followed(votes, batches):
    """The last moment of a conversation that came in batches."""
    first, *others = in_batches(votes, batches)
    live = begin(Votes.of(*first))
    for batch in others:
        live = update(live, *batch)
    return live


def test_updates_end_where_an_analysis_afresh_does():
    agreements = []
    for seed in range(5):
        votes, _ = planted(600, 60, 25, seed=seed)
        live = followed(votes, 6)
        afresh = analyse(votes, groups=2, resamples=0)
        assert same(live.votes, votes)
        assert live.opinions.k == 2
        agreements.append(adjusted_rand_score(live.opinions.group, afresh.group))
    assert np.mean(agreements) > 0.85


@needs_polis
def test_a_real_conversation_ends_with_its_published_groups():
    conversation = read(POLIS / "brexit-consensus")
    live = followed(conversation.votes, 10)
    placed = conversation.published >= 0
    assert same(live.votes, conversation.votes)
    assert live.opinions.k == 2
    assert adjusted_rand_score(conversation.published[placed], live.opinions.group[placed]) > 0.78


def test_one_more_vote_neither_flips_the_map_nor_moves_people():
    votes, _ = planted(400, 60, 25)
    live = begin(votes)
    after = update(live, [0], [59], [1])
    for axis in (0, 1):
        assert np.corrcoef(live.opinions.position[:, axis], after.opinions.position[:, axis])[0, 1] > 0.99
    assert adjusted_rand_score(live.opinions.group, after.opinions.group) > 0.95
    assert after.before.tolist() == list(range(after.opinions.k))


def test_the_moment_before_is_left_as_it_was():
    votes, _ = planted(100, 20, 10)
    live = begin(votes)
    group = live.opinions.group.copy()
    update(live, [0, 300], [0, 25], [1, -1])
    assert live.votes is votes
    assert np.array_equal(live.opinions.group, group)


def test_new_participants_and_statements_come_in():
    votes, _ = planted(100, 20, 10)
    refused = np.arange(20) == 3
    after = update(begin(votes, refused=refused), [100, 101], [20, 22], [1, -1])
    assert after.votes.shape == (102, 23)
    assert after.opinions.group[100] == -1
    assert after.method.refused.tolist() == [*refused.tolist(), False, False, False]


def test_the_number_of_groups_changes_at_the_fourth_win_running():
    state, seen = (2, 2, 0), []
    for best in (3, 3, 3, 2, 3, 3, 4, 3, 3, 3, 3):
        state = settle(*state, best)
        seen.append(state[0])
    assert seen == [2] * 10 + [3]
    assert state == (3, 3, 0)


def test_a_number_of_groups_is_kept_until_another_wins_four_times():
    votes, _ = planted(600, 60, 25)
    first, *others = in_batches(votes, 25)
    live = begin(Votes.of(*first))
    for batch in others:
        former, live = live, update(live, *batch)
        if live.opinions.k != former.opinions.k:
            assert (former.wins, former.challenger) == (3, live.opinions.k)
    assert live.opinions.k == 2 != begin(Votes.of(*first)).opinions.k


def test_bad_votes_leave_the_conversation_alone():
    live = begin(planted(50, 10, 8)[0])
    with pytest.raises(AnalysisError) as refused:
        update(live, [0], [0], [3])
    assert refused.value.code == "vote_out_of_range"
