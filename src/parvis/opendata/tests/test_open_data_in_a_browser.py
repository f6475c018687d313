"""The page of open data, as a newcomer sees it on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.tests.town import found_town
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_archive_is_two_clicks_from_the_consultation(
    new_page: NewPage, live_server: LiveServer, settings: Any, tmp_path: Path
) -> None:
    settings.ARCHIVES_ROOT = tmp_path
    town = found_town()
    town.write("Un banc")
    made = offer_archive(consultation=town.consultation)
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}/consultations/{town.consultation.slug}/")
    page.get_by_role("link", name="Tout ce qui est public, en un fichier à télécharger").first.click()
    expect(page.get_by_role("heading", level=1, name="Données ouvertes")).to_be_visible()
    page.locator("summary", has_text="contributions.csv").press("Enter")
    expect(page.get_by_text("motif de la charte de modération").first).to_be_visible()
    photograph(page, "open-data-fr-390")
    assert (axe_violations(page), overflowing(page)) == ([], [])
    with page.expect_download() as held:
        page.get_by_role("link", name="Télécharger l’archive").press("Enter")
    assert held.value.path().stat().st_size == made.bytes
