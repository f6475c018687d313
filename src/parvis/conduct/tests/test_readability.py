"""The index of Kandel and Moles, by hand; abbreviations."""

from itertools import product
from string import ascii_uppercase
from time import process_time

import pytest

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


def test_a_text_of_abbreviations_alone_takes_no_time() -> None:
    letters = ["".join(one) for one in product(ascii_uppercase, repeat=3)][:6000]
    start = process_time()

    assert unexplained(f"<p>{' '.join(letters)} puis (ZZZ) YYY (jour)</p>") == letters
    assert process_time() - start < 1
