"""What the editor tells of a text while it is written."""

import pytest
from django.urls import reverse

from parvis.front.desk.reading import look_at

pytestmark = pytest.mark.django_db
EASY = "Le chat dort sur le lit. Il fait beau ce soir. Nous irons au bord du lac pour voir les canards.\n" * 2
HARD = (
    "Conformément aux dispositions réglementaires applicables, la concertation préalable relative à"
    " l’élaboration du PLU intercommunal, initiée antérieurement, nécessite l’organisation simultanée de"
    " consultations complémentaires particulièrement approfondies auprès des administrations"
    " territoriales concernées. Les modalités administratives demeurent indéterminées.\n"
)


def test_a_text_is_easy_or_hard_and_one_is_told_why() -> None:
    easy, hard = look_at(EASY), look_at(HARD)

    assert (easy.is_easy, easy.long, easy.letters) == (True, 0, ())
    assert (hard.is_easy, hard.ease, hard.long, hard.longest_words) == (False, 0, 1, 29)
    assert hard.letters == ("PLU",)
    assert hard.longest.startswith("Conformément aux dispositions")


def test_a_title_ends_at_its_line_and_tags_are_words() -> None:
    assert (look_at("mot " * 20 + "\n" + "mot " * 20).long, look_at("mot " * 40).long) == (0, 1)
    assert look_at("<b> le PLU").letters == ("PLU",)
    assert look_at("Trop court.").ease is None


def test_who_has_a_desk_is_told_in_their_language_and_others_are_not(desk, organiser, client) -> None:
    url = reverse("desk_reading")

    told = desk(organiser.participant).post(url, {"text": HARD}).content.decode()

    assert "Hard to read: 0 of 100." in told
    assert "1 sentence has more than 25 words." in told
    assert "The longest has 29 words: “Conformément" in told
    assert "Explain these letters the first time: PLU." in told
    assert client.post(url, {"text": HARD}).status_code == 302
    assert desk(organiser.participant).get(url).status_code == 405


def test_what_is_typed_stays_words(desk, organiser) -> None:
    typed = "<img src=x onerror=probe()> " * 20 + HARD

    told = desk(organiser.participant).post(reverse("desk_reading"), {"text": typed}).content.decode()

    assert "<img" not in told
