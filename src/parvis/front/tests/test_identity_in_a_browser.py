"""Levels in a browser: the QR code of a letter, FranceConnect's button, the desk where codes are made."""

import time

import pytest
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.accounts.providers import provider
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.issuer import Issuer, trust
from parvis.consultations.codes import group
from parvis.consultations.domain.invite_by_code import give_codes, make_batch
from parvis.consultations.domain.trust_domains import trust_domains
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, client: Client, person: Participant, address: str) -> None:
    client.force_login(person)
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def check(page: Page, name: str) -> None:
    photograph(page, name)
    assert axe_violations(page) == []
    assert overflowing(page) == []


@pytest.fixture
def organiser() -> TeamMember:
    return TeamMemberFactory()


def test_the_code_of_a_letter_is_already_there_and_never_in_the_address(
    new_page: NewPage, live_server: LiveServer, client: Client, organiser: TeamMember
) -> None:
    act = {"actor": organiser.participant}
    batch = make_batch(**act, consultation=organiser.consultation, name="North", size=1)
    code = group(give_codes(**act, batch=batch)[0])
    page = new_page(size=PHONE)
    sign_in(page, client, ParticipantFactory(), live_server.url)

    page.goto(f"{live_server.url}/invitation/{organiser.consultation.slug}/#{code}")
    expect(page.get_by_label("Code du courrier")).to_have_value(code)
    assert "#" not in page.url
    check(page, "invitation-390")
    page.get_by_role("button", name="Utiliser ce code").click()
    expect(page.get_by_text("Votre code est accepté")).to_be_visible()
    expect(page.get_by_text("(1 code fait)")).to_be_visible()


def test_pages_of_identity_hold_on_a_phone(
    new_page: NewPage, live_server: LiveServer, client: Client, settings
) -> None:
    trust(settings, Issuer("https://issuer.example"))
    page, person = new_page(size=PHONE), ParticipantFactory()
    page.goto(f"{live_server.url}/account/login/")
    expect(page.get_by_role("link", name="S’identifier avec FranceConnect")).to_be_visible()
    check(page, "sign-in-franceconnect-390")
    sign_in(page, client, person, live_server.url)
    page.goto(f"{live_server.url}/me/")
    expect(page.get_by_role("heading", name="Mon niveau d’identité")).to_be_visible()
    check(page, "level-390")
    session, known = client.session, provider("franceconnect")
    assert known is not None
    session["accounts_recognised"] = {
        "code": "franceconnect", "mark": known.mark_of("one"), "next": "", "at": time.time(),
    }  # fmt: skip
    session.save()
    page.goto(f"{live_server.url}/account/identity/")
    check(page, "link-390")
    page.get_by_role("button", name="Lier mon compte").click()
    page.get_by_role("link", name="Délier FranceConnect").click()
    check(page, "unlink-390")


def test_the_desk_says_who_takes_part(
    new_page: NewPage, live_server: LiveServer, client: Client, settings, organiser: TeamMember
) -> None:
    settings.PARVIS_DEMO = True
    act = {"actor": organiser.participant, "consultation": organiser.consultation}
    phase = PhaseFactory(consultation=organiser.consultation, future=True, title="Le vote")
    PhaseActionFactory(phase=phase, kind__consultation=organiser.consultation, vote=True)
    trust_domains(**act, patterns=["univ-x.fr"])
    batch = make_batch(**act, name="Courriers du 12 mars", size=2400)
    page = new_page(size=DESK)
    sign_in(page, client, organiser.participant, live_server.url)
    page.goto(f"{live_server.url}/desk/consultations/{organiser.consultation.pk}/identity/")
    expect(page.get_by_role("link", name="Courriers du 12 mars")).to_be_visible()
    check(page, "desk-identity-1280")
    page.get_by_role("link", name="Courriers du 12 mars").click()
    page.wait_for_url(f"**/codes/{batch.pk}/")
    check(page, "desk-batch-1280")
