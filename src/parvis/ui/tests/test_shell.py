"""The frame of every page, the style guide in both languages, and the pages of errors."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.ui.tests.test_components import Tags


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "language", "word"),
    [("/styleguide/", "fr", "Guide de style"), ("/en/styleguide/", "en", "Style guide")],
)
def test_the_style_guide_answers_in_both_languages(
    client: Client, address: str, language: str, word: str
) -> None:
    response = client.get(address)
    found = Tags(response.content.decode())
    assert (response.status_code, found.all("html")[0]["lang"], len(found.all("h1"))) == (200, language, 1)
    assert f"<h1>{word}</h1>" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "theme"), [("?theme=dark", "dark"), ("?theme=light", "light"), ('?theme="x', None), ("", None)]
)
def test_a_theme_is_taken_only_from_the_list(client: Client, query: str, theme: str | None) -> None:
    response = client.get("/styleguide/" + query)
    assert Tags(response.content.decode()).all("html")[0].get("data-theme") == theme


@pytest.mark.django_db
def test_the_language_switch_keeps_the_page_and_its_query(client: Client) -> None:
    found = Tags(client.get("/styleguide/?theme=dark").content.decode())
    switch = {link["hreflang"]: link["href"] for link in found.all("a") if "hreflang" in link}
    assert switch == {"fr": "/styleguide/?theme=dark", "en": "/en/styleguide/?theme=dark"}


@pytest.mark.django_db
def test_no_style_or_script_is_written_in_the_page(client: Client) -> None:
    found = Tags(client.get("/styleguide/").content.decode())
    assert found.all("style") == []
    assert [script for script in found.all("script") if not script.get("src")] == []
    assert [(tag, attributes) for tag, attributes in found.found if "style" in attributes] == []


@pytest.mark.django_db
def test_every_address_within_the_page_exists(client: Client) -> None:
    found = Tags(client.get("/styleguide/").content.decode())
    ids = [str(attributes["id"]) for _tag, attributes in found.found if "id" in attributes]
    targets = {str(link["href"])[1:] for link in found.all("a") if str(link.get("href", "")).startswith("#")}
    assert targets - set(ids) == set()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", ["403.html", "404.html", "500.html", "403_csrf.html"])
def test_error_pages_stand_without_request_nor_database(page: str) -> None:
    found = Tags(render_to_string(page))
    assert (len(found.all("h1")), len(found.all("main"))) == (1, 1)


@pytest.mark.django_db
def test_a_page_not_found_costs_no_query_of_its_own(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        render_to_string("404.html")
    assert len(queries) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("is_demo", [True, False])
def test_only_a_demonstration_says_that_it_is_one(client: Client, settings: object, is_demo: bool) -> None:
    settings.PARVIS_DEMO = is_demo  # type: ignore[attr-defined]
    found = Tags(client.get("/en/styleguide/").content.decode())
    assert [aside["aria-label"] for aside in found.all("aside")] == (["Demonstration"] if is_demo else [])
