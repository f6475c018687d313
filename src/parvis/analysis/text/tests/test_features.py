"""Words become numbers: stems counted, weighted, and named as people write them."""

import numpy as np
import pytest

from parvis.analysis.text.features import default_floor, features
from parvis.analysis.text.tests.data import grand_debat, needs_shared_data
from parvis.analysis.text.tokens import tokenise


def of(texts, languages="fr", **options):
    codes = np.array([languages] * len(texts)) if isinstance(languages, str) else np.array(languages)
    return features(tokenise(texts), codes, **options)


def test_counts_and_weights_of_a_small_corpus_by_hand():
    """Three texts; "impôt" and "impôts" share a stem; "les" is a function word."""
    found = of(["les impôts, impôts, impôt", "école", "écoles et impôts"], min_df=1)
    assert found.names == ("impôts", "école")
    assert found.counts.toarray().tolist() == [[3, 0], [0, 1], [1, 1]]
    assert found.document_frequency.tolist() == [2, 2]
    idf = 1 + np.log(4 / 3)
    assert found.idf == pytest.approx([idf, idf])
    assert found.tfidf.toarray() == pytest.approx(np.array([[1, 0], [0, 1], [0.5**0.5, 0.5**0.5]]))


def test_a_weight_grows_with_the_logarithm_of_the_count():
    found = of(["vélo vélo bus", "vélo", "bus"], min_df=1)
    first = found.tfidf.toarray()[0]
    twice, once = (found.names.index(name) for name in ("vélo", "bus"))
    assert first[twice] / first[once] == pytest.approx(1 + np.log(2))


def test_each_type_points_to_its_column():
    tokens = tokenise(["le train", "les trains", "bus"])
    found = features(tokens, np.array(["fr"] * 3), min_df=1)
    column = dict(zip(tokens.vocabulary, found.feature_of_type.tolist(), strict=True))
    assert column["train"] == column["trains"] >= 0
    assert column["le"] == column["les"] == -1
    assert found.names[column["bus"]] == "bus"


def test_accents_left_out_by_a_few_make_the_same_word():
    assert of(["sécurité"] * 10 + ["securite"], min_df=1, max_df=1).names == ("sécurité",)
    assert of(["sécurité"] * 9 + ["securite"], min_df=1, max_df=1).names == ("securite", "sécurité")


def test_function_words_depend_on_the_language_in_which_they_are_written():
    """ "Die" is an article in German, a verb in English."""
    texts = ["die Schule und die Stadt", "people die of pollution", "they die young", "die die"]
    german = of(texts[:1], ["de"], min_df=1)
    english = of(texts[1:], ["en", "en", "en"], min_df=1)
    assert "die" not in german.names
    assert "die" in english.names


def test_numbers_alone_are_left_out():
    assert of(["80 km", "2019 km", "1er mai"], min_df=1).names == ("1er", "km", "mai")


def test_rare_and_common_words_are_left_out():
    texts = ["vélo rue"] * 10 + ["vélo bus"] * 5 + ["vélo"] * 85 + ["tramway"]
    assert of(texts, min_df=2).names == ("bus", "rue")
    assert of(texts, min_df=2, max_df=1).names == ("bus", "rue", "vélo")


def test_frequencies_can_be_counted_on_some_rows_only():
    texts = ["vélo bus", "vélo bus", "vélo bus", "tram vélo"]
    found = of(texts, min_df=1, rows=np.array([0, 3]))
    assert dict(zip(found.names, found.document_frequency.tolist(), strict=True)) == {
        "bus": 1,
        "tram": 1,
        "vélo": 2,
    }
    assert found.counts.shape[0] == 4


@pytest.mark.parametrize(
    ("texts", "columns"), [([], 0), ([""], 0), (["et puis"], 0), (["vélo"], 1), (["un beau vélo"] * 100, 2)]
)
def test_tiny_and_uniform_corpora_have_what_features_they_can(texts, columns):
    found = of(texts)
    assert found.counts.shape == found.tfidf.shape == (len(texts), columns)
    assert len(found.names) == len(found.idf) == len(found.document_frequency) == columns


def test_the_floor_grows_with_the_corpus():
    assert [default_floor(n) for n in (0, 1, 99, 100, 10_000, 100_000, 500_000, 1_000_000)] == [
        1,
        1,
        1,
        2,
        4,
        5,
        10,
        20,
    ]


@needs_shared_data
def test_rows_of_real_answers_have_length_one_and_sorted_columns():
    texts = grand_debat()
    found = features(tokenise(texts), np.full(len(texts), "fr"))
    norms = np.sqrt(found.tfidf.multiply(found.tfidf).sum(axis=1))
    assert np.allclose(norms[found.counts.getnnz(axis=1) > 0], 1, atol=1e-5)
    assert found.counts.has_sorted_indices
    assert found.counts.has_canonical_format
    assert found.tfidf.dtype == found.counts.dtype == np.float32
    assert {"citoyens", "élus", "écologique", "impôts"} <= set(found.names)
    assert not {"faut", "être", "plus", "les"} & set(found.names)
