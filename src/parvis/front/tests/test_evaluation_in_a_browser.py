"""Saying how it went on a phone, by keyboard too; the results, wide and narrow, in both languages."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from parvis.conduct.enums import Degree
from parvis.conduct.models import Evaluation
from parvis.conduct.tests.factories import EvaluationFactory, closed_consultation
from parvis.contributions.models import Contribution
from parvis.following.domain.publish import publish
from parvis.following.enums import PublicationKind
from parvis.restitution.domain.snapshot import take_snapshot
from parvis.testing.browser import NARROW, PHONE, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def closed():
    place = closed_consultation()
    EvaluationFactory.create_batch(3, consultation=place, aim=Degree.ENTIRELY, trust=Degree.RATHER_NOT)
    EvaluationFactory.create_batch(2, consultation=place, views=Degree.NOT_AT_ALL, trust=Degree.BETWEEN)
    publish(consultation=place, kind=PublicationKind.DECISION, title="Au pont du moulin")
    take_snapshot(consultation=place)
    return place


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (NARROW, False)])
def test_one_says_how_it_went_and_reads_what_came_out(
    new_page, live_server, client, closed, *, size, scripts
) -> None:
    author = Contribution.objects.get().author
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = new_page(size=size, scripts=scripts)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    page.goto(f"{live_server.url}/consultations/{closed.slug}/evaluation/")
    page.get_by_role("link", name="Dire comment cela s’est passé").click()
    photograph(page, f"evaluation-form-{size[0]}")
    if scripts:
        assert faults(page) == []
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text("Répondez à une question au moins").first).to_be_visible()
    group = page.get_by_role("group", name="Le but de la consultation était-il clair ?")
    group.get_by_label("Oui, tout à fait").focus()
    page.keyboard.press("Space")
    page.get_by_label("Que diriez-vous à l’équipe ?").fill("Un peu court.")
    if scripts:
        assert faults(page) == []
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.get_by_text("Merci : votre réponse est enregistrée.")).to_be_visible()
    row = Evaluation.objects.get(participant=author)
    assert (row.aim, row.trust, row.words) == (Degree.ENTIRELY, None, "Un peu court.")


def test_what_came_out_is_read_by_everybody(new_page, live_server, closed) -> None:
    page = new_page(size=PHONE)
    for name, start in {"fr": "", "en": "/en"}.items():
        for place in ("evaluation", "rules"):
            page.goto(f"{live_server.url}{start}/consultations/{closed.slug}/{place}/")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            photograph(page, f"{place}-read-{name}")
            assert (place, name, faults(page)) == (place, name, [])
