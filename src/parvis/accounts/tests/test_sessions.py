"""See where one is signed in, and sign out there."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.queries import open_sessions
from parvis.accounts.tasks import forget_what_expired
from parvis.accounts.tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def phone_and_desk(enter):
    """One person signed in twice."""
    person = ParticipantFactory()
    desk, phone = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT=SAFARI)
    enter(desk, person.email)
    enter(phone, person.email)
    return person, desk, phone


def is_in(client):
    return client.get("/me/").status_code == 200


def test_each_device_is_named_this_one_first(phone_and_desk):
    person, desk, _phone = phone_and_desk
    found = open_sessions(person, session_key=desk.session.session_key)
    assert [(one.browser, one.system, one.is_this_one, one.address) for one in found] == [
        ("Firefox", "Linux", True, "127.0.0.1"),
        ("Safari", "iPhone", False, "127.0.0.1"),
    ]
    page = desk.get(reverse("accounts:sessions")).content.decode()
    assert "Firefox sur Linux" in page
    assert "Safari sur iPhone" in page


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_costs_two_queries_whatever_its_length(enter, django_assert_num_queries, others):
    person = ParticipantFactory()
    for _number in range(1 + others):
        enter(Client(), person.email)
    with django_assert_num_queries(2):
        assert len(open_sessions(person, session_key=None)) == 1 + others


def test_one_device_is_signed_out_the_other_stays(phone_and_desk):
    _person, desk, phone = phone_and_desk
    row = UserSession.objects.get(session_key=phone.session.session_key)
    answer = desk.post(reverse("accounts:end_session", args=[row.pk]))
    assert (answer.status_code, answer.url) == (302, reverse("accounts:sessions"))
    assert not is_in(phone)
    assert is_in(desk)


def test_nobody_signs_another_out(phone_and_desk, enter):
    _person, desk, _phone = phone_and_desk
    row = UserSession.objects.get(session_key=desk.session.session_key)
    stranger = Client()
    enter(stranger, "stranger@example.org")
    assert stranger.post(reverse("accounts:end_session", args=[row.pk])).status_code == 404
    assert Client().post(reverse("accounts:end_session", args=[row.pk])).status_code == 302
    assert is_in(desk)


def test_everywhere_means_everywhere(phone_and_desk):
    person, desk, phone = phone_and_desk
    unlisted = Client()
    unlisted.force_login(person)
    assert is_in(unlisted)
    assert desk.post(reverse("accounts:end_every_session")).status_code == 302
    assert [is_in(client) for client in (desk, phone, unlisted)] == [False, False, False]
    assert UserSession.objects.count() == 0


def test_signing_out_needs_a_post(phone_and_desk):
    _person, desk, _phone = phone_and_desk
    assert desk.get(reverse("accounts:end_every_session")).status_code == 405
    assert is_in(desk)


def test_what_is_known_of_a_session_is_forgotten_once_it_is_over(enter):
    over, living = Client(), Client()
    for number, client in enumerate((over, living)):
        enter(client, f"person{number}@example.org")
    week = timezone.now() - timedelta(days=7)
    UserSession.objects.update(created_at=week)
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=week)
    cache.set("kept", "a count of this hour")
    cache.set("over", "a count of yesterday")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parvis_cache SET expires = %s WHERE cache_key = ':1:over'", [week])

    forget_what_expired(timestamp=0)

    assert [row.session_key for row in UserSession.objects.all()] == [living.session.session_key]
    assert not Session.objects.filter(expire_date__lt=timezone.now()).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM parvis_cache WHERE cache_key IN (':1:kept', ':1:over')")
        assert cursor.fetchall() == [(":1:kept",)]
    assert living.get("/me/").status_code == 200
