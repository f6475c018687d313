"""Sentences are pieces of the text, cut where a reader would cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.synthesis.sentences import sentences, stem, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Un. Deux ! Trois ?", ["Un.", "Deux !", "Trois ?"]),
        ("L'art. 3 de M. Dupont. Il dit oui.", ["L'art. 3 de M. Dupont.", "Il dit oui."]),
        ("Il a dit : « Non. » Puis il est parti.", ["Il a dit : « Non. »", "Puis il est parti."]),
        ("- Un point\n- Un autre\r\n  3) Un dernier", ["Un point", "Un autre", "Un dernier"]),
        (
            "It costs 3.5 million. See e.g. Paris. Stop!",
            ["It costs 3.5 million.", "See e.g. Paris.", "Stop!"],
        ),
        ("Une seule phrase sans point", ["Une seule phrase sans point"]),
        ("  \n \t", []),
    ],
)
def test_text_is_cut_at_the_end_of_sentences(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == cut


@given(st.text(max_size=300))
def test_spans_are_inside_the_text_in_order_and_never_blank(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end].strip() for start, end in spans)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_an_elision_is_not_a_word() -> None:
    assert words("L'accès à l’eau, aujourd'hui") == ["accès", "à", "eau", "hui"]


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem("Écoles") == stem("école")
    assert stem("numérique") == stem("NUMERIQUES")
