"""Reinert's classification: chi-square against scipy, planted classes, hostile tables."""

import time

import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import reinert as method
from parvis.analysis.text.tests.data import grand_debat, needs_shared_data
from parvis.analysis.text.tests.planted import SUBJECTS, planted


def table(seed=0, rows=40, words=8):
    rng = np.random.default_rng(seed)
    return sp.csr_matrix((rng.random((rows, words)) < 0.4).astype(float))


def test_chi_square_of_two_sides_is_that_of_the_contingency_table():
    presence, left = table(), np.arange(40) < 13
    expected = chi2_contingency([presence[left].sum(axis=0).A1, presence[~left].sum(axis=0).A1])
    assert method.chi_square(presence, left) == pytest.approx(expected.statistic)


def test_the_gain_of_a_move_is_the_change_of_chi_square():
    presence, left = table(1), np.arange(40) % 2 == 0
    gains = method._gains(presence, left) * presence.sum()
    for row in range(40):
        moved = left.copy()
        moved[row] = not moved[row]
        change = method.chi_square(presence, moved) - method.chi_square(presence, left)
        assert gains[row] == pytest.approx(change, abs=1e-9)


def test_the_first_axis_is_that_of_a_correspondence_analysis():
    """Two blocks of rows without a word in common lie on two sides."""
    presence = sp.block_diag([np.ones((4, 3)), np.ones((5, 2))]).tocsr()
    axis = method.first_axis(presence)
    assert len({*np.sign(axis[:4])}) == len({*np.sign(axis[4:])}) == 1
    assert np.sign(axis[0]) != np.sign(axis[-1])


def test_planted_classes_are_found_with_their_words():
    texts, subject = planted(400)
    found = method.reinert(texts, classes=4)
    assert adjusted_rand_score(subject, found.label) > 0.9
    assert [one.size for one in found.classes] == sorted((one.size for one in found.classes), reverse=True)
    lists = [set(words) for words in SUBJECTS.values()]
    for one in found.classes:
        assert max(len(set(one.words) & words) for words in lists) >= 8
        assert list(one.chi_squares) == sorted(one.chi_squares, reverse=True)


def test_divisions_tell_how_classes_were_made():
    texts, _ = planted(400)
    found = method.reinert(texts, classes=4)
    assert len(found.divisions) == 3
    made = {child for division in found.divisions for child in division.children}
    assert made - {division.parent for division in found.divisions} == set(found.nodes)


@pytest.mark.parametrize("texts", [[], ["bus"], ["bus"] * 50, ["", "?"], ["le la les"]])
def test_small_corpora_are_one_class_or_none(texts):
    found = method.reinert(texts)
    assert len(found.classes) <= 1
    assert len(found.label) == len(texts)


def test_a_number_of_classes_below_one_is_refused():
    with pytest.raises(AnalysisError) as refused:
        method.reinert(["bus"], classes=0)
    assert refused.value.code == "bad_number_of_classes"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=60), st.integers(1, 6))
def test_any_table_gives_classes_that_hold_every_row_once(rows, classes):
    dense = np.zeros((len(rows), 8))
    for row, letters in enumerate(rows):
        for letter in letters:
            dense[row, ord(letter) - 97] += 1
    label, divisions, nodes = method.divide(sp.csr_matrix(dense), classes)
    assert len(nodes) == len(divisions) + (1 if dense.any() else 0)
    assert ((label == -1) == ~dense.any(axis=1)).all()
    assert set(label[label >= 0].tolist()) == set(range(len(nodes)))


@needs_shared_data
def test_20_000_answers_of_the_grand_debat_take_a_few_seconds_the_same_each_time():
    texts: pl.Series = grand_debat().head(20_000)
    start = time.process_time()
    found = method.reinert(texts)
    assert time.process_time() - start < 8
    assert len(found.classes) == 10
    assert (method.reinert(texts).label == found.label).all()
