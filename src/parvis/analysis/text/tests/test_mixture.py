"""The mixture: what is learnt, where texts go, one language not against another."""

import numpy as np
import pytest
import scipy.sparse as sp

from parvis.analysis.text.mixture import cosines, gather, learn, place, settle
from parvis.analysis.text.vectors import Block, Space, unit


def of(rows, language=None):
    tfidf = sp.csr_matrix(unit(np.array(rows, float)).astype(np.float32))
    words = tfidf.shape[1]
    space = Space((Block(np.eye(words, dtype=np.float32), 1.0),))
    return gather(
        tfidf, space, np.zeros(words, np.int32) if language is None else np.array(language, np.int32)
    )


def test_log_odds_of_words_by_hand():
    """Masses (2, 0) and (0, 2); each topic also gets 2 * 2 / 2 of each word: (4, 2) against (6, 6) in all."""
    texts = of([[1, 0], [1, 0], [0, 1], [0, 1]])
    mixture = learn(texts, np.array([0, 0, 1, 1], np.int32), 2)
    assert mixture.words[0] == pytest.approx([np.log(4 / 6 / 0.5), np.log(2 / 6 / 0.5)], abs=1e-3)
    assert mixture.centres.tolist() == [[1, 0], [0, 1]]


def test_a_text_goes_where_its_words_are_expected_and_its_cosine_is_told():
    texts = of([[1, 0, 0], [1, 1, 0], [0, 0, 1]])
    mixture = learn(texts, np.array([0, 0, 1], np.int32), 2)
    placed = place(texts, mixture)
    assert placed.label.tolist() == [0, 0, 1]
    assert placed.affinity == pytest.approx(
        (texts.tfidf.toarray() * mixture.centres[placed.label]).sum(axis=1)
    )
    assert cosines(texts, mixture, placed.label) == pytest.approx(placed.affinity)


def test_words_are_weighed_within_their_language_by_hand():
    """In the second language, masses (1, 0) and (0, 2): with the prior, (2, 2) and (1, 4) of (3, 6)."""
    rows = [[1, 0, 0, 0]] * 3 + [[0, 0, 1, 0]] + [[0, 1, 0, 0]] * 2 + [[0, 0, 0, 1]] * 2
    label = np.array([0] * 4 + [1] * 4, np.int32)
    apart = learn(of(rows, [0, 0, 1, 1]), label, 2).words[2:]
    assert apart[:, 0] == pytest.approx(np.log([2 / 4 * 3, 2 / 4 * 3 / 2]), abs=1e-3)
    assert apart[:, 1] == pytest.approx(np.log([1 / 5 * 3, 4 / 5 * 3 / 2]), abs=1e-3)
    assert learn(of(rows), label, 2).words[2:] != pytest.approx(apart, abs=1e-3)


def test_settling_gives_the_places_of_the_mixture_it_returns():
    rng = np.random.default_rng(0)
    texts = of(rng.random((60, 12)) * (rng.random((60, 12)) < 0.3))
    mixture, placed = settle(texts, rng.integers(4, size=60).astype(np.int32), 4, passes=5)
    assert (place(texts, mixture).label == placed.label).all()


def test_blocks_weigh_as_said():
    """A text of one word, with two blocks of weights 1 and 0.75: cosine 1 with itself, weight by block."""
    blocks = (Block(np.eye(2, dtype=np.float32), 1.0), Block(np.array([[1.0], [2.0]], np.float32), 0.75))
    space = Space(blocks)
    tfidf = sp.csr_matrix(np.array([[1, 0], [0, 1]], np.float32))
    assert space.vectors(tfidf)[1] == pytest.approx([0, 0.8, 0.6])
    lengths = space.lengths(tfidf)
    assert 2 / lengths[1, 1] == pytest.approx(0.6)
