"""The address that backs an argument."""

from uuid import uuid4

import pytest
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.debate.domain.argue import argue
from parvis.debate.leaves import payload
from parvis.debate.models import Argument
from parvis.debate.sources import address_of, host_of
from parvis.debate.tests.factories import ArgumentFactory, open_debate


@pytest.mark.parametrize(
    ("typed", "kept", "host"),
    [
        ("", "", ""),
        ("  https://www.insee.fr/fr/statistiques/1 ", "https://www.insee.fr/fr/statistiques/1", "insee.fr"),
        ("HTTPS://Example.ORG/École", "https://Example.ORG/École", "example.org"),
    ],
)
def test_a_whole_https_address_is_kept_with_its_host(typed, kept, host):
    assert (address_of(typed), host_of(kept)) == (kept, host)


@pytest.mark.parametrize(
    "typed",
    [
        "http://example.org",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://a b.org",
        "https://bank.fr@evil.example/",
        "https://user:word@example.org/",
        "https://еxample.org/",  # a Cyrillic letter
        "https://example.org/\u202egpj.exe",
        "https://example.org/" + "a" * 500,
        "//example.org/",
    ],
)
def test_anything_else_is_refused(typed):
    with pytest.raises(Refused):
        address_of(typed)


@pytest.mark.django_db
def test_a_source_is_shown_by_its_host_and_followed_by_nobodys_robot(client):
    said = ArgumentFactory(contribution=open_debate(), source="https://www.insee.fr/a")
    page = client.get(reverse("front:contribution", args=[said.contribution_id])).content.decode()
    assert '<a href="https://www.insee.fr/a" rel="nofollow ugc noopener">insee.fr</a>' in page
    assert payload(said)["source"] == "https://www.insee.fr/a"


@pytest.mark.django_db
def test_a_source_is_sent_with_its_argument_and_a_bad_one_loses_nothing(client):
    item = open_debate()
    client.force_login(ParticipantFactory())
    url = reverse("debate:argue", args=[item.pk])
    typed = {"side": "for", "text": "Une raison.", "source": "http://example.org"}
    refused = client.post(url, typed)
    shown = refused.content.decode()
    assert (refused.status_code, "Une raison." in shown, "http://example.org" in shown) == (422, True, True)
    client.post(url, {**typed, "source": "https://example.org"})
    assert Argument.objects.get().source == "https://example.org"


@pytest.mark.django_db
def test_the_domain_refuses_it_too():
    with pytest.raises(Refused):
        argue(
            actor=ParticipantFactory(),
            contribution=open_debate(),
            side="for",
            text="Oui.",
            source="ftp://example.org",
            idempotency_key=uuid4(),
        )
