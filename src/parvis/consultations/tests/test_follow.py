"""Following a consultation."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import Follow
from parvis.consultations.tests.factories import ConsultationFactory, FollowFactory

pytestmark = pytest.mark.django_db


def address(name: str, consultation) -> str:
    return reverse(f"consultations:{name}", kwargs={"slug": consultation.slug})


def test_following_twice_is_following_once(client: Client) -> None:
    consultation, person = ConsultationFactory(), ParticipantFactory()
    client.force_login(person)

    for _time in range(2):
        response = client.post(address("follow", consultation))

    assert response.url == reverse("front:consultation", kwargs={"slug": consultation.slug})
    assert Follow.objects.values_list("consultation", "participant").get() == (consultation.pk, person.pk)


def test_a_visitor_signs_in_and_comes_back_to_the_button(client: Client) -> None:
    consultation = ConsultationFactory()
    url = address("follow", consultation)

    response = client.post(url)

    assert response.url == f"{reverse('account_login')}?next={url.replace('/', '%2F')}"
    assert not Follow.objects.exists()


def test_the_button_is_a_page_of_its_own(client: Client) -> None:
    consultation = ConsultationFactory()
    client.force_login(ParticipantFactory())

    page = client.get(address("follow", consultation)).content.decode()

    assert f'action="{address("follow", consultation)}"' in page


def test_one_stops_following(client: Client) -> None:
    follow = FollowFactory()
    client.force_login(follow.participant)

    client.post(address("unfollow", follow.consultation))

    assert not Follow.objects.exists()


def test_stopping_touches_nobody_elses(client: Client) -> None:
    follow = FollowFactory()
    client.force_login(ParticipantFactory())

    client.post(address("unfollow", follow.consultation))

    assert Follow.objects.get() == follow


def test_a_draft_is_not_followed(client: Client) -> None:
    consultation = ConsultationFactory(live=False)
    client.force_login(ParticipantFactory())

    assert client.post(address("follow", consultation)).status_code == 404


@pytest.mark.parametrize("name", ["follow", "unfollow"])
def test_nobody_keeps_a_copy_of_what_one_follows(client: Client, name: str) -> None:
    consultation = ConsultationFactory()
    client.force_login(ParticipantFactory())
    url = address(name, consultation)

    answers = [client.post(url)] if name == "unfollow" else [client.get(url), client.post(url)]

    for answer in answers:
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
