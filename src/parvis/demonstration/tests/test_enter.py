"""Taking somebody's place: in one click, in the demonstration and nowhere else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.demonstration.build.people import HOSTS, make_hosts

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings) -> Iterator[None]:
    settings.PARVIS_DEMO = True
    make_hosts(since=timezone.now())
    return


@pytest.mark.parametrize("role", list(HOSTS))
def test_one_click_enters(client: Client, demo: None, role: str) -> None:
    answer = client.post(reverse("demonstration:enter"), {"role": role})
    assert answer.status_code == 302
    assert answer.wsgi_request.user.email == HOSTS[role][0]


def test_a_participant_lands_on_the_consultation_and_a_team_at_its_desk(client: Client, demo: None) -> None:
    url = reverse("demonstration:enter")
    assert client.post(url, {"role": "participant"}).url == "/consultations/mieux-se-deplacer/"
    assert client.post(url, {"role": "organiser"}).url == reverse("wagtailadmin_home")
    assert client.post(url, {"role": "moderator"}).url == reverse("wagtailadmin_home")


def test_the_page_offers_the_three_places(client: Client, demo: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # the name and look of the site, and its foot
        page = client.get(reverse("demonstration:enter"))
    assert page.status_code == 200
    found = [role for role in HOSTS if f'value="{role}"' in page.content.decode()]
    assert found == list(HOSTS)
    assert "no-store" in page["Cache-Control"]


def test_taking_another_place_leaves_the_first(client: Client, demo: None) -> None:
    url = reverse("demonstration:enter")
    client.post(url, {"role": "organiser"})
    first = client.session.session_key
    client.post(url, {"role": "participant"})
    assert client.session.session_key != first
    assert client.get(url).wsgi_request.user.email == HOSTS["participant"][0]


def test_nobody_else_can_be_entered(client: Client, demo: None) -> None:
    for role in ("", "administrator", "organisation@demo.invalid"):
        assert client.post(reverse("demonstration:enter"), {"role": role}).status_code == 404
    assert not client.get(reverse("demonstration:enter")).wsgi_request.user.is_authenticated


def test_a_forged_form_is_refused(demo: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("demonstration:enter"), {"role": "organiser"}).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_outside_the_demonstration_there_is_no_door(
    client: Client, demo: None, settings, method: str
) -> None:
    settings.PARVIS_DEMO = False
    answer = getattr(client, method)(reverse("demonstration:enter"), {"role": "organiser"})
    assert answer.status_code == 404
    assert not answer.wsgi_request.user.is_authenticated
