"""What is a change of substance, and what is spelling."""

import pytest

from parvis.contributions.material import is_material

SAME = "Un banc à l'ombre, pour 10 personnes, près de l'école."


@pytest.mark.parametrize(
    "after",
    [
        SAME,
        "un banc a l’ombre pour 10 personnes ; près de l'école !",
        "Un banc à l'ombre, pour 10 personne, près de l'école.",
        "Un banc à l'ombre, pour 10 persones, près de l'école.",
        f"{SAME}\n\n",
    ],
)
def test_spelling_is_nothing(after: str) -> None:
    assert not is_material(SAME, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SAME, SAME.replace("10", "100")),
        (SAME, SAME.replace("banc", "banc payant")),
        (SAME, SAME.replace("près de l'école", "loin de l'école")),
        ("C'est possible.", "C'est impossible."),
        ("Un acte moral.", "Un acte amoral."),
        ("On peut fumer.", "On ne peut pas fumer."),
        ("Les bus gratuits", "Les bus payants"),
        ("Rouvrir la ligne 2024", "Rouvrir la ligne 2025"),
        ("mot " * 3000, "mot " * 2999),
    ],
)
def test_a_word_more_less_or_other_is_a_change(before: str, after: str) -> None:
    assert is_material(before, after)
    assert is_material(after, before)
