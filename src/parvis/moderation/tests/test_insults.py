"""Words that may insult: what a hint points at, where, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.moderation.enums import Insult
from parvis.moderation.hints import MOST, Hint, hints_in
from parvis.moderation.insults import find_insults, plain


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Le maire est un abruti.", Insult.PERSON, "abruti"),
        ("Bande de CONS !", Insult.PERSON, "Bande de CONS"),
        ("d’idiots et de menteurs", Insult.PERSON, "idiots"),
        ("Espèce de\nmerde", Insult.PERSON, "Espèce de\nmerde"),
        ("ces enculés du conseil", Insult.PERSON, "enculés"),
        ("Sales Arabes", Insult.GROUP, "Sales Arabes"),
        ("des pédés partout", Insult.GROUP, "pédés"),
        ("On sait où vous habitez.", Insult.THREAT, "On sait où vous habitez"),
        ("Someone should kill you.", Insult.THREAT, "kill you"),
        ("What a moron, honestly", Insult.PERSON, "moron"),
    ],
)
def test_a_word_of_the_list_is_found_as_it_is_written(text: str, what: Insult, words: str) -> None:
    assert [(found.what, found.words) for found in find_insults(text)] == [(what, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Les ordures ménagères débordent, les ratons laveurs aussi.",
        "Les retards des bus sont constants, et le conseil concourt à les réduire.",
        "Un concours de dessin, une idiotie de conception, des connexions lentes.",
        "Il faut descendre les poubelles le mardi.",
        "Une crève-cœur, dit la voisine.",
        "Scunthorpe, Essex",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert find_insults(text) == []


@given(st.text(max_size=200))
def test_every_passage_is_where_it_says_and_none_is_over_another(text: str) -> None:
    assert len(plain(text)) == len(text)
    reached = 0
    for found in find_insults(text + " abruti " + text):
        whole = text + " abruti " + text
        assert whole[found.start : found.end] == found.words
        assert found.start >= reached
        reached = found.end


def test_hints_hold_personal_data_too_each_said_once_and_not_too_many() -> None:
    found = hints_in("Abruti", "Écrivez à paul@example.org, abruti. " * 3)
    assert {hint.words for hint in found} == {"Abruti", "paul@example.org", "abruti"}
    assert all(isinstance(hint, Hint) and hint.what for hint in found)
    assert len(hints_in(" ".join(f"a{n}@example.org" for n in range(50)))) == MOST
