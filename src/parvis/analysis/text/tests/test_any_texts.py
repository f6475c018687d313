"""Whatever people send, the chain from texts to numbers gives arrays that fit, and never breaks."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.csv_text import decoded
from parvis.analysis.text.duplicates import near_duplicates
from parvis.analysis.text.features import features
from parvis.analysis.text.language import languages
from parvis.analysis.text.reading import as_series, read_table
from parvis.analysis.text.tokens import tokenise

ANYTHING = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec=None), max_size=20),
    st.text(alphabet="aeé ’'.\u0301🚲水한", max_size=40),
    st.sampled_from(["oui", "RAS", "je ne sais pas", "nucléaire", "", "\x00", "🙂", "ﬁ", "İ", "ß", "\ud800"]),
)


def chain(texts):
    """Every step; checks what must hold for any texts."""
    series = as_series(texts)
    tokens, empty = tokenise(series), contentless(series)
    count = len(series)
    assert len(tokens.lengths) == len(empty) == count
    assert tokens.lengths.sum() == len(tokens.codes)
    assert tokens.vocabulary == sorted(set(tokens.vocabulary))
    assert len(tokens.codes) == 0 or tokens.codes.max() == len(tokens.vocabulary) - 1
    spoken = languages(tokens)
    assert spoken.shape == (count,)
    found = near_duplicates(series, tokens, contentless=empty)
    assert (found.group[empty] == -1).all()
    assert (found.representative[found.representative] == found.representative).all()
    assert (found.group[found.representative] == found.group).all()
    numbers = features(tokens, spoken, rows=np.unique(found.representative[~empty]))
    assert numbers.counts.shape == numbers.tfidf.shape == (count, len(numbers.names))
    assert np.isfinite(numbers.tfidf.data).all()
    assert numbers.feature_of_type.shape == (len(tokens.vocabulary),)
    assert len(set(numbers.names)) == len(numbers.names)
    return found, empty, numbers


@settings(deadline=None, max_examples=100)
@given(st.lists(ANYTHING, max_size=30))
def test_any_list_of_texts(texts):
    chain(texts)


@settings(deadline=None, max_examples=50)
@given(ANYTHING, st.integers(1, 60))
def test_the_same_text_many_times(text, count):
    found, empty, _ = chain([text] * count)
    assert len(set(found.group.tolist())) == 1
    assert empty.all() or not empty.any()


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        frame = read_table(path).frame
    except AnalysisError:
        return
    assert frame.height
    assert all(column.dtype == pl.String and not column.null_count() for column in frame)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufffd\ufeff"), max_size=50))
def test_utf8_is_read_as_it_is(text):
    assert decoded(text.encode()) == (text, ())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(alphabet="aé,;\t|\"' \n", min_size=1, max_size=12), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
)
def test_what_is_written_as_csv_is_read_back(tmp_path_factory, texts, separator):
    path = tmp_path_factory.getbasetemp() / "written.csv"
    frame = pl.DataFrame({"number": range(len(texts)), "text": texts})
    frame.write_csv(path, separator=separator, quote_style="always")
    assert read_table(path, ["text"]).frame["text"].to_list() == texts


def test_ten_megabytes_in_one_text():
    words = "le train de nuit relie les villes sans avion "
    found, empty, numbers = chain([words * 230_000, "vélo", "x" * 10_000_000])
    assert empty.tolist() == [False, False, True]
    assert found.group.tolist() == [-1, -1, -1]
    assert numbers.counts.sum() > 1_000_000


def test_many_one_word_answers():
    """A hundred thousand here; a million in the benchmark."""
    words = np.array(["oui", "non", "vélo", "bus", "école", "RAS", "nucléaire", "🚲"])
    texts = words[np.random.default_rng(0).integers(0, len(words), 100_000)].tolist()
    found, empty, numbers = chain(texts)
    assert 0.45 < empty.mean() < 0.55
    assert found.group.max() == 3
    assert set(numbers.names) == {"vélo", "bus", "école", "nucléaire"}
    assert found.campaigns == ()


def test_all_identical_and_long():
    text = "Il faut planter des arbres dans la cour de chaque école pour que les enfants aient de l'ombre."
    found, _, numbers = chain([text] * 2000)
    assert set(found.group.tolist()) == {0}
    assert len(found.campaigns[0].rows) == 2000
    assert numbers.counts.shape[1] > 5


@pytest.mark.parametrize("texts", [[], [""], [None], ["vélo"], ["🚲"], ["\x00"], ["\ud800"], ["水"]])
def test_next_to_nothing(texts):
    chain(texts)
