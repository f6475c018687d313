"""Saying who one is by keyboard, then who took part, the six qualities and the state of the site."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory, WatchFactory
from parvis.panel.domain.state_who import state_who
from parvis.panel.domain.weigh_results import weigh_due
from parvis.panel.models import SelfDescription
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd, open_consultation, somebody
from parvis.panel.tests.voting import TWO_HUNDRED, voted
from parvis.quality.domain.measure import measure
from parvis.testing.browser import DESK, NARROW, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place():
    made = open_consultation()
    SurveyFactory(consultation=made, traits=["age", "sex", "department"])
    ReferenceFactory(consultation=made)
    crowd(made, [{"sex": "woman"}] * 45 + [{"sex": "man"}] * 15)
    state_who(consultation=made)
    measure(consultation=made)
    WatchFactory()
    OutageFactory(words="Le disque était plein.")
    MaintenanceFactory(starts_at=timezone.now() + timedelta(days=1))
    return made


def test_one_says_who_one_is_and_everybody_reads_who_took_part(new_page, live_server, client, place) -> None:
    me = somebody(place)
    client.force_login(me)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = new_page(size=PHONE)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/consultations/{place.slug}/")
    page.get_by_role("link", name="Répondre à quelques questions").click()
    photograph(page, "who-form")
    assert axe_violations(page) == []
    assert overflowing(page) == []
    page.get_by_role("group", name="Quel âge avez-vous ?").get_by_label("30 à 44 ans").focus()
    page.keyboard.press("Space")
    page.get_by_label("Dans quel département ?").select_option("2A")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_text("Merci. Vous pouvez changer ou reprendre")).to_be_visible()
    assert SelfDescription.objects.get(participant=me).said == {"age": "30-44", "department": "2A"}

    for size in (NARROW, DESK):
        reader = new_page(size=size)
        for name, start in {"fr": "", "en": "/en"}.items():
            about = f"consultations/{place.slug}"
            for path in ("status", f"{about}/results", f"{about}/qualities"):
                reader.goto(f"{live_server.url}{start}/{path}/")
                for table in reader.locator("main summary").all():
                    table.click()
                photograph(reader, f"who-{path.split('/')[-1]}-{name}-{size[0]}")
                assert (path, name, axe_violations(reader)) == (path, name, [])
                assert (path, name, overflowing(reader)) == (path, name, [])


def test_results_are_switched_from_raw_to_weighted_by_keyboard(new_page, live_server) -> None:
    ballot = voted([(told, [*choices, *choices]) for told, choices in TWO_HUNDRED], items=2)
    weigh_due()
    for size in (NARROW, DESK):
        page = new_page(size=size)
        for name, start in {"fr": "", "en": "/en"}.items():
            page.goto(f"{live_server.url}{start}/consultations/{ballot.phase.consultation.slug}/results/")
            page.get_by_role("link", name={"fr": "Redressé", "en": "Weighted"}[name]).focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**results=weighted#ranking")
            page.locator("#ranking summary, .weighted ~ details summary").first.click()
            photograph(page, f"weighted-{name}-{size[0]}")
            assert (name, size, axe_violations(page)) == (name, size, [])
            assert (name, size, overflowing(page)) == (name, size, [])
