"""Texts are cut into words the same way in every script, whatever the order and the number of texts."""

import numpy as np
import polars as pl
import pytest

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import tokens as module
from parvis.analysis.text.tokens import tokenise


def words(texts):
    found = tokenise(texts)
    parts = np.split(np.array(found.vocabulary, dtype=object)[found.codes], found.starts[1:-1])
    return [part.tolist() for part in parts]


def test_words_are_runs_of_letters_and_digits_in_lower_case():
    assert words(["L'eau à 80 km/h, c'est TROP !", "aujourd'hui"]) == [
        ["eau", "80", "km", "est", "trop"],
        ["aujourd", "hui"],
    ]


def test_the_vocabulary_is_sorted_and_codes_point_into_it():
    found = tokenise(["vélo bus vélo", "", "bus"])
    assert found.vocabulary == ["bus", "vélo"]
    assert found.codes.tolist() == [1, 0, 1, 0]
    assert found.lengths.tolist() == [3, 0, 1]
    assert found.starts.tolist() == [0, 3, 3, 4]
    assert found.frequencies().tolist() == [2, 2]


def test_accents_written_in_two_pieces_are_the_same_word():
    assert tokenise(["e\u0301cole", "école"]).vocabulary == ["école"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("環境保護", ["環", "境", "保", "護"]),
        ("환경 물", ["환경", "물"]),
        ("Защита природы", ["защита", "природы"]),
        ("حماية البيئة", ["حماية", "البيئة"]),
        ("पर्यावरण संरक्षण", ["पर्यावरण", "संरक्षण"]),
        ("🚲🚲 vélo", ["vélo"]),
        ("a\x00bc", ["bc"]),
    ],
)
def test_words_of_every_script(text, expected):
    assert words([text]) == [expected]


def test_a_key_held_down_is_cut():
    assert tokenise(["a" * 10_000]).vocabulary == ["a" * module.LONGEST]


def test_missing_texts_and_halves_of_characters_are_read_as_nothing_and_as_a_mark():
    assert words([None, float("nan"), "vélo \ud83d bus"]) == [[], [], ["vélo", "bus"]]


def test_what_is_not_text_is_refused_with_its_row():
    with pytest.raises(AnalysisError) as refusal:
        tokenise(["vélo", 3])
    assert (refusal.value.code, refusal.value.details["row"]) == ("not_text", 1)
    with pytest.raises(AnalysisError) as refusal:
        tokenise(pl.Series([1, 2]))
    assert refusal.value.code == "not_text"
    with pytest.raises(AnalysisError) as refusal:
        tokenise("one text")
    assert refusal.value.code == "one_string"


def test_no_text_and_empty_texts():
    assert tokenise([]).lengths.tolist() == []
    assert tokenise(["", "  ", "!"]).lengths.tolist() == [0, 0, 0]


def test_the_size_of_chunks_does_not_change_the_result(monkeypatch):
    texts = ["vélo en ville", "", "le bus à l'heure", "école " * 50, "ville"]
    whole = tokenise(texts)
    monkeypatch.setattr(module, "CHUNK", 10)
    parts = tokenise(texts)
    assert parts.vocabulary == whole.vocabulary
    assert np.array_equal(parts.codes, whole.codes)
    assert np.array_equal(parts.lengths, whole.lengths)
