"""The words of a topic: log-odds by hand, one word of each family."""

import numpy as np
import pytest
import scipy.sparse as sp

from parvis.analysis.text.words import counts_by_topic, kin, log_odds, top_words


def test_log_odds_of_two_topics_and_two_words_by_hand():
    """Monroe et al. 2008, equations 16, 19 and 22, with the corpus itself as prior (weight 1)."""
    scores = log_odds(np.array([[30.0, 10.0], [10.0, 50.0]]), prior=1)
    delta = np.log(70 / 70) - np.log(50 / 110)
    assert scores[0, 0] == pytest.approx(delta / np.sqrt(1 / 70 + 1 / 50))
    assert scores[1, 0] == pytest.approx(-scores[0, 0])


def test_a_word_that_a_topic_does_not_hold_is_never_one_of_its_words():
    scores = log_odds(np.array([[4.0, 0.0], [1.0, 9.0]]))
    assert top_words(scores[0], ("vélo", "impôt")) == ("vélo",)


def test_counts_are_of_texts_not_of_times_and_leave_out_texts_without_a_topic():
    counts = sp.csr_matrix(np.array([[3, 0], [1, 1], [5, 5]], np.float32))
    assert counts_by_topic(counts, np.array([0, 0, -1], np.int32), 2).tolist() == [[2, 1], [0, 0]]


def test_the_words_come_by_score_and_equals_in_order():
    assert top_words(np.array([1.0, 3.0, 1.0]), ("bus", "gare", "école"), 2) == ("gare", "bus")


@pytest.mark.parametrize(
    ("one", "other"), [("fiscal", "fiscaux"), ("école", "écoles"), ("nation", "national"), ("taxe", "taxes")]
)
def test_a_singular_and_its_plural_are_one_family(one, other):
    assert kin(one, other)
    assert kin(other, one)
    assert len(top_words(np.array([2.0, 1.0]), (one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("impôt", "import"), ("école", "écologie"), ("train", "trait"), ("car", "carte"), ("", "bus")],
)
def test_words_that_only_look_alike_are_both_kept(one, other):
    assert not kin(one, other)
