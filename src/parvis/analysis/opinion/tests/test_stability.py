"""Would other participants have given the same groups: clear groups, none, and the short cut for crowds."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.opinion import pipeline
from parvis.analysis.opinion.pipeline import analyse, checked, fit, stability_of
from parvis.analysis.opinion.tests.data import planted
from parvis.analysis.opinion.votes import Votes


def fitted(votes, **options):
    method = checked(
        votes,
        **{"groups": 3, "seed": 0, "refused": None, "meta": None, "sparse": None, "threshold": 7} | options,
    )
    return fit(votes, method), method


def by_whole_analyses(votes, found, method, times):
    """The stability of the design: every resample analysed from its votes on."""
    random = np.random.default_rng(9)
    scores = []
    for _ in range(times):
        drawn = random.integers(0, votes.shape[0], votes.shape[0])
        rows, first = np.unique(drawn, return_index=True)
        again = fit(votes.take(drawn), method).label[first]
        both = (found.label[rows] >= 0) & (again >= 0)
        scores.append(adjusted_rand_score(found.label[rows][both], again[both]))
    return np.mean(scores)


@pytest.mark.parametrize(("votes_each", "sparse"), [(30, False), (14, True)])
def test_the_short_cut_for_crowds_tells_what_whole_analyses_tell(monkeypatch, votes_each, sparse):
    monkeypatch.setattr(pipeline, "ANALYSED_WHOLE", 0)
    votes, _ = planted(20_000, 1_000, votes_each, k=3, skew=0.7, force=2.5)
    found, method = fitted(votes, sparse=sparse)
    short = stability_of(found, method, 20)
    assert short == pytest.approx(by_whole_analyses(votes, found, method, 4), abs=0.15)


def test_camps_are_stable_and_noise_is_not():
    camps, _ = planted(400, 40, 30, force=6)
    noise = Votes.of(camps.rows(), camps.statements, np.random.default_rng(0).integers(-1, 2, camps.size))
    clear, unclear = analyse(camps, groups=2), analyse(noise, groups=2)
    assert clear.stability > 0.8
    assert clear.notes == ()
    assert unclear.stability < 0.5
    assert unclear.notes == ("no_clear_groups",)


def test_no_resample_no_figure():
    votes, _ = planted(100, 20, 10)
    assert np.isnan(analyse(votes, resamples=0).stability)
