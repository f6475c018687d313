"""The version of a page in plain language: at its own address, one link away from the other."""

import pytest
from django.test import Client

from parvis.pages.blocks.stream import one_text
from parvis.pages.tests.factories import ArticleFactory, NewsFactory, ResourceFactory

pytestmark = pytest.mark.django_db
PLAIN = one_text("<p>In short words.</p>")


@pytest.mark.parametrize("factory", [ArticleFactory, NewsFactory, ResourceFactory])
def test_each_version_leads_to_the_other_and_says_which_one_is_read(client: Client, factory) -> None:
    page = factory(plain=PLAIN)
    full, plain = f"/en{page.get_url()}", f"/en{page.get_url()}plain/"

    texts = {address: client.get(address).content.decode() for address in (full, plain)}

    for address, text in texts.items():
        assert f'href="{address}" aria-current="page"' in text
        assert 'aria-label="Versions of this text"' in text
        assert text.count("<h1") == 1
    assert ("At length." in texts[full], "In short words." in texts[full]) == (True, False)
    assert ("At length." in texts[plain], "In short words." in texts[plain]) == (False, True)
    assert f"<title>{page.title}, in plain language" in texts[plain]


def test_without_a_second_text_there_is_nothing_to_choose(client: Client) -> None:
    page = ArticleFactory(plain=one_text("<p></p>"))

    assert "Versions" not in client.get(f"/en{page.get_url()}").content.decode()
    assert client.get(f"{page.get_url()}plain/").status_code == 404


def test_what_is_not_public_is_in_no_version(client: Client) -> None:
    page = ArticleFactory(plain=PLAIN, live=False)

    assert client.get(f"{page.get_url()}plain/").status_code == 404


def test_the_version_follows_the_reader_from_language_to_language(client: Client) -> None:
    french = ArticleFactory(slug="a-propos", language="fr", plain=PLAIN)
    english = ArticleFactory(slug="about", language="en", translates=french)

    assert client.get("/en/a-propos/plain/").url == "/en/about/"

    english.plain = PLAIN
    english.save()
    assert client.get("/en/a-propos/plain/").url == "/en/about/plain/"
    assert client.get("/a-propos/plain/").status_code == 200
