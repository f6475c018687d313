"""My space: what I see and change of myself, and nobody else's."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory

pytestmark = pytest.mark.django_db

ME = "/me/"


def test_name_and_language_are_changed(client):
    person = ParticipantFactory(public_name="Awa", language="fr")
    client.force_login(person)
    answer = client.post(ME, {"public_name": "Noé", "language": "en"})
    assert (answer.status_code, answer.url) == (302, "/en/me/")
    person.refresh_from_db()
    assert (person.public_name, person.language) == ("Noé", "en")
    assert "Your changes are saved." in client.get(answer.url).content.decode()


def test_an_unknown_language_is_refused(client):
    person = ParticipantFactory(language="fr")
    client.force_login(person)
    assert client.post(ME, {"public_name": "Noé", "language": "xx"}).status_code == 400
    person.refresh_from_db()
    assert person.language == "fr"


def test_my_space_shows_my_address_to_me_alone(client):
    person, other = ParticipantFactory(), ParticipantFactory()
    client.force_login(person)
    page = client.get(ME).content.decode()
    assert person.email in page
    assert other.email not in page


def test_the_second_factor_is_offered_to_teams_only(client):
    client.force_login(ParticipantFactory())
    assert reverse("accounts:second_factor") not in client.get(ME).content.decode()
    client.force_login(StaffFactory())
    assert reverse("accounts:second_factor") in client.get(ME).content.decode()


PAGES = ["accounts:profile", "accounts:name", "accounts:sessions", "front:delete"]


@pytest.mark.parametrize("name", [*PAGES, "accounts:second_factor"])
def test_a_visitor_is_led_to_sign_in_and_back(client, name):
    path = reverse(name)
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_an_account_is_kept_by_caches(client, name):
    client.force_login(ParticipantFactory())
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_signing_out_is_confirmed_then_done(client):
    client.force_login(ParticipantFactory())
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer.url) == (302, "/")
    assert "_auth_user_id" not in client.session
