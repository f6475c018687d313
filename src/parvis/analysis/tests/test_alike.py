"""Words of a room grouped: what is the same in another dress, and what is another word."""

from itertools import permutations
from random import Random

import pytest

from parvis.analysis.alike import Group, alike, distance, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Solidarité", "solidarite"),
        ("les bus", "Bus !"),
        ("l’eau", "Eau"),
        ("animaux", "animal"),
        ("bateaux", "bateau"),
        ("jeux", "jeu"),
        ("amis", "ami"),
        ("cities", "city"),
        ("énergies", "Énergie"),
        ("pistes cyclables", "piste cyclable"),
    ],
)
def test_case_accents_articles_and_plurals_are_nothing(one, other) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize("text", ["", "  ", "!!!", "—", "😀"])
def test_what_says_nothing_has_no_form(text) -> None:
    assert fold(text) == ""
    assert alike([text]) == []


def test_a_small_error_joins_the_form_most_written() -> None:
    found = alike(["Solidarité"] * 3 + ["solidarté", "soildarité", "SOLIDARITES", "solidaire"])

    assert [(group.label, group.count) for group in found] == [("Solidarité", 6), ("solidaire", 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("maire", "mairie"), ("bus", "bas"), ("route 12 nord", "route 13 nord"), ("lecture", "rupture")],
)
def test_short_words_figures_and_other_first_letters_are_kept_apart(one, other) -> None:
    assert len(alike([one, other])) == 2


def test_a_chain_of_small_steps_leads_nowhere() -> None:
    """Each is one letter from the one before it; the last is three from the first."""
    found = alike(["abcdefg"] * 3 + ["abcdefx"] * 2 + ["abcdyxx"])

    assert [group.count for group in found] == [5, 1]


def test_the_order_of_the_texts_changes_nothing() -> None:
    texts = ["cantine", "cantine", "cantines", "cantinne", "marché", "Marche", "velo"]
    expected = [("cantine", 4), ("marche", 2), ("velo", 1)]
    for order in list(permutations(texts))[:: 5040 // 60]:
        assert [(fold(group.label), group.count) for group in alike(order)] == expected


def test_no_answer_is_lost_and_none_counted_twice() -> None:
    random = Random(4)  # noqa: S311
    texts = ["".join(random.choices("abcdef", k=random.randint(5, 12))) for _ in range(400)]

    found = alike(texts)

    assert sum(group.count for group in found) == 400
    forms = [form for group in found for form in group.forms]
    assert sorted(forms) == sorted({fold(text) for text in texts})


def plain(one: str, other: str) -> int:
    """The same distance by its definition, on whole tables."""
    table = {(-1, -1): 0}
    for i in range(len(one)):
        table[i, -1] = i + 1
    for j in range(len(other)):
        table[-1, j] = j + 1
    for i in range(len(one)):
        for j in range(len(other)):
            cost = int(one[i] != other[j])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + cost)
            if i and j and one[i] == other[j - 1] and one[i - 1] == other[j]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one) - 1, len(other) - 1]


def test_the_distance_is_that_of_its_definition() -> None:
    random = Random(7)  # noqa: S311
    for _ in range(300):
        one, other = ("".join(random.choices("abc", k=random.randint(1, 7))) for _ in range(2))
        for most in (0, 1, 2, 9):
            assert distance(one, other, most=most) == min(plain(one, other), most + 1)


def test_a_group_names_its_folded_forms_the_label_first() -> None:
    assert alike(["Marchés", "marché", "marché"]) == [Group("marché", 3, ("marche",))]
