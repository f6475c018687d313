"""One mailbox, one participant, whatever the writing of its address."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from parvis.accounts.canonical import canonical, domain_of, is_below, is_certain
from parvis.accounts.models import Participant
from parvis.accounts.queries import by_email
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("awa.diop+velo@gmail.com", "awadiop@gmail.com"),
        ("AwaDiop@GoogleMail.com", "awadiop@gmail.com"),
        ("awa.diop@example.org", "awa.diop@example.org"),
        ("awa+velo@example.org", "awa@example.org"),
        ("a.w-a_d@protonmail.com", "awad@proton.me"),
        ("awa@me.com", "awa@icloud.com"),
        ("awa.d@outlook.com", "awa.d@outlook.com"),
        ("+velo@example.org", "+velo@example.org"),
        ("awa@bücher.example", "awa@xn--bcher-kva.example"),
        ("awa@gmail.com.evil.example", "awa@gmail.com.evil.example"),
        ("a.wa@notgmail.com", "a.wa@notgmail.com"),
    ],
)
def test_each_provider_has_its_rules(address, mailbox):
    assert canonical(address) == mailbox


@given(st.emails())
def test_a_mailbox_is_its_own_writing(address):
    assert canonical(canonical(address)) == canonical(address)


def test_domains_are_compared_label_by_label():
    assert is_below("mail.ville.example", "ville.example")
    assert is_below("ville.example", "ville.example")
    assert not is_below("notville.example", "ville.example")
    assert domain_of("a@Ville.Example.") == "ville.example"
    assert (is_certain("a@gmail.com"), is_certain("a@ville.example")) == (True, False)


@pytest.mark.django_db
def test_the_database_holds_one_participant_a_mailbox():
    ParticipantFactory(email="awa.diop@gmail.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipantFactory(email="awadiop@googlemail.com")
    assert Participant.objects.count() == 1


@pytest.mark.django_db
def test_an_address_comes_before_another_writing_of_its_mailbox():
    first = ParticipantFactory(email="awa+velo@example.org")
    second = ParticipantFactory(email="awa@example.org", canonical_email=None)
    assert (by_email("awa@example.org"), by_email("awa+velo@example.org")) == (second, first)
    assert by_email("awa+other@example.org") == first


@pytest.mark.django_db
def test_mail_goes_to_the_address_as_typed(client):
    ParticipantFactory(email="awadiop@gmail.com")
    client.post("/account/login/", typed("awa.diop+velo@gmail.com"))
    assert Mail.objects.get().recipient == "awa.diop+velo@gmail.com"


@pytest.mark.django_db
def test_a_tag_of_an_unknown_provider_opens_nobodys_account(client, code_of):
    ParticipantFactory(email="awa@example.org")
    client.post("/account/login/", typed("awa+velo@example.org"))
    answer = client.post("/account/login/code/", {"code": code_of("awa+velo@example.org")})
    assert "Un compte existe pour cette boîte" in answer.context["form"].errors["code"][0]
    assert ("_auth_user_id" in client.session, Participant.objects.count()) == (False, 1)
