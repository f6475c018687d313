"""Be recognised by FranceConnect or another provider: link, sign in, unlink, leave."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from parvis.accounts.checks import identity_providers
from parvis.accounts.domain.erase import erase
from parvis.accounts.domain.link_identity import KEPT
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import LinkedIdentity, Participant
from parvis.accounts.providers import provider
from parvis.accounts.tasks import forget_what_expired
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.accounts.tests.issuer import Issuer, go, open_issuer, public_key, recognised, trust

pytestmark = pytest.mark.django_db
DONE, ME = "/account/identity/", "/me/"


@pytest.fixture(scope="module")
def server():
    with open_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(server, settings) -> Issuer:
    server.__init__(server.address)
    trust(settings, server)
    return server


@pytest.fixture
def person():
    return ParticipantFactory(email="awa@example.org", public_name="Awa")


def link(client, issuer, code="franceconnect"):
    recognised(client, issuer, code)
    return client.post(DONE, {"act": "link"})


def level(person):
    person.refresh_from_db()
    return person.identity_level


def test_without_settings_nothing_shows(client, person):
    assert "FranceConnect" not in client.get("/account/login/").content.decode()
    client.force_login(person)
    assert "FranceConnect" not in client.get(ME).content.decode()
    assert client.get("/account/identity/franceconnect/").status_code == 404


def test_the_button_says_what_its_charter_demands(client, issuer):
    page = client.get("/account/login/").content.decode()
    assert "<span>S’identifier avec</span> <strong>FranceConnect</strong>" in page
    assert "Qu’est-ce que FranceConnect ?" in page


def test_only_the_least_is_asked(client, issuer):
    asked = dict(parse_qsl(urlsplit(client.get("/account/identity/franceconnect/")["Location"]).query))
    assert asked["scope"] == "openid"
    assert asked["acr_values"] == "eidas1"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 32
    assert asked["redirect_uri"].endswith("/account/identity/franceconnect/callback/")


def test_an_open_account_rises_after_a_confirmation(client, issuer, person):
    client.force_login(person)
    page = recognised(client, issuer).content.decode()
    assert "awa@example.org" in page
    assert level(person) == IdentityLevel.EMAIL
    assert client.post(DONE, {"act": "link"}).url == ME
    assert level(person) == IdentityLevel.STATE
    assert "Délier FranceConnect" in client.get(ME).content.decode()


def test_what_is_kept_says_nothing_of_the_person(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    kept = LinkedIdentity.objects.get()
    assert (kept.participant, kept.provider, len(kept.mark)) == (person, "franceconnect", 64)
    written = [str(session.get_decoded()) for session in Session.objects.all()]
    assert [words for words in written if issuer.sub in words or "eyJ" in words] == []


def test_saying_no_changes_nothing(client, issuer, person):
    client.force_login(person)
    recognised(client, issuer)
    client.post(DONE, {"act": "stay"})
    assert (LinkedIdentity.objects.count(), level(person)) == (0, IdentityLevel.EMAIL)
    assert client.get(DONE).url == ME


def test_a_known_person_signs_in(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    other = Client()
    assert recognised(other, issuer, back="/consultations/").url == "/consultations/"
    assert other.session["_auth_user_id"] == str(person.pk)


def test_a_newcomer_gives_an_address_then_confirms(client, issuer, enter):
    answer = recognised(client, issuer)
    assert answer.url == "/account/login/?next=%2Faccount%2Fidentity%2F"
    assert Participant.objects.count() == 0
    enter(client, "new@example.org", back=DONE)
    client.post(DONE, {"act": "link"})
    assert Participant.objects.get().identity_level == IdentityLevel.STATE


def test_a_member_of_a_team_still_shows_a_second_factor(client, issuer):
    person = StaffFactory(is_superuser=True)
    LinkedIdentity.objects.create(
        participant=person, provider="franceconnect", mark=mark(issuer), level=IdentityLevel.STATE
    )
    recognised(client, issuer)
    assert client.get("/desk/").url.startswith("/me/second-factor/")


def mark(issuer, code="franceconnect"):
    return provider(code).mark_of(issuer.sub)


def test_one_person_has_one_account(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    second, browser = ParticipantFactory(email="second@example.org"), Client()
    browser.force_login(second)
    page = recognised(browser, issuer).content.decode()
    assert 'value="switch"' in page
    assert 'value="link"' not in page
    browser.post(DONE, {"act": "link"})
    assert (LinkedIdentity.objects.get().participant, level(second)) == (person, IdentityLevel.EMAIL)
    recognised(browser, issuer)
    browser.post(DONE, {"act": "switch"})
    assert browser.session["_auth_user_id"] == str(person.pk)


def test_one_account_is_one_person(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    issuer.sub = "sub-of-somebody-else"
    link(client, issuer)
    assert LinkedIdentity.objects.get().mark == mark(Issuer(issuer.address))


def test_unlinking_lets_the_level_fall_and_the_same_account_takes_it_back(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    assert client.get("/me/identity/franceconnect/unlink/").status_code == 200
    client.post("/me/identity/franceconnect/unlink/")
    assert level(person) == IdentityLevel.EMAIL
    assert recognised(Client(), issuer).url.startswith("/account/login/")
    link(client, issuer)
    assert level(person) == IdentityLevel.STATE


def test_unlinking_is_no_way_to_a_second_vote(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    client.post("/me/identity/franceconnect/unlink/")
    second, browser = ParticipantFactory(), Client()
    browser.force_login(second)
    page = recognised(browser, issuer).content.decode()
    assert 'value="switch"' not in page
    browser.post(DONE, {"act": "link"})
    assert level(second) == IdentityLevel.EMAIL
    held = LinkedIdentity.objects.get()
    assert (held.participant, held.unlinked_at is None) == (person, False)


def test_neither_is_leaving_until_a_year_has_passed(client, issuer, person):
    client.force_login(person)
    link(client, issuer)
    erase(actor=person)
    second, browser = ParticipantFactory(), Client()
    browser.force_login(second)
    link(browser, issuer)
    assert level(second) == IdentityLevel.EMAIL
    LinkedIdentity.objects.update(unlinked_at=timezone.now() - KEPT - timedelta(minutes=1))
    forget_what_expired(timestamp=0)
    link(browser, issuer)
    assert level(second) == IdentityLevel.STATE


def test_another_organisation_gives_the_level_that_its_word_is_worth(client, issuer, person, settings):
    trust(settings, issuer, "oidc")
    client.force_login(person)
    assert "S’identifier avec Université X" in client.get(ME).content.decode()
    link(client, issuer, "oidc")
    assert level(person) == IdentityLevel.INVITED


def test_of_two_identities_the_highest_level_holds(client, issuer, person, settings):
    trust(settings, issuer, "oidc")
    client.force_login(person)
    for code in ("franceconnect", "oidc"):
        link(client, issuer, code)
    assert level(person) == IdentityLevel.STATE
    client.post("/me/identity/franceconnect/unlink/")
    assert level(person) == IdentityLevel.INVITED


def test_refusing_at_the_provider_leads_back_in_ones_language(client, issuer, person):
    client.force_login(person)
    away = client.get("/en/account/identity/franceconnect/")["Location"]
    state = dict(parse_qsl(urlsplit(away).query))["state"]
    answer = client.get(
        "/account/identity/franceconnect/callback/", {"error": "access_denied", "state": state}
    )
    assert answer.url == "/en/me/"
    assert "You did not go through." in client.get(answer.url).content.decode()


def test_a_page_of_another_site_does_not_send_anybody_there(client, issuer):
    answer = client.get("/account/identity/franceconnect/", HTTP_SEC_FETCH_SITE="cross-site")
    assert answer.url == "/account/login/"
    assert issuer.heard == []


def test_a_provider_that_is_down_is_told(client, settings):
    with open_issuer() as gone:
        trust(settings, gone)
    answer = client.get("/account/identity/franceconnect/", follow=True)
    assert "FranceConnect n’a pas répondu comme il le devait." in answer.content.decode()


def test_an_issuer_inside_the_network_is_asked_only_when_it_is_named(client, issuer, settings):
    settings.PARVIS_OUTBOUND_INSIDE = []
    assert client.get("/account/identity/franceconnect/").url == "/account/login/"
    assert issuer.heard == []


def test_new_keys_of_the_provider_are_found(client, issuer, person):
    issuer.keys = [public_key("ES256", "former")]
    assert go(client, issuer).url == "/account/login/"
    issuer.keys.append(public_key("ES256", "one"))
    cache.delete("oidc-asked-franceconnect")
    assert go(client, issuer).url.endswith(DONE)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARVIS_FRANCECONNECT_SECRET", "", "PARVIS_FRANCECONNECT_SECRET is missing."),
        ("PARVIS_FRANCECONNECT_ACR", "eidas9", "PARVIS_FRANCECONNECT_ACR is one of eidas1, eidas2, eidas3."),
        ("PARVIS_OIDC_LEVEL", 1, "PARVIS_OIDC_LEVEL is 2 or 3."),
    ],
)
def test_a_provider_half_described_keeps_the_site_from_starting(settings, name, value, said):
    settings.PARVIS_FRANCECONNECT_ID, settings.PARVIS_FRANCECONNECT_SECRET = "id", "secret"
    assert identity_providers() == []
    setattr(settings, name, value)
    assert [error.msg for error in identity_providers()] == [said]
