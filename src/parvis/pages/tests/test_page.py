"""Articles, news and resources as readers see them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from parvis.pages.enums import ResourceForm
from parvis.pages.models import ResourcePage
from parvis.pages.tests.factories import ArticleFactory, DocumentFactory, NewsFactory, ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [ArticleFactory, NewsFactory, ResourceFactory])
def test_a_published_page_is_read_at_its_address(client: Client, factory) -> None:
    page = factory(title="How it works")

    response = client.get(page.get_url())

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1
    assert "At length." in response.content.decode()


def test_the_same_page_lives_under_en(client: Client) -> None:
    page = NewsFactory()

    response = client.get(f"/en{page.get_url()}")

    assert response.status_code == 200
    assert '<html lang="en"' in response.content.decode()


def test_a_video_is_a_link_and_nothing_is_asked_of_the_other_site(client: Client) -> None:
    page = ResourceFactory(
        form=ResourceForm.VIDEO,
        link="https://videos.example.org/a-film",
        transcript="<p>Word for word.</p>",
    )

    text = client.get(page.get_url()).content.decode()

    assert text.count("https://videos.example.org/a-film") == 1
    assert 'href="https://videos.example.org/a-film"' in text
    assert "<iframe" not in text
    assert "Word for word." in text


def test_a_document_says_its_size_and_type(client: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory()
    page = ResourceFactory(form=ResourceForm.DOCUMENT, document=document, link="")

    text = client.get(f"/en{page.get_url()}").content.decode()

    assert "PDF, 15\xa0bytes" in text
    assert f'href="{document.url}"' in text
    assert client.get(document.url).getvalue() == b"%PDF-1.4 counts"


@pytest.mark.parametrize(
    ("form", "field"),
    [(ResourceForm.DOCUMENT, "document"), (ResourceForm.VIDEO, "link"), (ResourceForm.LINK, "link")],
)
def test_a_resource_without_the_thing_itself_is_refused(form: ResourceForm, field: str) -> None:
    page = ResourcePage(title="Empty", publisher="The town", form=form)

    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == [field]
