"""Commissions and minutes in a browser: read narrow and wide, corrected by whoever holds the link."""

import pytest
from playwright.sync_api import expect

from parvis.commissions.models import HandOver
from parvis.commissions.tests.factories import (
    CommissionFactory,
    CommissionMemberFactory,
    HandOverFactory,
    OpinionFactory,
)
from parvis.consultations.tests.factories import ConsultationFactory, ThemeFactory
from parvis.gatherings.tests.factories import EventFactory
from parvis.minutes.models import Correction
from parvis.minutes.tests.factories import CODE, MinutesFactory, published
from parvis.testing.browser import NARROW, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place():
    """A commission that was handed a contribution and said something, and minutes that speak of it."""
    place = ConsultationFactory(title="Quels bus le soir ?")
    held = CommissionFactory(consultation=place, name="Commission des mobilités", slug="mobilites")
    CommissionFactory(consultation=place, parent=held, name="Bus du soir")
    CommissionMemberFactory(commission=held, office="chair")
    opinion = OpinionFactory(commission=held)
    row = HandOverFactory(commission=held)
    HandOver.objects.filter(pk=row.pk).update(outcome="taken_up", opinion=opinion, settled_at=row.handed_at)
    minutes = MinutesFactory(event=EventFactory(consultation=place, commission=held))
    passage = minutes.passages.last()
    passage.links.create(contribution=row.contribution)
    passage.links.create(theme=ThemeFactory(consultation=place, name="Mobilité"))
    passage.links.create(opinion=opinion)
    published(minutes)
    return place


def test_somebody_reads_what_a_commission_did_and_what_was_said(new_page, live_server, place) -> None:
    page = new_page(size=NARROW)

    def looked_at(name: str) -> None:
        photograph(page, name)
        assert faults(page) == []

    page.goto(f"{live_server.url}/consultations/{place.slug}/commissions/")
    looked_at("commissions")
    page.get_by_role("link", name="Commission des mobilités").click()
    looked_at("commission")
    page.get_by_role("link", name="Un bus toutes les vingt minutes").first.click()
    looked_at("opinion")
    page.get_by_role("link", name="dans le compte rendu").click()
    looked_at("minutes")
    page.get_by_role("link", name="C-").first.click()
    expect(page.get_by_role("heading", name="Ce qui s’en est dit en salle")).to_be_visible()
    looked_at("minutes-of-a-contribution")


def test_a_draft_is_corrected_without_scripts(new_page, live_server) -> None:
    MinutesFactory(shared=True)
    page = new_page(size=NARROW, scripts=False)
    page.goto(f"{live_server.url}/minutes/draft/{CODE}/")
    page.get_by_role("link", name="Proposer d’autres mots").last.click()
    page.get_by_label("Avec vos mots").fill("Il manque deux abris.")
    page.get_by_role("button", name="Envoyer ma correction").click()
    expect(page.get_by_text("les auteurs liront votre correction")).to_be_visible()
    photograph(page, "minutes-draft")
    assert Correction.objects.get().new_text == "Il manque deux abris."
