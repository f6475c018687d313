"""Somebody types a title and finds that others said it; a text pasted by many is one line."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.domain.count_copies import count_copies
from parvis.contributions.domain.learn_words import learn_words
from parvis.contributions.tests.factories import ContributionFactory
from parvis.testing.browser import PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page, name: str) -> None:
    assert axe_violations(page) == []
    assert overflowing(page) == []
    photograph(page, name)


def test_finding_ones_idea_while_typing_it(new_page: NewPage, live_server: LiveServer) -> None:
    action = PhaseActionFactory.create()
    PhaseActionFactory.create(phase=action.phase, kind=action.kind, vote=True)
    place = {"kind": action.kind, "phase": action.phase}
    titles = ("Des pistes cyclables séparées des voitures", "Des pistes cyclables vers la gare")
    [idea, _other] = [ContributionFactory.create(title=title, **place) for title in titles]
    for _number in range(3):
        ContributionFactory.create(title=idea.title, text=idea.text, **place)
    learn_words()
    count_copies()
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}/contributions/new/{action.pk}/")

    page.get_by_label("Titre").press_sequentially("pistes ciclables et voitures")
    expect(page.get_by_role("heading", name="D’autres disent déjà")).to_be_visible()
    expect(page.locator("#similar-said")).to_have_text("2 textes proches du vôtre sont montrés.")
    check(page, "similar-while-typing")

    page.get_by_label("Votre texte").fill("Pour aller à l’école sans danger.")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="D’autres disent déjà")).to_be_visible()
    check(page, "similar-in-preview")

    page.get_by_role("link", name=f"C’est aussi le mien : {idea.title}").click()
    expect(page).to_have_url(f"{live_server.url}/contributions/{idea.pk}/#vote")

    page.goto(f"{live_server.url}/consultations/{action.phase.consultation.slug}/contributions/")
    expect(page.get_by_role("article")).to_have_count(2)
    check(page, "identical-in-a-list")
    page.get_by_role("link", name="× 4 textes identiques").click()
    expect(page.get_by_role("article")).to_have_count(4)
    check(page, "identical-opened")
