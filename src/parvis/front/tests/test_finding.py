"""What search engines are told: the pages that there are, and nothing that is not for them."""

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.gatherings.tests.factories import EventFactory

pytestmark = pytest.mark.django_db
URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def places(client) -> dict[str, dict[str, str]]:
    """Each address of the map, with what it says of the other language."""
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    found = {}
    for one in ElementTree.fromstring(answer.content):
        address = one.find(f"{URL}loc").text.removeprefix(settings.PARVIS_ADDRESS)
        found[address] = {link.get("hreflang"): link.get("href") for link in one.findall(LINK)}
    return found


def test_pages_are_told_in_both_languages(client) -> None:
    ConsultationFactory(slug="ecole")
    told = places(client)

    assert {
        "/",
        "/en/",
        "/consultations/ecole/",
        "/en/consultations/ecole/",
        "/en/consultations/ecole/results/",
    } <= set(told)
    assert told["/consultations/ecole/"] == {
        "fr": f"{settings.PARVIS_ADDRESS}/consultations/ecole/",
        "en": f"{settings.PARVIS_ADDRESS}/en/consultations/ecole/",
    }


def test_every_page_that_is_told_is_there(client) -> None:
    EventFactory(consultation=ConsultationFactory(slug="ecole"))

    assert {address: client.get(address).status_code for address in places(client)} == dict.fromkeys(
        places(client), 200
    )


def test_what_is_not_public_or_kept_out_of_search_is_not_told(client) -> None:
    draft, apart = ConsultationFactory(slug="brouillon"), ConsultationFactory(slug="a-part")
    events = [EventFactory(consultation=draft), EventFactory(consultation=apart)]
    ConsultationPage.objects.filter(pk=draft.pk).update(live=False)
    ConsultationPage.objects.filter(pk=apart.pk).update(unindexed=True)
    hidden = [EventFactory(consultation=ConsultationFactory(slug="ecole"), state="draft")]
    told = " ".join(places(client))

    assert [slug for slug in ("brouillon", "a-part") if slug in told] == []
    assert [one for one in (*events, *hidden) if f"/events/{one.pk}/" in told] == []


def test_the_map_costs_the_same_with_one_and_with_three(client) -> None:
    counts = []
    for slugs in (("un",), ("deux", "trois")):
        for slug in slugs:
            EventFactory(consultation=ConsultationFactory(slug=slug))
        with CaptureQueriesContext(connection) as asked:
            places(client)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_robots_are_told_where_the_map_is_and_where_not_to_go(client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {settings.PARVIS_ADDRESS}/sitemap.xml" in text
    assert ("Disallow: /desk/" in text, "Disallow: /\n" in text) == (True, False)


def test_an_event_says_what_it_is_to_search_engines(client) -> None:
    event = EventFactory(title="Réunion", place="Salle des fêtes")
    page = client.get(f"/events/{event.pk}/").content.decode()

    assert "https://schema.org/Event" in page
    assert '<meta itemprop="name" content="Réunion">' in page
    assert "https://schema.org/EventScheduled" in page
