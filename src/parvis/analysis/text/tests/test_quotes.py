"""Quotes: typical, of good length, and never twice the same."""

import numpy as np
import scipy.sparse as sp

from parvis.analysis.text.quotes import candidates, marginal, same_words


def test_maximal_marginal_relevance_by_hand():
    """After the first (0.9), the second says the same (cosine 1): 0.7 * 0.88 - 0.3 < 0.7 * 0.6 - 0."""
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    none = np.zeros((3, 3), bool)
    assert marginal(np.array([0.9, 0.88, 0.6]), vectors, none, 2) == [0, 2]
    assert marginal(np.array([0.9, 0.88, 0.1]), vectors, none, 2) == [0, 1]


def test_two_quotes_alike_are_never_both_chosen():
    vectors = np.eye(3, dtype=np.float32)
    alike = np.array([[True, True, False], [True, True, False], [False, False, True]])
    assert marginal(np.array([0.9, 0.8, 0.1]), vectors, alike, 3) == [0, 2]


def test_quotes_have_twelve_to_sixty_words_where_a_topic_has_such():
    rows, affinity = np.arange(4), np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    assert candidates(rows, affinity, np.array([5, 61, 12, 60])).tolist() == [2, 3]


def test_shorter_ones_are_taken_where_there_is_no_other():
    rows, affinity = np.arange(3), np.array([0.1, 0.8, 0.9], np.float32)
    assert candidates(rows, affinity, np.array([7, 5, 2])).tolist() == [1, 0]
    assert candidates(rows, affinity, np.array([1, 2, 3])).tolist() == [2, 1, 0]


def test_texts_that_share_half_of_their_words_say_the_same():
    counts = sp.csr_matrix(np.array([[1, 1, 0, 0], [2, 1, 0, 0], [1, 0, 1, 1], [0, 1, 1, 0]], np.float32))
    alike = same_words(counts)
    assert alike[0, 1]
    assert not alike[0, 2]
    assert not alike[0, 3]
