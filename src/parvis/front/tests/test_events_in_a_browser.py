"""Somebody without an account finds an event, registers for it, and gives their place back."""

import re

import pytest
from playwright.sync_api import expect

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.gatherings.models import Registration
from parvis.gatherings.tests.factories import EventFactory, EventSettingsFactory
from parvis.jobs.models import Mail
from parvis.testing.browser import DESK, NARROW, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(settings):
    settings.PARVIS_DEMO = True  # no door to wait at
    place = ConsultationFactory(title="Que faire des berges du canal ?", contact="berges@exemple.fr")
    EventSettingsFactory(consultation=place)
    EventFactory(
        consultation=place,
        title="Balade au bord de l’eau, avec les habitants et habitantes du quartier",
        summary="Deux heures le long du canal, pour dire ce qui manque.",
        agenda="1. Départ de l’écluse\n2. Les bancs et les arbres\n3. Ce que l’on retient",
        speakers="Ada Lovelace, élue aux espaces verts\nCamille, association du canal",
        access_features=["step_free", "loop", "signed"],
        access="Entrée par la cour ; prévenir trois jours avant pour la langue des signes.",
        capacity=20,
        latitude="48.8906",
        longitude="2.3872",
    )
    EventFactory(
        consultation=place, title="Atelier en ligne", format="online", place="", address="",
        online_address="https://visio.exemple.fr/a",
    )  # fmt: skip
    EventFactory(consultation=place, title="Réunion de quartier", called_off=True)
    EventFactory(
        consultation=place, title="Café des voisins", labelled=True, place="Chez Awa", latitude="48.85",
        longitude="2.35", proposer__public_name="Tilleul 7",
    )  # fmt: skip
    return place


@pytest.mark.parametrize(("size", "scripts"), [(NARROW, False), (DESK, True)])
def test_somebody_without_an_account_comes_and_gives_their_place_back(
    new_page, live_server, place, size, scripts
) -> None:
    page = new_page(size=size, scripts=scripts, locale="en" if scripts else "fr")
    words = ENGLISH if scripts else FRENCH
    root = live_server.url + ("/en" if scripts else "")

    def looked_at(name: str) -> None:
        photograph(page, f"{name}-{size[0]}")
        if scripts:
            assert axe_violations(page) == []
            assert overflowing(page) == []

    page.goto(f"{root}/consultations/{place.slug}/")
    page.get_by_role("link", name=words["all"]).click()
    looked_at("events")
    page.get_by_role("link", name="Balade au bord").first.click()
    looked_at("event")
    page.get_by_role("link", name=words["register"], exact=True).click()
    page.get_by_label(words["email"]).fill("zoe@exemple.fr")
    looked_at("register")
    page.get_by_role("button", name=words["register"]).click()
    looked_at("asked")
    path = re.search(r"https?://[^/]+(\S*/events/registrations/\S+)", Mail.objects.get().text)[1]
    page.goto(live_server.url + path)
    page.get_by_role("button", name=words["come"]).click()
    expect(page.locator(".ticket__code")).to_have_text(Registration.objects.get().shown_code)
    looked_at("registered")
    page.get_by_role("button", name=words["back"]).click()
    expect(page.get_by_role("heading", name=words["gone"])).to_be_visible()
    looked_at("gone")


FRENCH = {
    "all": "Tous les événements", "register": "S’inscrire", "email": "Votre adresse électronique",
    "come": "Je viens", "back": "Rendre ma place", "gone": "Cette inscription est annulée",
}  # fmt: skip
ENGLISH = {
    "all": "All the events", "register": "Register", "email": "Your e-mail address",
    "come": "I come", "back": "Give my place back", "gone": "This registration is cancelled",
}  # fmt: skip
