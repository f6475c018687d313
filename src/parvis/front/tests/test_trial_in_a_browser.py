"""Trying a draft, on a phone and on a wide screen, in both languages, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from parvis.conduct.domain.hold_trial import open_trial
from parvis.conduct.models import TrialRemark
from parvis.conduct.tests.factories import sound
from parvis.consultations.enums import Role, Verb
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.models import Contribution
from parvis.testing.browser import DESK, NARROW, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "fr": (
        "Entrer dans l’essai", "Quelque chose n’est pas clair ?",
        "Envoyer ma remarque", "Quitter l’essai", "Merci : l’équipe lira votre remarque.",
        "Vous avez quitté l’essai.", "Essai : rien de ce que vous envoyez n’est gardé.",
    ),
    "en": (
        "Enter the trial", "Something is unclear?",
        "Send my remark", "Leave the trial", "Thank you: the team will read your remark.",
        "You left the trial.", "Trial: nothing that you send is kept.",
    ),
}  # fmt: skip


@pytest.fixture
def draft() -> ConsultationPage:
    page = sound(ConsultationFactory(live=False, title="Que planter devant la gare ?"))
    kind, phase = page.kinds.get(), page.phases.get()
    for trait in ({"vote": True}, {"argue": True}):
        PhaseActionFactory(phase=phase, kind=kind, **trait)
    PhaseActionFactory(
        phase=PhaseFactory(consultation=page, future=True, title="Ensuite, le choix"), kind=kind
    )
    page.save_revision()
    return page


def looked_at(page: Page, name: str, *, scripts: bool) -> None:
    photograph(page, name)
    if scripts:
        assert (name, axe_violations(page)) == (name, [])
        assert (name, overflowing(page)) == (name, [])


@pytest.mark.parametrize(
    ("size", "language", "scripts"), [(PHONE, "fr", True), (DESK, "en", True), (NARROW, "fr", False)]
)
def test_one_walks_through_a_draft(new_page, live_server, draft, *, size, language, scripts) -> None:
    organiser = TeamMemberFactory(consultation=draft, role=Role.ORGANISER).participant
    code = open_trial(actor=organiser, consultation=draft)
    site = live_server.url + ("/en" if language == "en" else "")
    words, page = WORDS[language], new_page(size=size, scripts=scripts, locale=language)
    band = page.get_by_text(words[6])
    page.goto(f"{site}/trial/{code}/")
    looked_at(page, f"trial-start-{size[0]}", scripts=scripts)
    page.get_by_role("button", name=words[0]).click()
    expect(band).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=draft.title)).to_be_visible()
    looked_at(page, f"trial-page-{size[0]}", scripts=scripts)
    _deposit(page, site, draft)
    looked_at(page, f"trial-deposited-{size[0]}", scripts=scripts)
    _vote_and_argue(page, site, draft)
    looked_at(page, f"trial-argued-{size[0]}", scripts=scripts)
    page.get_by_role("link", name=words[1]).click()
    page.locator("textarea[name=text]").fill("Qui décide ?")
    looked_at(page, f"trial-remark-{size[0]}", scripts=scripts)
    page.get_by_role("button", name=words[2]).click()
    expect(page.get_by_text(words[4])).to_be_visible()
    page.get_by_role("button", name=words[3]).click()
    expect(page.get_by_text(words[5])).to_be_visible()
    expect(band).to_have_count(0)
    assert (Contribution.objects.count(), TrialRemark.objects.get().text) == (0, "Qui décide ?")


def _deposit(page: Page, url: str, draft: ConsultationPage) -> None:
    deposit = draft.phases.first().actions.get(verb=Verb.DEPOSIT)
    page.goto(f"{url}/contributions/new/{deposit.pk}/")
    page.locator("[name=title]").fill("Un tilleul")
    page.locator("textarea[name=text]").fill("Devant la gare, pour l’ombre.")
    page.locator("button[name=step][value=preview]").click()
    page.locator("button[name=step][value=publish]").click()
    expect(page.get_by_role("heading", level=1, name="Un tilleul")).to_be_visible()


def _vote_and_argue(page: Page, url: str, draft: ConsultationPage) -> None:
    page.goto(f"{url}/consultations/{draft.slug}/contributions/")
    page.get_by_role("link", name=re.compile("Ex[ae]mple 1")).first.click()
    page.locator("button[name=choice]").first.click()
    expect(page.locator("button[name=choice][aria-pressed=true]")).to_be_visible()
    page.locator("input[name=side]").first.check()
    page.locator("textarea[name=text]").first.fill("Il fera de l’ombre.")
    page.locator("form:has(textarea[name=text]) button[type=submit]").first.click()
    expect(page.get_by_text("Il fera de l’ombre.").first).to_be_visible()
