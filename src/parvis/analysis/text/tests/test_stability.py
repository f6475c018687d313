"""Stability: Jaccard by hand; what comes back is stable, what was drawn at random is not."""

import numpy as np
import pytest

from parvis.analysis.text.clusters import neighbours
from parvis.analysis.text.features import features
from parvis.analysis.text.mixture import gather
from parvis.analysis.text.stability import best_jaccard, overlaps, stability
from parvis.analysis.text.tests.planted import planted
from parvis.analysis.text.tokens import tokenise
from parvis.analysis.text.vectors import Space, latent


def test_best_jaccard_by_hand():
    label = np.array([0, 0, 0, 1, 1], np.int32)
    other = np.array([0, 0, 1, 1, 1], np.int32)
    assert overlaps(label, other, 2, 2).tolist() == [[2, 1], [0, 2]]
    assert best_jaccard(label, other, 2) == pytest.approx([2 / 3, 2 / 3])


def test_planted_topics_come_back_and_random_ones_do_not():
    texts, subject = planted(300)
    tfidf = features(tokenise(texts), np.full(300, "fr")).tfidf
    space = Space((latent(tfidf),))
    vectors = space.vectors(tfidf)
    ground = gather(tfidf, space, np.zeros(tfidf.shape[1], np.int32)), vectors, neighbours(vectors)
    true = stability(*ground, subject.astype(np.int32), k=4, seed=0)
    assert true.whole > 0.95
    assert true.topics.min() > 0.9
    drawn = np.random.default_rng(0).permutation(subject).astype(np.int32)
    assert stability(*ground, drawn, k=4, seed=0).whole < 0.1
