"""A text in two languages, wherever the site shows it with other things: once, in the reader's."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.following.domain.digest import write_digests
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.jobs.models import Mail
from parvis.learning.queries import sources_of
from parvis.pages.models import NewsPage
from parvis.pages.tests.factories import NewsFactory, ResourceFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def place() -> ConsultationPage:
    """A consultation with a piece of news and a resource in both languages, and one of each in French."""
    page = ConsultationFactory()
    now = {"first_published_at": timezone.now()}
    for factory, french, english in (
        (NewsFactory, "La passerelle", "The passerelle"),
        (ResourceFactory, "Passerelle, les plans", "Passerelle, the plans"),
    ):
        source = factory(title=french, parent=page, **now)
        factory(title=english, parent=page, language="en", translates=source, **now)
        factory(title=f"{french} seule", parent=page, **now)
    return page


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def times(text: str, *titles: str) -> list[int]:
    """How often a title is that of a link, with its language or without."""
    return [len(re.findall(f"<a [^>]*>{title}</a>", text)) for title in titles]


@pytest.mark.parametrize("route", ["front:consultation", "front:follow_up"])
def test_a_consultation_lists_it_once(client: Client, place: ConsultationPage, route: str) -> None:
    for language, found in (("fr", [1, 0, 1]), ("en", [0, 1, 1])):
        with translation.override(language):
            text = shown(client, reverse(route, args=[place.slug]))
        titles = ("Passerelle, les plans", "Passerelle, the plans", "Passerelle, les plans seule")
        assert (language, times(text, *titles)) == (language, found)
        alone = re.search(r"<a [^>]*>Passerelle, les plans seule</a>", text)[0]
        assert ('lang="fr"' in alone) is (language == "en")


def test_the_home_page_lists_it_once(client: Client, place: ConsultationPage) -> None:
    text = shown(client, "/en/")

    assert times(text, "La passerelle", "The passerelle", "La passerelle seule") == [0, 1, 1]


def test_a_search_finds_it_once(client: Client, place: ConsultationPage) -> None:
    for language, found in (("fr", [1, 0, 1]), ("en", [0, 1, 1])):
        with translation.override(language):
            text = shown(client, reverse("front:search") + "?q=passerelle")
        assert times(text, "La passerelle", "The passerelle", "La passerelle seule") == found
        assert ('lang="fr">La passerelle seule</a>' in text) is (language == "en")


def test_a_feed_holds_it_once_and_says_the_language(client: Client, place: ConsultationPage) -> None:
    with translation.override("en"):
        root = ET.fromstring(shown(client, reverse("following:feed", args=["consultation", place.pk])))  # noqa: S314

    entries = {entry.findtext(f"{ATOM}title"): entry.get(LANG) for entry in root.iter(f"{ATOM}entry")}
    assert entries == {"The passerelle": None, "La passerelle seule": "fr"}


@pytest.mark.parametrize(("language", "title", "not_title"), [
    ("fr", "La passerelle", "The passerelle"), ("en", "The passerelle", "La passerelle\n"),
])  # fmt: skip
def test_those_who_follow_are_told_once_in_their_language(
    place: ConsultationPage, language: str, title: str, not_title: str
) -> None:
    me = DigestFactory(participant__language=language).participant
    SubscriptionFactory(participant=me, consultation=place)

    while write_digests(now=timezone.now() + timedelta(days=1)):
        pass

    [mail] = Mail.objects.all()
    assert title in mail.text
    assert not_title not in mail.text
    assert "La passerelle seule" in mail.text


def test_a_translation_that_comes_later_is_not_told_again(place: ConsultationPage) -> None:
    NewsPage.objects.filter(language="fr").update(first_published_at=timezone.now() - timedelta(days=9))
    me = DigestFactory(participant__language="en").participant
    SubscriptionFactory(participant=me, consultation=place)

    while write_digests(now=timezone.now() + timedelta(days=1)):
        pass

    assert not Mail.objects.exists()


def test_a_quiz_may_name_a_resource_in_each_language(place: ConsultationPage) -> None:
    assert [page.title for page in sources_of(place)] == [
        "Passerelle, les plans",
        "Passerelle, les plans seule",
        "Passerelle, the plans",
    ]
