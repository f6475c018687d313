"""A public name: given, chosen once, changed at any time."""

import pytest
from django.urls import reverse

from parvis.accounts.domain.name import give_pseudonym, make_pseudonym, rename
from parvis.accounts.domain.words import PLANTS
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db

NAME = "/me/name/"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_pseudonym_is_a_plant_and_a_number_in_the_person_s_language(language):
    plant, number = make_pseudonym(language=language).split(" ")
    assert plant in PLANTS[language]
    assert 1000 <= int(number) <= 9999


def test_a_pseudonym_is_given_only_to_who_has_no_name():
    named, unnamed = ParticipantFactory(public_name="Awa"), ParticipantFactory(public_name="")
    assert give_pseudonym(actor=named) == "Awa"
    given = give_pseudonym(actor=unnamed)
    assert Participant.objects.get(pk=unnamed.pk).public_name == given != ""


def test_the_first_sign_in_asks_for_a_name_filled_in_already(client, enter):
    answer = enter(client, "new@example.org", back="/consultations/")
    page = client.get(answer.url)
    person = Participant.objects.get()
    assert f'value="{person.public_name}"' in page.content.decode()
    assert '<a href="/consultations/">Passer cette étape</a>' in page.content.decode()
    answer = client.post(NAME, {"public_name": "  Awa  du  quai ", "next": "/consultations/"})
    assert (answer.status_code, answer.url) == (302, "/consultations/")
    person.refresh_from_db()
    assert person.public_name == "Awa du quai"


def test_the_second_sign_in_asks_for_nothing(client, enter):
    enter(client, "new@example.org")
    client.post(reverse("account_logout"))
    assert enter(client, "new@example.org", back="/consultations/").url == "/consultations/"


def test_skipping_keeps_the_pseudonym(client, enter):
    enter(client, "new@example.org")
    given = Participant.objects.get().public_name
    client.get("/me/")
    assert Participant.objects.get().public_name == given


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("A", "Choisissez un nom de 2 à 60 caractères."),
        ("A" * 61, None),
        ("awa@example.org", None),
        ("www.example.org", None),
        ("Awa\u202eawA", "Ce nom contient des caractères invisibles. Saisissez-le de nouveau."),
        ("Awa\u200b", "Ce nom contient des caractères invisibles. Saisissez-le de nouveau."),
    ],
)
def test_a_name_that_deceives_is_refused_in_place(client, name, message):
    person = ParticipantFactory(public_name="Awa")
    client.force_login(person)
    answer = client.post(NAME, {"public_name": name})
    assert answer.status_code == 400
    if message:
        assert answer.context["form"].errors["public_name"] == [message]
    person.refresh_from_db()
    assert person.public_name == "Awa"


def test_a_closed_account_renames_nobody():
    person = ParticipantFactory(is_active=False, public_name="Awa")
    with pytest.raises(Refused):
        rename(actor=person, public_name="Noé")


def test_names_of_anywhere_are_accepted():
    person = ParticipantFactory()
    for name in ("Zoé-Lou O’Brien", "张伟", "Ahmed بن علي", "Ștefan"):
        rename(actor=person, public_name=name)
        assert Participant.objects.get(pk=person.pk).public_name == name


def test_another_site_is_not_a_way_back(client):
    client.force_login(ParticipantFactory())
    answer = client.post(NAME, {"public_name": "Awa", "next": "//elsewhere.example/"})
    assert answer.url == "/me/"


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get(NAME).url == "/account/login/?next=/me/name/"
