"""Lists of news and of resources."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from parvis.pages.enums import ResourceOrigin
from parvis.pages.tests.factories import NewsFactory, ResourceFactory
from parvis.pages.views.lists import PAGE_SIZE

pytestmark = pytest.mark.django_db


def titles(pages) -> list[str]:
    return [page.title for page in pages]


def test_news_come_newest_first(client: Client) -> None:
    NewsFactory(title="Earlier", date=date(2026, 3, 1))
    NewsFactory(title="Later", date=date(2026, 3, 2))
    NewsFactory(title="Not yet", live=False)

    rows = client.get(reverse("pages:news")).context["rows"]

    assert titles(item for item, _host in rows) == ["Later", "Earlier"]


def test_older_news_are_one_page_further(client: Client) -> None:
    oldest = NewsFactory(date=date(2020, 1, 1))
    for _number in range(PAGE_SIZE):
        NewsFactory()

    first = client.get(reverse("pages:news"))
    second = client.get(reverse("pages:news"), {"page": 2})

    assert "?page=2" in first.content.decode()
    assert [item for item, _host in second.context["rows"]] == [oldest]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(
    client: Client, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        NewsFactory()
        ResourceFactory()
    client.get(reverse("pages:news"))

    with django_assert_num_queries(6):
        client.get(reverse("pages:news"))
    with django_assert_num_queries(5):
        client.get(reverse("pages:resources"))


def test_resources_are_grouped_by_who_speaks(client: Client) -> None:
    ResourceFactory(title="A study", origin=ResourceOrigin.RESEARCH)
    ResourceFactory(title="Against", origin=ResourceOrigin.OPPOSING)
    ResourceFactory(title="The project", origin=ResourceOrigin.ORGANISER)

    groups = client.get(reverse("pages:resources")).context["groups"]

    assert [(origin.value, titles(item for item, _host in rows)) for origin, rows in groups] == [
        ("organiser", ["The project"]),
        ("research", ["A study"]),
        ("opposing", ["Against"]),
    ]


@pytest.mark.parametrize(
    ("asked", "shown"), [("research", ["research"]), ("nonsense", ["organiser", "research"])]
)
def test_one_origin_is_kept(client: Client, asked: str, shown: list[str]) -> None:
    ResourceFactory(origin=ResourceOrigin.RESEARCH)
    ResourceFactory(origin=ResourceOrigin.ORGANISER)

    groups = client.get(reverse("pages:resources"), {"origin": asked}).context["groups"]

    assert [origin.value for origin, _rows in groups] == shown


def test_empty_lists_say_what_will_come(client: Client) -> None:
    assert client.get("/en/pages/news/").content.decode().count("No news yet") == 1
    assert client.get("/en/pages/resources/").content.decode().count("No resource yet") == 1
