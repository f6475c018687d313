"""The page of the API and one's tokens, on a phone and on a desk, in both languages."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en")])
def test_the_page_of_the_api_reads_everywhere(
    prefix: str, language: str, new_page: NewPage, live_server: LiveServer
) -> None:
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}{prefix}/api/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("summary", has_text="POST /api/v1/consultations/").press("Enter")
    words = {"fr": "un UUID au hasard", "en": "a random UUID"}[language]
    expect(page.get_by_text(words, exact=False).first).to_be_visible()
    photograph(page, f"api-{language}-390")
    assert (axe_violations(page), overflowing(page)) == ([], [])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_token_is_made_from_the_account_and_copied(
    new_page: NewPage, live_server: LiveServer, client: Client
) -> None:
    client.force_login(ParticipantFactory())
    page = new_page(size=PHONE)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/me/")
    page.get_by_role("link", name="Mes jetons de l’API").press("Enter")
    page.get_by_label("À quoi sert le jeton").fill("Mon téléphone")
    page.get_by_label("contribuer sous mon nom").check()
    page.get_by_role("button", name="Faire un jeton").press("Enter")
    expect(page.locator("#token")).to_contain_text("parvis_")
    photograph(page, "api-tokens-fr-390")
    assert (axe_violations(page), overflowing(page)) == ([], [])
    page.get_by_role("button", name="Révoquer «\u00a0Mon téléphone\u00a0»").press("Enter")
    expect(page.get_by_text("Le jeton est révoqué").first).to_be_visible()
    expect(page.get_by_role("heading", name="Mon téléphone")).to_have_count(0)
