"""The rules of a consultation: start it, see what lacks, declare, open; the public page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from parvis.conduct.domain.hold_trial import remark
from parvis.conduct.models import DraftTrial
from parvis.conduct.tests.factories import AttestationFactory, FinalDecisionFactory, RehearsalFactory, sound
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.models import ConsultationPage
from parvis.testing.browser import PHONE, axe_violations, faults, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everybody_can_use_them(page_of, live_server, organiser) -> None:
    place = sound(organiser.consultation)
    allow_creation(person=organiser.participant)
    RehearsalFactory(consultation=place)
    AttestationFactory(consultation=place)
    page = page_of(size=PHONE)
    desk = {
        "rules-desk": reverse("desk:rules", args=[place.pk]),
        "rules-attest": reverse("desk:attest", args=[place.pk, "C10"]),
        "rules-record": reverse("desk:record", args=[place.pk]),
        "rules-changes": reverse("desk:changes", args=[place.pk]),
        "rehearsal": reverse("desk:rehearsal", args=[place.pk]),
        "rules-decision": reverse("desk:decision", args=[place.pk]),
        "rules-new": reverse("desk:new"),
    }
    public = {
        "rules-public": f"/consultations/{place.slug}/rules/",
        "rules-public-en": f"/en/consultations/{place.slug}/rules/",
        "algorithms": "/algorithms/",
    }
    for name, address in {**desk, **public}.items():
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, name)
        assert (name, faults(page)) == (name, [])


def test_a_decision_is_read_in_public_without_a_script(new_page, live_server, organiser) -> None:
    place = sound(organiser.consultation)
    decision = FinalDecisionFactory(consultation=place)
    page = new_page(size=PHONE, scripts=False)
    page.goto(f"{live_server.url}/consultations/{place.slug}/rules/")
    expect(page.get_by_role("heading", name=decision.title)).to_be_visible()
    assert overflowing(page) == []


def test_a_newcomer_opens_a_sound_consultation_from_one_page(page_of, live_server, organiser) -> None:
    """How it goes, one page of questions, one of rules, one button: nothing in between."""
    allow_creation(person=organiser.participant)
    page = page_of(size=(1280, 900))
    page.goto(live_server.url + reverse("desk:new"))
    page.get_by_role("link", name="From pain points to solutions").click()
    answers = {
        "Question asked": "Que planter devant la gare ?",
        "Who consults": "Ville de Valmont",
        "The subject, in one or two sentences": "La place de la gare change.",
        "What people need to know to have their say": "La place est en pierre. Elle sera plantée.",
        "What can still change": "Les arbres, les bancs.",
        "What is already settled": "Le budget.",
        "The other solutions, doing nothing included": "Garder la pierre.",
        "Who decides, in the end": "Le conseil municipal",
        "What will be done with what they say": "Le service lit tout, et répond.",
        "Day on which the answer is due": (timezone.localdate() + timedelta(days=200)).isoformat(),
        "Who is in charge of the answer": "La maire",
        "Who pays": "La ville",
        "Who runs this site": "La ville",
        "Address for questions": "gare@example.org",
        "Data protection officer, or contact": "Les affaires juridiques",
        "Impact assessment on personal data, or why there is none": "Aucune : peu de données.",
    }
    for label, words in answers.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("made public by the person").check()
    page.get_by_label("No guarantor follows this consultation").check()
    page.get_by_role("button", name="Create the draft").click()
    expect(page.get_by_text("No rule prevents publishing.")).to_be_visible()
    photograph(page, "rules-draft")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: everybody sees it.")).to_be_visible()
    assert ConsultationPage.objects.get(title="Que planter devant la gare ?").live


def test_an_organiser_lets_people_try_the_draft(page_of, live_server, organiser) -> None:
    place = sound(organiser.consultation)
    place.live, place.first_published_at = False, None
    place.save(update_fields=["live", "first_published_at"])
    page = page_of(size=PHONE)
    page.goto(live_server.url + reverse("desk:rehearsal", args=[place.pk]))
    page.get_by_role("link", name="Trial with people").click()
    page.get_by_role("button", name="Open a link").click()
    expect(page.get_by_label("The link, shown once")).to_have_value(re.compile("/trial/.{32}/$"))
    remark(trial=DraftTrial.objects.get(), path="/consultations/place/rules/", text="Qui décide ?")
    photograph(page, "trial-desk-link")
    assert axe_violations(page) == []
    page.reload()
    expect(page.get_by_text("Qui décide ?")).to_be_visible()
    photograph(page, "trial-desk")
    assert faults(page) == []
    page.get_by_role("button", name="End the trial").click()
    expect(page.get_by_text("The trial is over")).to_be_visible()
