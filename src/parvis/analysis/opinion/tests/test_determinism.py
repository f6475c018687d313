"""The same votes give the same figures, to the byte, whatever the run, the threads and their order."""

import os
import subprocess
import sys

import numpy as np
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.opinion.pipeline import analyse, groups
from parvis.analysis.opinion.tests.data import fingerprint, planted, triples

SIZES = [(300, 60, 30), (3_000, 700, 20), (12_000, 600, 12)]
RUN = """
from parvis.analysis.opinion.tests.test_determinism import prints
print(*prints())
"""


def prints():
    """The fingerprint of the analysis of votes of each size."""
    return [fingerprint(analyse(planted(*size)[0], seed=3, resamples=3)) for size in SIZES]


def alone(threads):
    """The same in a process of its own, with so many threads."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {
        **os.environ,
        **dict.fromkeys(names, str(threads)),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", RUN]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_two_runs_and_one_or_two_threads_agree_to_the_byte():
    here = prints()
    assert alone(1) == here
    assert alone(2) == here


def test_the_order_of_arrival_changes_nothing():
    votes, _ = planted(500, 80, 20)
    rows, cols, values = triples(votes)
    shuffled = np.random.default_rng(1).permutation(votes.size)
    found = [
        groups(*votes_, resamples=2)
        for votes_ in ((rows, cols, values), (rows[shuffled], cols[shuffled], values[shuffled]))
    ]
    assert fingerprint(found[0]) == fingerprint(found[1])


def test_agreeing_and_disagreeing_are_treated_alike():
    votes, _ = planted(500, 80, 20)
    rows, cols, values = triples(votes)
    one, other = groups(rows, cols, values, resamples=0), groups(rows, cols, -values, resamples=0)
    assert adjusted_rand_score(one.group, other.group) == 1
    assert np.array_equal(one.statements.consensus, other.statements.consensus_against)
    assert one.consensus_agree == other.consensus_disagree


def test_saying_the_same_thing_twice_changes_nothing():
    votes, _ = planted(200, 40, 15)
    twice = [np.concatenate([part, part]) for part in triples(votes)]
    assert fingerprint(groups(*twice, resamples=2)) == fingerprint(analyse(votes, resamples=2))


def test_a_seed_changes_the_draws_only():
    votes, _ = planted(400, 60, 25)
    one, other = (analyse(votes, seed=seed, resamples=3) for seed in (1, 2))
    assert np.array_equal(one.group, other.group)
    assert one.stability != other.stability
