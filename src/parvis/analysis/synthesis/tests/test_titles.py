"""Titles are phrases of a topic, as people write them."""

from collections.abc import Sequence

from parvis.analysis.synthesis.heads import determiners, gathered
from parvis.analysis.synthesis.tests.made import BUSES, TREES
from parvis.analysis.synthesis.titles import read, titles
from parvis.analysis.text.stopwords import STOPWORDS

FRENCH = STOPWORDS["fr"]


def titled(
    *topics: Sequence[str], stop: frozenset[str] = FRENCH, language: str = "fr"
) -> list[tuple[str, ...]]:
    found = [[read(text, stop, determiners([language])) for text in texts] for texts in topics]
    return titles(found, gathered(one.usage for texts in found for one in texts).heads())


def test_a_title_is_what_a_topic_repeats_and_others_do_not() -> None:
    buses, trees = titled(BUSES, TREES)
    assert buses[0] == "bus de nuit"
    assert any("arbres" in phrase for phrase in trees)
    assert len(buses) <= 3


def test_phrases_of_a_title_share_no_word() -> None:
    for title in titled(BUSES * 3, TREES * 3):
        found = [word for phrase in title for word in phrase.split() if word not in FRENCH]
        assert len(found) == len(set(found))


def test_texts_that_repeat_nothing_have_no_title() -> None:
    assert titled(["Alpha beta.", "Gamma delta."], [], stop=frozenset()) == [(), ()]


def test_capitals_are_kept_for_acronyms_only() -> None:
    loud = ["LA PROTECTION DES ABEILLES", "La CNIL, encore", "PROTECTION DES ABEILLES !", "Et la CNIL."]
    assert set(titled(loud, BUSES)[0]) == {"protection des abeilles", "CNIL"}


NEUTRALITY = (
    "La garantie essentielle de la neutralité du net doit être inscrite dans la loi.",
    "Une règle essentielle de la neutralité du net : le même débit pour la même adresse.",
    "Cette condition essentielle de la neutralité du net manque au texte.",
    "Sans la neutralité du net, la concurrence est faussée par la taille du portefeuille.",
)


def test_a_title_begins_with_a_noun_rather_than_with_the_adjective_of_another() -> None:
    title = titled(NEUTRALITY, BUSES)[0]
    assert title[0] == "neutralité du net"
    assert not any(phrase.startswith("essentielle") for phrase in title)


def test_an_adjective_is_no_title_by_itself() -> None:
    texts = [
        "Rendre les services accessibles.",
        "Que la page soit accessibles à chacun.",
        "Des services accessibles.",
        "Les services accessibles.",
    ]
    assert "accessibles" not in titled(texts, BUSES)[0]


def test_an_adjective_that_comes_before_its_noun_may_begin_a_title() -> None:
    texts = ["We want the free software.", "Use the free software.", "A free software is a gift."] * 2
    others = ["The trees of the park.", "Plant the trees."]
    english = titled(texts, others, stop=STOPWORDS["en"], language="en")
    assert english[0][0] == "free software"


def test_a_language_without_known_determiners_keeps_its_titles() -> None:
    texts = ["programmi kod kutsub kaasa", "programmi kod aitab", "avatud programmi kod"]
    found = titled(texts, BUSES, stop=frozenset(), language="et")
    assert found[0][0].startswith("programmi kod")
