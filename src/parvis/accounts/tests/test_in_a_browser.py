"""What only a browser shows: passkeys under the site's own policy, pages that everybody can use."""

import re

import pytest
from allauth.mfa.models import Authenticator

from parvis.accounts.models import SignInCode
from parvis.accounts.tests.factories import StaffFactory
from parvis.jobs.models import Mail
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server):
    """Passkeys are bound to a name: browsers refuse them to bare numbers."""
    return live_server.url.replace("127.0.0.1", "localhost")


def plug_in_a_key(page):
    """A virtual authenticator, as browsers offer for tests."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def type_address_and_code(page, site, email, *, scripts=True):
    page.goto(f"{site}/account/login/?next=/desk/account/")
    page.get_by_label("Votre adresse électronique").fill(email)
    page.get_by_role("button", name="Recevoir mon code").click()
    if not scripts:
        page.get_by_text("appuyez de nouveau sur le bouton").wait_for()
        page.wait_for_timeout(4000)
        page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/account/login/code/")
    code = re.match(r"\d{4} \d{4}", Mail.objects.latest("pk").text).group()
    page.get_by_label("Code à 8 chiffres").fill(code)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()


def test_a_member_adds_a_passkey_then_signs_in_with_it(new_page, site):
    person = StaffFactory(is_superuser=True)
    page = new_page()
    plug_in_a_key(page)
    type_address_and_code(page, site, person.email)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_role("button", name="Ajouter cette clé d’accès").click()
    page.get_by_role("link", name="Je les ai gardés").click()
    page.wait_for_url("**/desk/account/")
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1
    page.goto(f"{site}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    type_address_and_code(page, site, person.email)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url("**/desk/account/")


def test_a_passkey_that_does_not_answer_is_told_in_the_page(new_page, site):
    person = StaffFactory(is_superuser=True)
    page = new_page()
    type_address_and_code(page, site, person.email)
    page.goto(f"{site}/account/2fa/webauthn/add/")
    page.evaluate("() => { navigator.credentials.create = async () => { throw new Error('no'); }; }")
    page.get_by_role("button", name="Ajouter cette clé d’accès").click()
    page.get_by_text("La clé d’accès n’a pas répondu").wait_for(state="visible")


def test_the_button_of_a_passkey_answers_once_its_scripts_do(new_page, site):
    person = StaffFactory(is_superuser=True)
    page = new_page()
    type_address_and_code(page, site, person.email)
    page.get_by_role("link", name="Ajouter une clé d’accès").wait_for()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/onload*.js", hold)
    with page.expect_request("**/onload*.js"):
        page.goto(f"{site}/account/2fa/webauthn/add/", wait_until="commit")
    button = page.get_by_role("button", name="Ajouter cette clé d’accès")
    button.wait_for()
    assert button.is_disabled()
    held[0].continue_()
    page.wait_for_load_state()
    assert button.is_enabled()


def test_the_work_is_done_while_the_address_is_typed(new_page, site):
    page = new_page(size=PHONE)
    page.goto(f"{site}/account/login/")
    page.locator("input[name=work]:not([value=''])").wait_for(state="attached")
    check(page, "door")
    page.get_by_label("Votre adresse électronique").fill("awa@example.org")
    page.wait_for_timeout(2200)
    page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/account/login/code/")
    assert SignInCode.objects.get().email == "awa@example.org"


def test_an_old_phone_waits_in_place_of_working(new_page, site):
    page = new_page(size=PHONE)
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(f"{site}/account/login/")
    page.get_by_label("Votre adresse électronique").fill("awa@example.org")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_text("Un instant, le code part…").wait_for()
    page.wait_for_url("**/account/login/code/")


def check(page, name):
    photograph(page, f"accounts-{name}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_each_page_is_usable_by_everybody_on_a_phone(new_page, site, settings):
    settings.PARVIS_DEMO = True
    page = new_page(size=PHONE)
    page.goto(f"{site}/account/login/?next=/me/")
    check(page, "sign-in")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.get_by_label("Votre adresse électronique").fill("nouvelle.personne@example.org")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/account/login/code/")
    page.get_by_label("Code à 8 chiffres").fill("1234")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    check(page, "code-refused")
    page.goto(f"{site}/mailbox/")
    check(page, "mailbox")
    page.get_by_role("link", name="est votre code").click()
    code = re.search(r"\d{4} \d{4}", page.get_by_role("main").inner_text()).group()
    check(page, "mail")
    page.goto(f"{site}/account/login/code/")
    page.get_by_label("Code à 8 chiffres").fill(code)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/me/name/**")
    check(page, "name")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/me/")
    for path in ("me/", "me/delete/", "me/sessions/", "me/second-factor/", "account/logout/"):
        page.goto(f"{site}/{path}")
        check(page, path.strip("/").replace("/", "-"))
    for path in ("", "totp/activate/", "webauthn/", "webauthn/add/"):
        page.goto(f"{site}/account/2fa/{path}")
        check(page, f"factor-{path.replace('/', '-')}")


def test_signing_in_and_leaving_work_without_scripts(new_page, site):
    page = new_page(size=PHONE, scripts=False)
    type_address_and_code(page, site, "sans.script@example.org", scripts=False)
    page.wait_for_url("**/me/name/**")
    page.goto(f"{site}/me/delete/")
    page.get_by_role("button", name="Supprimer définitivement mon compte").click()
    page.get_by_role("heading", name="Votre compte est supprimé").wait_for()
