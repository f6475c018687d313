"""The page of good practice, and the way to it."""

import pytest

from parvis.conduct.rules.book import RULES
from parvis.portal.tests.factories import PracticeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/good-practice/"


def test_every_rule_is_told_with_who_checks_it_even_without_a_text(client):
    response = client.get(ADDRESS)
    page = response.content.decode()
    assert [rule for _chapter, rules in response.context["chapters"] for rule in rules] == list(RULES)
    assert page.count('<th scope="row">') == len(RULES)
    assert "Bonnes pratiques" in page


@pytest.mark.parametrize(
    ("address", "words"), [(ADDRESS, "Dire le cadre."), ("/en/good-practice/", "Say the frame.")]
)
def test_the_doctrine_is_in_the_readers_language(client, address, words):
    PracticeFactory(body="<p>Dire le cadre.</p>")
    PracticeFactory(body="<p>Say the frame.</p>", language="en")
    page = client.get(address).content.decode()
    assert words in page
    assert "<article>" in page


def test_its_place_in_the_tree_leads_to_it(client):
    assert client.get(PracticeFactory().url).url == ADDRESS


@pytest.mark.parametrize("address", ["/", "/consultations/"])
def test_the_foot_leads_to_the_portal(client, address):
    page = client.get(address).content.decode()
    assert '<a href="/methods/">Méthodes</a>' in page
    assert f'<a href="{ADDRESS}">Bonnes pratiques</a>' in page


def test_the_home_page_leads_whoever_wants_to_consult_to_a_method(client):
    assert '<a href="/methods/choose/">' in client.get("/").content.decode()
