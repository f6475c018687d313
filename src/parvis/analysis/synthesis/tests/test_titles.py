"""Titles are phrases of a topic, as people write them."""

from collections.abc import Sequence

from parvis.analysis.synthesis.tests.made import BUSES, TREES
from parvis.analysis.synthesis.titles import phrases, titles
from parvis.analysis.text.stopwords import STOPWORDS

FRENCH = STOPWORDS["fr"]


def titled(*topics: Sequence[str], stop: frozenset[str] = FRENCH) -> list[tuple[str, ...]]:
    return titles([[phrases(text, stop) for text in texts] for texts in topics])


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
