"""How many topics: modularity by hand, and the number that was planted."""

import numpy as np
import pytest
import scipy.sparse as sp

from parvis.analysis.text.clusters import neighbours, smooth
from parvis.analysis.text.number import choose, modularity
from parvis.analysis.text.tests.planted import directions

TRIANGLES = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]


def graph(edges, nodes):
    rows, columns = np.array(edges).T
    half = sp.csr_matrix((np.ones(len(edges)), (rows, columns)), shape=(nodes, nodes))
    return sp.csr_matrix(half + half.T)


def test_modularity_of_two_triangles_joined_by_an_edge_by_hand():
    """Six links of seven within, half of the ends on each side: 6/7 - 1/2."""
    label = np.array([0, 0, 0, 1, 1, 1], np.int32)
    assert modularity(graph(TRIANGLES, 6), label, 2) == pytest.approx(6 / 7 - 1 / 2)


def test_one_group_is_worth_what_chance_gives():
    assert modularity(graph(TRIANGLES, 6), np.zeros(6, np.int32), 1) == pytest.approx(0)
    assert modularity(sp.csr_matrix((3, 3)), np.zeros(3, np.int32), 1) == 0


@pytest.mark.parametrize("groups", [3, 6])
def test_the_planted_number_is_chosen(groups):
    vectors, _ = directions(600, groups)
    links = neighbours(vectors)
    choice = choose(smooth(vectors, links), links, 0)
    assert choice.k == groups
    found = next(candidate for candidate in choice.candidates if candidate.k == groups)
    assert found.stability == 1
    assert found.coherence == max(candidate.coherence for candidate in choice.candidates)


def test_too_few_texts_are_one_topic():
    vectors, _ = directions(11)
    assert choose(vectors, neighbours(vectors), 0).k == 1
