"""Editorial pages attached to a consultation: its children in the tree."""

import pytest
from django.test import Client
from django.urls import reverse

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.pages import queries
from parvis.pages.tests.factories import NewsFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def test_news_of_one_consultation_are_told_apart() -> None:
    consultation = ConsultationFactory()
    own = NewsFactory(parent=consultation)
    resource = ResourceFactory(parent=consultation)
    NewsFactory()
    NewsFactory(parent=ConsultationFactory())

    assert list(queries.news(below=consultation)) == [own]
    assert list(queries.resources(below=consultation)) == [resource]
    assert queries.hosts_of([own]) == {own.pk: consultation.page_ptr}


def test_its_breadcrumb_goes_through_the_consultation(client: Client) -> None:
    consultation = ConsultationFactory()
    page = NewsFactory(parent=consultation)

    text = client.get(page.get_url()).content.decode()

    assert f'href="{reverse("front:consultation", kwargs={"slug": consultation.slug})}"' in text


def test_what_hangs_on_a_draft_is_not_public(client: Client) -> None:
    consultation = ConsultationFactory(live=False)
    page = NewsFactory(parent=consultation)

    assert client.get(page.get_url()).status_code == 404
    assert list(queries.news()) == []
