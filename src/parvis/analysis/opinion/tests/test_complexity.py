"""What an analysis costs: counted in products and bytes, never in seconds."""

import tracemalloc

import numpy as np
import pytest

from parvis.analysis.opinion import components as components_
from parvis.analysis.opinion import pipeline, stability
from parvis.analysis.opinion.live import begin, update
from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.tests.data import planted
from parvis.analysis.opinion.votes import Votes


@pytest.fixture
def products(monkeypatch):
    """Every vector that was multiplied by the matrix."""
    seen = []
    made = components_.gram_product

    def counted(matrix):
        product = made(matrix)
        return lambda x: (seen.append(len(x)), product(x))[1]

    monkeypatch.setattr(components_, "gram_product", counted)
    return seen


def test_ten_times_more_participants_need_no_more_products(products):
    used = []
    for n in (2_000, 20_000):
        products.clear()
        analyse(planted(n, 600, 20, k=3)[0], sparse=False, resamples=0)
        used.append(len(products))
    assert 0 < used[1] <= used[0]


def test_an_update_needs_fewer_products_than_a_beginning(products):
    votes, _ = planted(5_000, 600, 20)
    live = begin(votes, sparse=False)
    first = len(products)
    update(live, [0, 1, 2], [5, 6, 7], [1, -1, 0])
    assert len(products) - first < first


def peak(votes):
    tracemalloc.start()
    analyse(votes, sparse=False, resamples=2)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_grows_with_votes_and_never_with_empty_cells():
    votes, _ = planted(40_000, 1_000, 20)
    wide = Votes(votes.starts, votes.statements, votes.values, (40_000, 50_000))
    assert peak(wide) - peak(votes) < 8_000 * 49_000
    assert peak(votes) < 100 * votes.size + 2**26


def test_adding_a_vote_sorts_nothing_but_the_new_ones(monkeypatch):
    votes, _ = planted(5_000, 200, 20)
    sorted_ = []
    for name in ("argsort", "lexsort", "sort", "unique"):
        made = getattr(np, name)
        monkeypatch.setattr(
            np, name, lambda keys, *a, made=made, **k: (sorted_.append(np.size(keys)), made(keys, *a, **k))[1]
        )
    grown = votes.append([3, 3], [1, 2], [1, -1])
    assert max(sorted_, default=0) <= 4
    assert grown.size - votes.size <= 2


def test_stability_of_a_crowd_decomposes_nothing_again(products, monkeypatch):
    votes, _ = planted(11_000, 600, 12)
    monkeypatch.setattr(pipeline, "DRAWN", 500)
    monkeypatch.setattr(pipeline, "ANALYSED_WHOLE", 0)
    analyse(votes, sparse=False, resamples=0)
    once = len(products)
    found = analyse(votes, sparse=False, resamples=5)
    assert len(products) == 2 * once
    assert 0 < found.stability <= 1
    assert stability.RESAMPLES == 20
