"""Counted sentences say their figures, in the singular and the plural of each language."""

import numpy as np
import pytest
from django.utils import translation

from parvis.analysis.synthesis import Sentence, draft
from parvis.analysis.synthesis.tests.made import ARGUMENTS, VOTES, corpus, topics
from parvis.understanding import words

NB = "\N{NO-BREAK SPACE}"


def said(key: str, language: str, **values: object) -> str:
    with translation.override(language):
        return words.wording(Sentence(key, values, np.array([], np.int32)))


@pytest.mark.parametrize(
    ("key", "values", "english", "french"),
    [
        (
            "size",
            {"documents": 1, "share": 0.004, "people": 0},
            "1 contribution, that is less than 1% of the texts read.",
            f"1 contribution, soit moins de 1{NB}% des textes lus.",
        ),
        (
            "size",
            {"documents": 1234, "share": 0.25, "people": 1},
            "1,234 contributions, that is 25% of the texts read. Written by 1 person.",
            f"1{NB}234 contributions, soit 25{NB}% des textes lus. Écrites par 1 personne.",
        ),
        (
            "votes",
            {"votes": 1, "in_favour": 0, "mixed": 1, "against": 0},
            "These contributions received 1 vote: 0 for, 1 mixed, 0 against.",
            f"Ces contributions ont reçu 1 vote{NB}: 0 pour, 1 mitigé, 0 contre.",
        ),
        (
            "rejected",
            {"documents": 2, "judged": 8, "least": 10},
            "Of the 8 contributions with at least 10 votes, 2 received more votes against than for;"
            " among them:",
            "Sur les 8 contributions qui ont reçu au moins 10 votes, 2 ont reçu plus de votes contre que"
            f" pour{NB}; parmi elles{NB}:",
        ),
        (
            "subtopic",
            {"documents": 3, "share": 0.5, "phrases": ("bus de nuit", "gare")},
            "3 contributions (50% of the topic) around “bus de nuit”, “gare”:",
            f"3 contributions (50{NB}% du sujet) autour de «{NB}bus de nuit{NB}», «{NB}gare{NB}»{NB}:",
        ),
        (
            "by_size",
            {"phrases": ("bus de nuit", ""), "sizes": (1234, 3), "others": 0, "documents": 0},
            "Topics, by number of contributions: “bus de nuit” (1,234), “No words in common” (3).",
            f"Les sujets, par nombre de contributions{NB}: «{NB}bus de nuit{NB}» (1{NB}234),"
            f" «{NB}Pas de mots en commun{NB}» (3).",
        ),
        (
            "by_size",
            {"phrases": ("gare",), "sizes": (9,), "others": 1, "documents": 2},
            "Topics, by number of contributions: “gare” (9); 1 other topic holds 2.",
            f"Les sujets, par nombre de contributions{NB}: «{NB}gare{NB}» (9){NB}; 1 autre sujet en réunit"
            " 2.",
        ),
        (
            "most_disputed",
            {"documents": 2, "judged": 5, "least": 10, "share": 0.3},
            "Of the 5 contributions with at least 10 votes, 2 received at least 30% of their votes on each"
            " side, for and against. Among the most disputed:",
            f"Parmi 5 contributions avec au moins 10 votes, 2 ont reçu au moins 30{NB}% de leurs votes de"
            f" chaque côté, pour et contre. Parmi les plus disputées{NB}:",
        ),
        (
            "fragile",
            {"documents": 5, "fragile": 1, "topics": 3, "limit": 0.6, "phrases": ("gare",)},
            "Be careful: 1 topic of 3 is fragile (stability under 0.6), with 5 contributions: “gare”.",
            f"Prudence{NB}: 1 sujet sur 3 est fragile (stabilité de moins de 0,6), avec 5 contributions{NB}:"
            f" «{NB}gare{NB}».",
        ),
        (
            "divided",
            {"documents": 1, "share": 0.3},
            "1 contribution divides: more votes for than against, but at least 30% against.",
            f"1 contribution divise{NB}: plus de votes pour que contre, mais au moins 30{NB}% contre.",
        ),
    ],
)
def test_a_sentence_in_both_languages(key: str, values: dict, english: str, french: str) -> None:
    assert said(key, "en", **values) == english
    assert said(key, "fr", **values).replace("\N{NARROW NO-BREAK SPACE}", NB) == french


def test_every_sentence_that_a_draft_can_hold_has_words() -> None:
    drafts = [
        draft(corpus(), topics()),
        draft(corpus(votes=VOTES, arguments=ARGUMENTS), topics(subtopics=(2, 2, 2, 3, 4, 4, 4, -1, -1))),
    ]
    for language in ("fr", "en"):
        for drawn in drafts:
            for found in drawn.findings():
                assert said(found.sentence.key, language, **found.sentence.values).endswith((".", ":"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 4])
def test_every_sentence_of_the_summary_is_complete(language: str, count: int) -> None:
    figures = {"documents": count, "shown": count, "judged": count, "least": 10, "share": 0.3}
    doubts = {"fragile": count, "topics": 9, "limit": 0.6, "phrases": ("gare",) * count, "stability": 0.17}
    for key in ("most_supported", "most_disputed", "none_disputed", "unstable", "fragile", "remainder"):
        text = said(key, language, **figures, **doubts)
        assert text.endswith((".", ":"))
        assert "%(" not in text


def test_a_topic_is_named_by_its_phrases() -> None:
    assert words.title(("bus de nuit", "gare")) == "Bus de nuit, gare"
    with translation.override("en"):
        assert words.title(()) == "No words in common"
