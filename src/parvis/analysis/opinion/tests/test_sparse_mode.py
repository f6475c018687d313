"""Few votes each, on statements unequally seen: the noise-corrected mode, and when it is chosen."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.reading import read
from parvis.analysis.opinion.tests.data import POLIS, needs_polis, planted

SEEDS = range(5)


def sparse_crowd(seed):
    """20,000 participants who saw about 1 % of 1,000 statements, the first far more often than the last."""
    return planted(20_000, 1_000, 14, k=3, seed=seed, skew=0.7, force=2.0)


def agreement(votes, truth, **options):
    found = analyse(votes, groups=3, resamples=0, **options)
    placed = found.group >= 0
    return adjusted_rand_score(truth[placed], found.group[placed]), found.sparse


def test_planted_groups_are_better_found_than_by_plain_components():
    crowds = [sparse_crowd(seed) for seed in SEEDS]
    corrected = [agreement(*crowd, sparse=True)[0] for crowd in crowds]
    plain = [agreement(*crowd, sparse=False)[0] for crowd in crowds]
    assert np.mean(corrected) > np.mean(plain) + 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mode_is_chosen_where_loadings_rest_on_few_statements(seed):
    votes, truth = sparse_crowd(seed)
    assert votes.size / np.prod(votes.shape) < 0.015
    assert agreement(votes, truth)[1]


@needs_polis
@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.taxes", "bg2050-volunteers"])
def test_a_conversation_that_people_read_stays_plain(name):
    assert not analyse(read(POLIS / name).votes, resamples=0).sparse


def test_few_votes_draw_a_position_to_the_centre():
    votes, _ = sparse_crowd(0)
    found = analyse(votes, sparse=True, resamples=0)
    distance = np.linalg.norm(found.position, axis=1)
    few, many = votes.counts <= 10, votes.counts >= 14
    assert distance[few].mean() < distance[many].mean()
    assert found.sparse
