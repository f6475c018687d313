"""Leave: who one was goes, what one said stays."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.domain.erase import erase
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant, SignInCode
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db

DELETE = "/me/delete/"


def test_the_page_says_what_happens_and_changes_nothing(client):
    person = ParticipantFactory()
    client.force_login(person)
    page = client.get(DELETE).content.decode()
    assert "Vous ne pourrez pas revenir en arrière." in page
    person.refresh_from_db()
    assert person.erased_at is None


def test_an_erased_account_keeps_only_its_number(client):
    person = StaffFactory(email="awa@example.org", public_name="Awa")
    other = Client()
    for browser in (client, other):
        browser.force_login(person)
    request_code(email=person.email, language="fr")
    answer = client.post(DELETE)
    assert (answer.status_code, answer.url) == (302, reverse("accounts:deleted"))
    left = Participant.objects.get(pk=person.pk)
    assert (left.email, left.public_name, left.is_active, left.is_staff) == (None, "", False, False)
    assert left.erased_at <= timezone.now()
    assert left.identity_level == IdentityLevel.EMAIL
    assert str(left) == "Participant effacé"
    assert SignInCode.objects.count() == 0
    assert Mail.objects.count() == 0
    assert client.get("/me/").status_code == other.get("/me/").status_code == 302
    assert client.get(answer.url).status_code == 200


def test_coming_back_makes_somebody_new(client, enter):
    person = ParticipantFactory(email="awa@example.org")
    erase(actor=person)
    enter(client, "awa@example.org")
    assert client.session["_auth_user_id"] != str(person.pk)
    assert Participant.objects.count() == 2


def test_two_erased_accounts_do_not_collide():
    for person in (ParticipantFactory(), ParticipantFactory()):
        erase(actor=person)
    assert Participant.objects.filter(erased_at__isnull=False).count() == 2


def test_an_account_is_erased_once():
    person = ParticipantFactory()
    erase(actor=person)
    person.refresh_from_db()
    with pytest.raises(Refused):
        erase(actor=person)
