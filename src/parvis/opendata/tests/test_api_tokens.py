"""Tokens of the API: made, shown once, listed, revoked, gone with the account."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.secret_links import hash_link
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.opendata.domain.make_token import MOST, forget_tokens, forget_tokens_of, make_token
from parvis.opendata.models import ApiToken

pytestmark = pytest.mark.django_db
ASKED = {"name": "Mon téléphone", "scopes": ["contribute", "vote"], "days": "90"}


@pytest.fixture
def person(client):
    made = ParticipantFactory()
    client.force_login(made)
    return made


def test_a_token_is_shown_once_and_kept_as_a_hash(client, person) -> None:
    page = client.post("/me/tokens/", ASKED).content.decode()
    word = re.findall(r"parvis_[\w-]{43}", page)[0]

    token = ApiToken.objects.get()
    assert (token.participant, token.name, token.digest) == (person, "Mon téléphone", hash_link(word))
    assert token.scopes == ["contribute", "vote"]
    assert timedelta(days=89) < token.expires_at - timezone.now() <= timedelta(days=90)
    again = client.get("/me/tokens/").content.decode()
    assert ("Mon téléphone" in again, word in again, "Jamais utilisé." in again) == (True, False, True)


@pytest.mark.parametrize("missing", list(ASKED))
def test_what_is_missing_is_told_and_what_was_typed_is_kept(missing, client, person) -> None:
    answer = client.post("/me/tokens/", {name: value for name, value in ASKED.items() if name != missing})

    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)
    assert ("Mon téléphone" in answer.content.decode()) == (missing != "name")


def test_a_name_is_given_once(client, person) -> None:
    client.post("/me/tokens/", ASKED)
    answer = client.post("/me/tokens/", ASKED)

    assert (answer.status_code, ApiToken.objects.count()) == (422, 1)
    assert "choisissez un autre nom" in answer.content.decode()


def test_there_is_an_end_to_how_many(person) -> None:
    for number in range(MOST):
        make_token(actor=person, name=f"{number}", scopes=["vote"], days=30)
    with pytest.raises(Refused):
        make_token(actor=person, name="Un de plus", scopes=["vote"], days=30)


def test_an_address_that_is_not_confirmed_makes_none() -> None:
    with pytest.raises(Refused):
        make_token(
            actor=ParticipantFactory(identity_level=IdentityLevel.VISITOR),
            name="Un", scopes=["vote"], days=30,
        )  # fmt: skip


def test_one_revokes_one_s_own_alone(client, person) -> None:
    mine, _word = make_token(actor=person, name="Un", scopes=["vote"], days=30)
    other, _word = make_token(actor=ParticipantFactory(), name="Un", scopes=["vote"], days=30)

    assert client.post(f"/me/tokens/{other.pk}/revoke/").status_code == 404
    assert client.post(f"/me/tokens/{mine.pk}/revoke/").status_code == 302
    assert list(ApiToken.objects.all()) == [other]


def test_whoever_leaves_leaves_no_way_in(person) -> None:
    make_token(actor=person, name="Un", scopes=["vote"], days=30)
    forget_tokens_of(actor=person)

    assert ApiToken.objects.count() == 0


def test_tokens_that_expired_are_forgotten(person) -> None:
    make_token(actor=person, name="Un", scopes=["vote"], days=30)
    now = timezone.now()
    ApiToken.objects.update(created_at=now - timedelta(days=100))
    ApiToken.objects.update(expires_at=now - timedelta(days=29))
    assert forget_tokens() == 0
    ApiToken.objects.update(expires_at=now - timedelta(days=31))

    assert (forget_tokens(), ApiToken.objects.count()) == (1, 0)
