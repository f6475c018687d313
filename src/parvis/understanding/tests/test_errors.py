"""What is wrong is told in a sentence that says how to go on, in the language of the reader."""

import re

import pytest
from django.utils import translation

from parvis.analysis.errors import AnalysisError
from parvis.understanding.errors import sentence
from parvis.understanding.notes import note
from parvis.understanding.tests import engine

OF_PROGRAMS = {
    "bad_resamples in pipeline.py": "no option of a command sets it",
    "bad_threshold in pipeline.py": "no option of a command sets it",
    "bad_weight in routing.py": "given by the page that shows statements, never by a person",
    "index_out_of_shape in votes.py": "readers number people and statements themselves",
    "negative_index in votes.py": "readers number people and statements themselves",
    "not_whole_number in votes.py": "readers number people and statements themselves",
    "vote_out_of_range in votes.py": "votes in an array have no line; those of a file are refused by it",
    "one_string in reading.py": "a mistake of the one who calls: a text in place of a list",
    "quote_not_verbatim in quotes.py": "would be a fault of the engine: told as it is",
}
"""Errors that no file and no option can cause, and why."""

MISSING = AnalysisError("missing_column", "in English", file="a.csv", column="texte", given="id, text")


def test_an_error_is_worded_in_both_languages() -> None:
    with translation.override("en"):
        assert sentence(MISSING) == "a.csv has no column “texte”. It has: id, text."
    with translation.override("fr"):
        assert "n’a pas de colonne «\N{NO-BREAK SPACE}texte\N{NO-BREAK SPACE}»" in sentence(MISSING)


@pytest.mark.parametrize(
    "error",
    [AnalysisError("never_seen", "the reason."), AnalysisError("missing_column", "the reason", other=1)],
    ids=["unknown code", "missing detail"],
)
def test_an_error_without_words_is_told_all_the_same(error: AnalysisError) -> None:
    with translation.override("en"):
        assert sentence(error) == "This cannot be analysed: the reason."


def test_what_is_long_is_cut() -> None:
    long = AnalysisError("missing_column", "", file="a.csv", column="x" * 500, given="id")
    with translation.override("en"):
        assert len(sentence(long)) < 300


def told(raised: engine.Raised, language: str) -> str:
    error = AnalysisError(raised.code, "the English of the engine", **dict.fromkeys(raised.details, "§"))
    with translation.override(language):
        return sentence(error)


def test_every_error_of_the_engine_has_a_sentence_that_names_only_what_it_is_given() -> None:
    found = engine.errors("text", "opinion", "synthesis")
    assert {"missing_column", "vote_out_of_range", "bad_seed"} <= {raised.code for raised in found}
    without = {
        f"{raised.code} in {raised.place.partition(':')[0]}"
        for raised in found
        if "the English of the engine" in told(raised, "en")
    }
    assert without == OF_PROGRAMS.keys()


def test_every_error_of_the_engine_has_its_french() -> None:
    for raised in engine.errors("text", "opinion", "synthesis"):
        if f"{raised.code} in {raised.place.partition(':')[0]}" not in OF_PROGRAMS:
            english, french = told(raised, "en"), told(raised, "fr")
            assert english != french
            assert re.match(r"[A-ZÀÉÊ§«]", french), french


def test_a_code_is_one_for_one_trouble() -> None:
    """The same thing goes by the same name wherever files are read."""
    names = {raised.code for raised in engine.errors("text", "opinion", "synthesis")}
    assert names.isdisjoint({"file_missing", "unreadable_file", "malformed_csv", "length_mismatch"})


def test_every_note_of_the_engine_has_its_sentence_in_both_languages() -> None:
    keys = engine.notes()
    assert {"low_stability", "no_clear_groups", "encoding_utf16", "cells_merged"} <= keys
    for key in keys:
        with translation.override("en"):
            english = note(key)
        with translation.override("fr"):
            french = note(key)
        assert english.endswith((".", ":")), key
        assert french != english
