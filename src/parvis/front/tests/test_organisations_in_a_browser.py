"""Speaking together: an organisation declared, verified and signing; a draft of several hands; co-authors."""

import pytest
from allauth.account.internal.flows import login as records
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.organisations.models import Organisation
from parvis.organisations.tests.factories import member_of, verified
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, person: Participant, address: str) -> None:
    """Signed in, the second factor shown for who has a desk."""
    client = Client()
    client.force_login(person)
    if person.is_staff:
        session = client.session
        session[records.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 4_000_000_000}]
        session[records._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def check(page: Page, name: str) -> None:
    assert axe_violations(page) == []
    assert overflowing(page) == []
    photograph(page, name)


def test_an_organisation_is_declared_signs_and_is_verified_without_a_script(
    new_page: NewPage, live_server: LiveServer
) -> None:
    action, person = PhaseActionFactory.create(), ParticipantFactory(public_name="Tilleul 12")
    page = new_page(size=PHONE, scripts=False)
    sign_in(page, person, live_server.url)

    page.goto(f"{live_server.url}/me/organisations/new/")
    page.get_by_label("Nom de l’organisation").fill("Les Amis du canal")
    page.get_by_label("association").check()
    page.get_by_label("Registre où elle a un numéro").select_option("siren")
    page.get_by_label("Son numéro dans ce registre").fill("732 829 320")
    page.get_by_role("button", name="La déclarer").click()
    expect(page.get_by_role("heading", name="Les Amis du canal")).to_be_visible()
    page.get_by_role("button", name="Inviter").click()
    expect(page.get_by_text("Un lien à transmettre")).to_be_visible()
    organisation = Organisation.objects.get()

    write(page, f"{live_server.url}/contributions/new/{action.pk}/")
    page.get_by_label("Au nom de Les Amis du canal").check()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("association, déclarée, non vérifiée")).to_be_visible()
    expect(page.get_by_text("Tilleul 12")).to_have_count(0)
    text = Contribution.objects.get()

    site = new_page(size=DESK, scripts=False)
    sign_in(site, StaffFactory(is_superuser=True), live_server.url)
    site.goto(f"{live_server.url}/desk/organisations/{organisation.pk}/")
    site.get_by_label("Comment elle a été vérifiée, en une phrase").fill("Son siège est au registre.")
    site.get_by_role("button", name="La vérifier").click()
    page.goto(f"{live_server.url}/organisations/{organisation.pk}/")
    expect(page.get_by_text("Son siège est au registre.")).to_be_visible()
    look_at(new_page, live_server.url, person, text)


def write(page: Page, address: str) -> None:
    """A text, up to its preview; publishing it without saying in whose name is refused."""
    page.goto(address)
    page.get_by_label("Titre").fill("Un banc au bord de l’eau")
    page.get_by_label("Votre texte").fill("Pour se reposer à mi-chemin.")
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Dites au nom de qui vous publiez ce texte.")).to_be_visible()


def look_at(new_page: NewPage, site: str, person: Participant, text: Contribution) -> None:
    """The same pages with scripts, for axe and the eye."""
    page, desk = new_page(size=PHONE), new_page(size=DESK)
    action, organisation = PhaseAction.objects.get(), text.organisation
    assert organisation is not None
    sign_in(page, person, site)
    sign_in(desk, StaffFactory(is_superuser=True), site)
    page.goto(f"{site}/me/organisations/new/")
    page.get_by_role("button", name="La déclarer").click()
    expect(page.locator(".error-summary")).to_be_visible()
    check(page, "organisation-declare")
    write(page, f"{site}/contributions/new/{action.pk}/")
    check(page, "organisation-sign")
    for name, address in (
        ("mine", "/me/organisations/"),
        ("manage", f"/me/organisations/{organisation.pk}/"),
        ("public", f"/organisations/{organisation.pk}/"),
        ("contribution", f"/contributions/{text.pk}/"),
    ):
        page.goto(site + address)
        expect(page.get_by_text("Les Amis du canal").first).to_be_visible()
        check(page, f"organisation-{name}")
    for name, address in (("list", "?standing=verified"), ("desk", f"{organisation.pk}/")):
        desk.goto(f"{site}/desk/organisations/{address}")
        expect(desk.get_by_text("Les Amis du canal").first).to_be_visible()
        check(desk, f"organisation-desk-{name}")


def test_two_hands_on_one_draft_then_two_names_under_one_text_in_english(
    new_page: NewPage, live_server: LiveServer
) -> None:
    action = PhaseActionFactory.create()
    lead, other = ParticipantFactory(public_name="Tilleul 12"), ParticipantFactory(public_name="Orme 4")
    canal = verified(lead, name="Les Amis du canal")
    member_of(canal, other)
    own = ContributionFactory(kind=action.kind, phase=action.phase, author=lead, title="Un abri")
    one, two = new_page(size=PHONE, locale="en"), new_page(size=DESK, locale="en")
    sign_in(one, lead, live_server.url)
    sign_in(two, other, live_server.url)

    draft = f"{live_server.url}/en/contributions/shared/{canal.pk}/{action.pk}/"
    for page in (one, two):
        page.goto(draft)
    for page, title in ((one, "A bench"), (two, "A tree")):
        page.get_by_label("Title").fill(title)
        page.get_by_role("button", name="Keep it for the others").click()
    expect(two.get_by_role("heading", name="Tilleul 12 saved meanwhile")).to_be_visible()
    check(two, "shared-draft")
    two.get_by_label("Title").fill("A tree and a bench")
    two.get_by_label("Your text").fill("To rest in the shade.")
    two.get_by_role("button", name="Preview and publish").click()
    expect(two.get_by_label("In the name of Les Amis du canal")).to_be_checked()
    two.get_by_role("button", name="Publish").click()
    expect(two.get_by_role("heading", name="A tree and a bench")).to_be_visible()
    assert Contribution.objects.get(organisation=canal).author == other

    one.goto(f"{live_server.url}/en/contributions/{own.pk}/")
    one.get_by_role("link", name="Co-authors").click()
    one.get_by_role("button", name="Invite").click()
    link = one.locator(".handed-on")
    expect(link).to_be_visible()
    check(one, "coauthors")
    path = "/" + link.inner_text().split("/", 3)[3]
    two.goto(f"{live_server.url}/en{path.removeprefix('/en')}")
    expect(two.get_by_role("button", name="Sign it")).to_be_visible()
    check(two, "coauthor-join")
    two.get_by_role("button", name="Sign it").click()
    expect(two.get_by_text("with Orme 4")).to_be_visible()
    check(two, "coauthor-contribution")
