"""My space in a browser: drafts that wait there, pages that everybody can use."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Vote
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.following.tests.factories import SubscriptionFactory
from parvis.testing.browser import NARROW, PHONE, NewPage, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, client, person: Participant, site: str) -> None:
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def test_a_text_not_yet_published_is_found_again_and_may_be_discarded(
    new_page: NewPage, live_server: LiveServer, client, phase
) -> None:
    person, page = ParticipantFactory(), new_page(size=PHONE)
    sign_in(page, client, person, live_server.url)
    page.goto(f"{live_server.url}/me/contributions/")
    expect(page.get_by_text("Pas encore publié")).to_be_hidden()

    form = f"/contributions/new/{phase.actions.get(verb='deposit').pk}/"
    page.goto(live_server.url + form)
    page.get_by_label("Titre").fill("Passerelle des Deux-Heures")
    page.goto(f"{live_server.url}/me/contributions/")
    expect(page.get_by_text("Pas encore publié")).to_be_visible()
    photograph(page, "drafts-390")
    assert faults(page) == []
    page.get_by_role("link", name="Passerelle des Deux-Heures").click()
    page.wait_for_url(f"**{form}")
    expect(page.get_by_label("Titre")).to_have_value("Passerelle des Deux-Heures")

    page.goto(f"{live_server.url}/me/contributions/")
    page.get_by_role("button", name="Supprimer ce brouillon").click()
    expect(page.get_by_text("Pas encore publié")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Pas encore publié")).to_be_hidden()


def test_pages_hold(new_page: NewPage, live_server: LiveServer, client, kind) -> None:
    person = ParticipantFactory()
    for state in State:
        item = ContributionFactory(author=person, kind=kind, state=state)
        ArgumentFactory(author=person, contribution=item)
    SubscriptionFactory(participant=person, consultation=kind.consultation)
    page = new_page(size=PHONE)
    sign_in(page, client, person, live_server.url)
    for name in ("contributions/", "arguments/", "follows/", "became/", ""):
        page.goto(f"{live_server.url}/me/{name}")
        photograph(page, f"space-{name.strip('/') or 'account'}")
        assert (name, faults(page)) == (name, [])


def test_the_browser_has_its_part_in_the_tracker_of_a_vote_and_checks_it(
    new_page: NewPage, live_server: LiveServer, client, phase, kind
) -> None:
    item, page = ContributionFactory(kind=kind, phase=phase), new_page(size=NARROW)
    sign_in(page, client, ParticipantFactory(), live_server.url)
    page.goto(f"{live_server.url}/contributions/{item.pk}/")
    page.get_by_role("button", name="Pour").first.click()
    expect(page.get_by_role("button", name="Retirer mon vote")).to_be_visible()
    assert len(Vote.objects.get().shares) == 32
    page.goto(f"{live_server.url}/me/votes/")
    page.get_by_text("Numéro de suivi de mon vote").click()
    expect(page.get_by_text(Vote.objects.get().tracker)).to_be_visible()
    expect(page.get_by_text("Ce navigateur l’a vérifié : sa part a servi.")).to_be_visible()
    assert faults(page) == []
