"""H07: whoever lies about who they are, at the provider, on the way back or here, gains nothing."""

import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import LinkedIdentity, Participant
from parvis.accounts.providers import provider
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.issuer import (
    CLIENT,
    KEYS,
    Issuer,
    go,
    open_issuer,
    path_of,
    public_key,
    recognised,
    trust,
)

pytestmark = pytest.mark.django_db
START, BACK, DONE = (
    f"/account/identity/{path}" for path in ("franceconnect/", "franceconnect/callback/", "")
)
PEM = (
    KEYS["RS256"]
    .public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
)
FORGED = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    with open_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(server: Issuer, settings: Any) -> Issuer:
    cache.clear()
    server.__init__(server.address)  # type: ignore[misc]
    trust(settings, server)
    return server


@pytest.fixture
def person(client: Client) -> Participant:
    person = ParticipantFactory()
    client.force_login(person)
    return person


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    caplog.set_level(logging.WARNING, "parvis.accounts.views.identity")
    return lambda: [
        record.getMessage() for record in caplog.records if "identity refused" in record.getMessage()
    ]


def nothing_happened(client: Client) -> bool:
    """Nobody is known to the browser, nor raised."""
    levels = set(Participant.objects.values_list("identity_level", flat=True))
    is_known = client.get(DONE).status_code == 200
    return not is_known and levels <= {IdentityLevel.EMAIL} and not LinkedIdentity.objects.exists()


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, "none", headers={"kid": "one"})


def with_public_key(claims: dict[str, Any]) -> str:
    """HS256, the secret being the public key of the provider: made by hand, since PyJWT refuses to."""
    import hashlib
    import hmac

    head = {"alg": "HS256", "typ": "JWT", "kid": "rsa"}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims)]
    seal = hmac.new(PEM, b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(seal).rstrip(b"=")]).decode()


def with_client_secret(claims: dict[str, Any]) -> str:
    from parvis.accounts.tests.issuer import SECRET

    return jwt.encode(claims, SECRET, "HS256", headers={"kid": "one"})


def by_somebody_else(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, FORGED, "ES256", headers={"kid": "one"})


def by_an_unknown_key(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, FORGED, "ES256", headers={"kid": "mine"})


def with_its_own_key(claims: dict[str, Any]) -> str:
    """The token carries the key that verifies it."""
    own = jwt.algorithms.ECAlgorithm.to_jwk(FORGED.public_key(), as_dict=True)
    return jwt.encode(claims, FORGED, "ES256", headers={"kid": "one", "jwk": own})


def by_another_kind_of_key(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEYS["RS256"], "RS256", headers={"kid": "one"})


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        with_public_key,
        with_client_secret,
        by_somebody_else,
        by_an_unknown_key,
        with_its_own_key,
        by_another_kind_of_key,
        lambda _claims: "not.a.token",
        lambda _claims: "",
    ],
    ids=[
        "alg-none", "hs256-public-key", "hs256-client-secret", "forged", "unknown-key", "key-inside",
        "confused-key", "no-token", "empty",
    ],
)  # fmt: skip
def test_h07_a_token_that_the_provider_did_not_sign_is_refused(
    client: Client, person: Participant, issuer: Issuer, logged: Callable[[], list[str]], sign: Any
) -> None:
    issuer.keys.append(public_key("RS256", "rsa"))
    issuer.sign = sign
    assert go(client, issuer)["Location"] == "/me/"
    assert nothing_happened(client)
    assert len(logged()) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "that-of-another-browser"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://issuer.evil.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
        {"acr": "eidas0"},
        {"acr": None},
    ],
    ids=lambda changes: "-".join(
        f"{name}-{'time' if isinstance(value, int) else str(value)[:12]}" for name, value in changes.items()
    ),
)
def test_h07_a_signed_token_that_is_not_for_us_now_is_refused(
    client: Client,
    person: Participant,
    issuer: Issuer,
    logged: Callable[[], list[str]],
    changes: dict[str, Any],
) -> None:
    issuer.changes = changes
    assert go(client, issuer)["Location"] == "/me/"
    assert nothing_happened(client)
    assert len(logged()) == 1


def test_h07_the_same_token_well_made_is_accepted(
    client: Client, person: Participant, issuer: Issuer
) -> None:
    """Without which the refusals above would prove nothing."""
    issuer.keys.append(public_key("RS256", "rsa"))
    for sign in (
        lambda claims: jwt.encode(claims, KEYS["ES256"], "ES256", headers={"kid": "one"}),
        lambda claims: jwt.encode(claims, KEYS["RS256"], "RS256", headers={"kid": "rsa"}),
        lambda claims: jwt.encode(
            {**claims, "aud": [CLIENT]}, KEYS["ES256"], "ES256", headers={"kid": "one"}
        ),
    ):
        issuer.sign = sign
        assert recognised(client, issuer).status_code == 200


@pytest.mark.parametrize("state", ["", "a" * 43, "é", None])
def test_h07_an_answer_without_the_state_of_this_browser_is_refused(
    client: Client, person: Participant, issuer: Issuer, logged: Callable[[], list[str]], state: str | None
) -> None:
    answer = path_of(issuer.answer(client.get(START)["Location"]))
    query = dict(parse_qsl(urlsplit(answer).query))
    query = {"code": query["code"]} | ({} if state is None else {"state": state})
    assert client.get(f"{BACK}?{urlencode(query)}")["Location"] == "/me/"
    assert nothing_happened(client)
    assert "/token" not in issuer.heard
    assert len(logged()) == 1


def test_h07_an_answer_is_good_once(client: Client, person: Participant, issuer: Issuer) -> None:
    answer = path_of(issuer.answer(client.get(START)["Location"]))
    client.get(answer)
    client.post(DONE, {"act": "stay"})
    assert client.get(answer)["Location"] == "/me/"
    assert nothing_happened(client)
    assert issuer.heard.count("/token") == 1


def test_h07_a_code_brought_by_somebody_else_is_worth_nothing(
    client: Client, person: Participant, issuer: Issuer
) -> None:
    """Else an attacker would link their own identity to the account of whoever opens their answer."""
    attacker = Client()
    answer = path_of(issuer.answer(attacker.get(START)["Location"]))
    assert client.get(answer)["Location"] == "/me/"
    assert nothing_happened(client)
    client.get(START)
    assert client.get(answer)["Location"] == "/me/"
    assert nothing_happened(client)


def test_h07_a_stolen_code_does_not_open_without_the_verifier_of_its_browser(
    client: Client, person: Participant, issuer: Issuer
) -> None:
    stolen = issuer.answer(Client().get(START)["Location"])
    code = dict(parse_qsl(urlsplit(stolen).query))["code"]
    state = dict(parse_qsl(urlsplit(client.get(START)["Location"]).query))["state"]
    assert client.get(BACK, {"code": code, "state": state})["Location"] == "/me/"
    assert nothing_happened(client)


def test_h07_an_answer_that_comes_too_late_is_refused(
    client: Client, person: Participant, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = path_of(issuer.answer(client.get(START)["Location"]))
    session = client.session
    session["accounts_oidc"] = {**session["accounts_oidc"], "at": time.time() - 601}
    session.save()
    assert client.get(answer)["Location"] == "/me/"
    assert nothing_happened(client)


def test_h07_one_provider_does_not_answer_for_another(
    client: Client, person: Participant, issuer: Issuer, settings: Any
) -> None:
    """Mix-up: an answer to the address of another provider, or in the name of another issuer."""
    with open_issuer() as other:
        trust(settings, other, "oidc")
        answer = path_of(issuer.answer(client.get(START)["Location"]))
        assert client.get(answer.replace("franceconnect", "oidc"))["Location"] == "/me/"
        assert nothing_happened(client)
        answer = path_of(issuer.answer(client.get(START)["Location"]))
        assert client.get(f"{answer}&{urlencode({'iss': other.address})}")["Location"] == "/me/"
        assert nothing_happened(client)
    assert "/token" not in issuer.heard + other.heard


@pytest.mark.parametrize(
    "lies",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "ftp://evil.example/"},
        {"authorization_endpoint": None},
    ],
    ids=["issuer", "token", "keys", "authorize"],
)
def test_h07_a_provider_that_speaks_in_anothers_name_is_not_asked(
    client: Client, person: Participant, issuer: Issuer, logged: Callable[[], list[str]], lies: dict[str, Any]
) -> None:
    issuer.lies = lies
    assert client.get(START)["Location"] == "/me/"
    assert len(logged()) == 1


def test_h07_the_address_to_come_back_to_is_ours_whatever_the_request_says(
    client: Client, issuer: Issuer
) -> None:
    asked = client.get(START, HTTP_X_FORWARDED_HOST="evil.example", headers={"host": "localhost"})["Location"]
    query = dict(parse_qsl(urlsplit(asked).query))
    assert query["redirect_uri"] == "http://127.0.0.1:8000/account/identity/franceconnect/callback/"


def test_h07_nobody_is_led_to_another_site_afterwards(client: Client, issuer: Issuer) -> None:
    person = ParticipantFactory()
    chosen = provider("franceconnect")
    assert chosen is not None
    LinkedIdentity.objects.create(
        participant=person,
        provider="franceconnect",
        mark=chosen.mark_of(issuer.sub),
        level=IdentityLevel.STATE,
    )
    assert recognised(client, issuer, back="https://evil.example/")["Location"] == "/me/"


def test_h07_the_address_that_a_provider_gives_takes_over_no_account(client: Client, issuer: Issuer) -> None:
    """Pre-hijacking: an account is opened by the code that its mailbox receives, whatever a token says."""
    victim = ParticipantFactory(email="victim@example.org")
    issuer.changes = {"email": victim.email, "email_verified": True}
    answer = recognised(client, issuer)
    assert answer["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in client.session
    assert nothing_happened(client)


def test_h07_an_identity_linked_before_stays_with_the_account_that_confirmed_it(
    client: Client, issuer: Issuer
) -> None:
    """An attacker's identity gets into no other account: each is confirmed inside it, by a form."""
    attacker, victim = Client(), ParticipantFactory()
    attacker.force_login(ParticipantFactory())
    recognised(attacker, issuer)
    attacker.post(DONE, {"act": "link"})
    client.force_login(victim)
    client.post(DONE, {"act": "link"})
    victim.refresh_from_db()
    assert victim.identity_level == IdentityLevel.EMAIL
    assert not victim.identities.exists()


def test_h07_linking_needs_the_form_of_this_site(issuer: Issuer) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ParticipantFactory())
    recognised(client, issuer)
    assert client.post(DONE, {"act": "link"}).status_code == 403
    assert not LinkedIdentity.objects.exists()


def test_h07_a_closed_account_is_not_entered(client: Client, issuer: Issuer) -> None:
    closed = ParticipantFactory(is_active=False)
    chosen = provider("franceconnect")
    assert chosen is not None
    LinkedIdentity.objects.create(
        participant=closed,
        provider="franceconnect",
        mark=chosen.mark_of(issuer.sub),
        level=IdentityLevel.STATE,
    )
    recognised(client, issuer)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_h07_two_accounts_that_link_the_same_person_at_once_are_one_and_none(issuer: Issuer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    from parvis.accounts.domain.link_identity import link_identity
    from parvis.accounts.errors import Refused

    chosen = provider("franceconnect")
    assert chosen is not None
    people = [ParticipantFactory() for _one in range(6)]

    def link(person: Participant) -> bool:
        try:
            link_identity(actor=person, provider=chosen, mark=chosen.mark_of("one"))
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(link, people)) == [False] * 5 + [True]
    assert Participant.objects.filter(identity_level=IdentityLevel.STATE).count() == 1


def test_h07_nothing_of_it_is_in_the_logs(
    client: Client, person: Participant, issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    recognised(client, issuer)
    client.post(DONE, {"act": "link"})
    issuer.changes = {"nonce": "no"}
    go(client, issuer)
    said = " ".join(record.getMessage() for record in caplog.records)
    assert [secret for secret in (issuer.sub, "eyJ", person.email) if secret in said] == []
