"""Quotes are whole, clean, telling, and provably somebody's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis.quotes import candidates, choose, fallback, of_document, stems, verify
from parvis.analysis.synthesis.results import Quote
from parvis.analysis.synthesis.tests.made import corpus

GOOD = "La ville doit ouvrir les données des transports à tous les habitants."


def quoted(text: str, **columns: object) -> list[str]:
    return [item.quote.text for item in of_document(corpus([text], **columns), 0, frozenset())]


@pytest.mark.parametrize(
    "text",
    [
        "Voir <b>le texte</b> complet de la proposition que nous avons envoyée hier soir.",
        "Voir https://example.org pour le texte complet de notre proposition de loi.",
        "Écrire à jean@example.org pour obtenir le texte complet de la proposition.",
        "TOUT EN CAPITALES CETTE PHRASE CRIE ET NE SE LIT PAS AVEC PLAISIR DU TOUT.",
        "Une phrase (avec une parenthèse ouverte que personne n'a jamais refermée ici.",
        "Une phrase qui annonce une liste et qui ne finit donc pas encore ici :",
        "Les mesures sont : - Ouvrir les données publiques - Fermer les données privées.",
        "Trop courte.",
    ],
)
def test_what_does_not_stand_alone_is_not_quoted_where_something_else_does(text: str) -> None:
    assert quoted(f"{text}\n{GOOD}") == [GOOD]


def test_a_text_without_sentences_is_quoted_by_its_title_then_by_its_beginning() -> None:
    assert quoted("plus de bus", titles=["Des bus"]) == ["Des bus"]
    assert quoted("plus de bus") == ["plus de bus"]


def test_a_long_breathless_text_is_cut_between_words_and_marked() -> None:
    text = "des mots sans fin ni point " * 40
    (item,) = fallback(text, 0)
    assert item.quote.after
    assert not item.quote.before
    assert text.startswith(item.quote.text)
    assert text[len(item.quote.text)] in " ,"
    assert len(item.quote.text) <= 320


def test_what_is_left_out_is_marked() -> None:
    whole, first, last = (
        of_document(corpus([text]), 0, frozenset())[0].quote
        for text in (GOOD, f"{GOOD} Et puis ?", f"Oui. {GOOD}")
    )
    assert (whole.before, whole.after) == (False, False)
    assert (first.before, first.after) == (False, True)
    assert (last.before, last.after) == (True, False)


def test_the_telling_sentence_comes_first_and_its_twin_does_not_come_at_all() -> None:
    texts = [
        "Le projet a été présenté hier soir devant une salle presque vide, hélas.",
        "Les bus de nuit doivent circuler toute la semaine dans tous les quartiers.",
        "Les bus de nuit doivent circuler toute la semaine dans tous nos quartiers.",
    ]
    chosen = choose(candidates(corpus(texts), range(3), stems("bus nuit quartiers circuler")), 2)
    assert [item.quote.row for item in chosen] == [1, 0]


def test_a_sentence_that_leans_on_what_came_before_comes_last() -> None:
    text = "Cela permettrait d'ouvrir les données des transports à tous les habitants. " + GOOD
    assert choose(candidates(corpus([text]), [0], frozenset()), 1)[0].quote.text == GOOD


@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_whatever_the_texts_what_is_quoted_is_in_them(texts: list[str]) -> None:
    given_corpus = corpus(texts)
    for row in range(len(texts)):
        for item in of_document(given_corpus, row, frozenset()):
            verify(item.quote, given_corpus)


@pytest.mark.parametrize("text", ["La ville doit fermer les données.", "", "  "])
def test_a_quote_that_is_not_in_its_source_is_refused(text: str) -> None:
    with pytest.raises(AnalysisError, match="c0 is not in its text") as caught:
        verify(Quote(0, text, before=False, after=False), corpus([GOOD]))
    assert caught.value.code == "quote_not_verbatim"
