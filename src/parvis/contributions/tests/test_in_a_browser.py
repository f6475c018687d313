"""Texts are written on a phone: without an account until they are published, or by several hands."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory, ThemeFactory
from parvis.contributions.domain.keep_shared import keep_shared
from parvis.contributions.domain.revise import revise
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.organisations.tests.factories import verified
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page, name: str) -> None:
    assert axe_violations(page) == []
    assert overflowing(page) == []
    photograph(page, name)


def sign_in(page: Page, person: Participant, address: str) -> None:
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def test_writing_signing_in_and_publishing(new_page: NewPage, live_server: LiveServer) -> None:
    action = PhaseActionFactory.create()
    theme = ThemeFactory.create(consultation=action.phase.consultation)
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}/contributions/new/{action.pk}/")
    page.get_by_label("Thème").select_option(theme.name)
    page.get_by_label("Titre").fill("Un banc devant l'école")
    page.get_by_label("Votre texte").fill("Les parents attendent debout.")
    check(page, "contribution-form")

    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("button", name="Publier")).to_be_visible()
    check(page, "contribution-preview")
    page.get_by_role("button", name="Publier").click()

    page.get_by_label("Votre adresse électronique").fill("claire@example.org")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/account/login/code/")
    code = re.match(r"\d{4} \d{4}", Mail.objects.latest("pk").text).group()
    page.get_by_label("Code à 8 chiffres").fill(code)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    page.get_by_text("Passer cette étape").click()
    page.get_by_role("button", name="Publier").click()

    contribution = Contribution.objects.get()
    assert (contribution.title, contribution.theme, contribution.author.email) == (
        "Un banc devant l'école",
        theme,
        "claire@example.org",
    )
    expect(page.get_by_text(f"C-{contribution.pk}").first).to_be_visible()
    check(page, "contribution-receipt")


def test_a_shared_draft_stays_in_the_browser_until_it_is_kept_and_only_what_was_typed(
    new_page: NewPage, live_server: LiveServer
) -> None:
    action, lead = PhaseActionFactory.create(), ParticipantFactory(public_name="Tilleul 12")
    canal = verified(lead, name="Les Amis du canal")
    page = new_page(size=PHONE)
    sign_in(page, lead, live_server.url)
    draft = f"{live_server.url}/contributions/shared/{canal.pk}/{action.pk}/"
    page.goto(draft)
    page.get_by_label("Titre").fill("Un banc")
    page.get_by_role("button", name="Enregistrer pour les autres").click()
    expect(page.get_by_text("Dernier enregistrement")).to_be_visible()
    page.goto("about:blank")
    page.goto(draft)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('parvis:draft:'))") == []
    page.get_by_label("Titre").fill("Un banc vert")
    page.goto("about:blank")
    page.goto(draft)
    expect(page.get_by_label("Titre")).to_have_value("Un banc vert")
    keep_shared(actor=lead, organisation=canal, action=action, typed="title=Un+arbre", based_on=1)
    page.goto(draft)
    expect(page.get_by_label("Titre")).to_have_value("Un arbre")


def test_the_second_of_two_hands_on_one_text_reads_what_changed(
    new_page: NewPage, live_server: LiveServer
) -> None:
    person = ParticipantFactory(public_name="Tilleul 12")
    action = PhaseActionFactory.create()
    row = ContributionFactory(kind=action.kind, phase=action.phase, author=person, title="Un abri")
    page = new_page(size=PHONE)
    sign_in(page, person, live_server.url)
    page.goto(f"{live_server.url}/contributions/{row.pk}/revise/")
    revise(actor=person, contribution=row, title="Un arbre", text=row.text)
    page.get_by_label("Titre").fill("Un banc")
    page.get_by_role("button", name="Publier les modifications").click()
    expect(page.get_by_role("heading", name="Le texte a été modifié entre-temps")).to_be_visible()
    check(page, "contribution-changed-meanwhile")
    page.get_by_role("button", name="Publier les modifications").click()
    expect(page.get_by_role("heading", name="Un banc")).to_be_visible()
