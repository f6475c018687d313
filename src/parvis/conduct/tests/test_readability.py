"""The index of Kandel and Moles, by hand; abbreviations."""

import re
from itertools import product
from string import ascii_uppercase
from unittest.mock import Mock

import pytest

from parvis.conduct import readability
from parvis.conduct.readability import ease, syllables_of, unexplained

EASY = "Le chat dort sur le lit. Il fait beau ce soir. Nous irons au bord du lac pour voir les canards. "


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("chat", 1), ("ville", 1), ("canal", 2), ("passerelle", 3), ("oiseau", 2), ("le", 1), ("mangent", 1)],
)
def test_groups_of_vowels_are_counted_and_a_silent_end_is_not(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_the_index_is_that_of_its_formula() -> None:
    """Twenty-one words in three sentences, twice; `irons` and `canards` have two syllables."""
    words = 2 * 21
    syllables = 2 * 23

    assert ease(f"<p>{EASY}{EASY}</p>") == pytest.approx(207 - 1.015 * words / 6 - 73.6 * syllables / words)


def test_a_paragraph_ends_a_sentence_and_a_short_text_says_nothing() -> None:
    row = "Le chat dort sur le lit ce soir"

    assert ease(f"<p>{row}</p>") is None
    assert ease(f"<p>{row}</p>" * 5) == ease(f"{row}. " * 5)


def test_letters_are_explained_by_brackets() -> None:
    assert unexplained("<p>Le PLU et le SCOT.</p>") == ["PLU", "SCOT"]
    assert unexplained("<p>Le plan local d’urbanisme (PLU). Le PLU change. Un SCOT (schéma).</p>") == []


@pytest.mark.parametrize("count", [10, 1000])
def test_a_text_is_read_as_often_whatever_it_abbreviates(count: int, monkeypatch) -> None:
    reads = []
    for name in ("_LETTERS", "_IN_BRACKETS", "_BEFORE_BRACKETS"):
        pattern = getattr(readability, name)
        monkeypatch.setattr(readability, name, Mock(findall=Mock(side_effect=pattern.findall)))
        reads.append(getattr(readability, name).findall)
    again = Mock(side_effect=re.search)
    monkeypatch.setattr(readability.re, "search", again)
    letters = ["".join(one) for one in product(ascii_uppercase, repeat=3)][:count]

    assert unexplained(f"<p>{' '.join(letters)} puis (ZZZ) YYY (jour)</p>") == letters
    assert [read.call_count for read in (*reads, again)] == [1, 1, 1, 0]
