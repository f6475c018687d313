"""What of a language model's answer stands."""

import pytest

from parvis.restitution.checking import MOST_SENTENCES, Sentence, check

EXCERPTS = {1: "Il faut un banc devant l’école, « vite ».", 2: "12 bancs\nmanquent sur la place."}


def kept(answer: str) -> list[str]:
    return [one.text for one in check(answer, EXCERPTS, "84 personnes le disent.").sentences]


def test_a_sentence_keeps_its_numbers_apart() -> None:
    found = check("Des bancs manquent [2]. Un banc est demandé devant l’école. [1, 2]", EXCERPTS, "")
    assert found.sentences == (
        Sentence("Des bancs manquent.", (2,)),
        Sentence("Un banc est demandé devant l’école.", (1, 2)),
    )
    assert found.given == 2


@pytest.mark.parametrize(
    "answer",
    [
        "Des bancs manquent.",
        "Des bancs manquent [3].",
        "Des bancs manquent [1, 3].",
        "Des bancs manquent [0].",
        "Des bancs manquent [source 1].",
        "Des bancs manquent [1] [et](https://example.org).",
        "Il est dit « des bancs partout » [1].",
        "Il est dit “des bancs partout” [1].",
        'Il est dit "des bancs partout" [1].',
        "Il est dit « Il faut un banc [1].",
        "Il est dit « Il faut un banc » [2].",
        "40 bancs manquent [2].",
        "12 bancs manquent [1].",
        "<b>Des bancs</b> manquent [1].",
        "Des **bancs** manquent [1].",
        "Des bancs manquent, voir www.example.org [1].",
        "Bancs [1].",
        "Des bancs " + "et des bancs " * 40 + "manquent [1].",
        "",
        "[1]",
    ],
)
def test_what_does_not_rest_on_what_was_given_is_left_out(answer: str) -> None:
    assert kept(answer) == []


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        ("Il est dit : « Il faut un banc » [1].", ["Il est dit : « Il faut un banc »."]),
        ("Il est dit “12 bancs manquent” [2].", ["Il est dit “12 bancs manquent”."]),
        ("84 personnes parlent de bancs [1].", ["84 personnes parlent de bancs."]),
        ("- Des bancs manquent [1]\n- Et de l’ombre", ["Des bancs manquent."]),
        ("Tout va bien. Des bancs manquent [1][2] !", ["Des bancs manquent !"]),
    ],
)
def test_the_others_stand(answer: str, stands: list[str]) -> None:
    assert kept(answer) == stands


def test_an_answer_is_bounded_and_each_of_its_sentences_counted() -> None:
    found = check("Des bancs manquent [1]. " * 9 + "Rien ne va.", EXCERPTS, "")
    assert (len(found.sentences), found.given) == (MOST_SENTENCES, 10)
