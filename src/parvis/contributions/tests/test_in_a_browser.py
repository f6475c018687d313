"""A text is written on a phone, without an account until it is published."""

import re

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import PhaseActionFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.jobs.models import Mail
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page, name: str) -> None:
    assert axe_violations(page) == []
    assert overflowing(page) == []
    photograph(page, name)


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
