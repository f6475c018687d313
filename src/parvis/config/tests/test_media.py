"""Files that people put on the site: pictures for all, documents for whoever may read their collection."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import ImageField
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.config.media import PUBLIC
from parvis.pages.enums import ResourceForm
from parvis.pages.tests.factories import DocumentFactory, ResourceFactory, home_page

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 counts"
Document = get_document_model()


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def private() -> Document:
    """A document in a collection for the readers alone."""
    home_page()
    collection = Collection.get_first_root_node().add_child(name="Not yet public")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Readers"))
    return DocumentFactory(collection=collection)


@pytest.mark.parametrize(
    "path", ["{}", "./{}", "/{}", "images/../{}", "images/..//{}", "images/%2e%2e/{}", "nothing/../{}"]
)
def test_no_document_is_read_by_the_address_of_its_file(client: Client, private: Document, path: str) -> None:
    assert client.get(f"/media/{path.format(private.file.name)}").status_code == 404


def test_a_document_of_a_private_collection_is_for_its_readers(client: Client, private: Document) -> None:
    assert client.get(private.url).status_code == 404

    client.force_login(ParticipantFactory())
    assert client.get(private.url).status_code == 404

    reader = ParticipantFactory()
    reader.groups.add(Group.objects.get(name="Readers"))
    client.force_login(reader)
    assert client.get(private.url).getvalue() == CONTENT


def test_a_resource_leads_everybody_to_its_public_document(client: Client) -> None:
    page = ResourceFactory(form=ResourceForm.DOCUMENT, document=DocumentFactory(), link="")

    text = client.get(page.get_url()).content.decode()

    assert f'href="{page.document.url}"' in text
    assert client.get(page.document.url).getvalue() == CONTENT


def test_a_document_linked_in_a_text_is_read(client: Client) -> None:
    document = DocumentFactory()
    page = ResourceFactory(html=f'<p><a linktype="document" id="{document.pk}">Counts</a></p>')

    assert f'href="{document.url}"' in client.get(page.get_url()).content.decode()


def test_pictures_are_served_whole_and_resized(client: Client) -> None:
    home_page()
    image = get_image_model().objects.create(title="A square", file=get_test_image_file())

    for file in (image.file, image.get_rendition("fill-20x20").file):
        answer = client.get(file.url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_the_folder_of_every_kind_of_picture_is_public() -> None:
    home_page()
    fields = [(model, field) for model in apps.get_models() for field in model._meta.fields]
    folders = {
        field.generate_filename(model(), "picture.png").partition("/")[0]
        for model, field in fields
        if isinstance(field, ImageField)
    }

    assert "original_images" in folders
    assert folders <= PUBLIC


def test_a_folder_that_nobody_made_public_is_closed(client: Client, tmp_path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "draft.txt").write_text("Not for everybody.")

    assert client.get("/media/notes/draft.txt").status_code == 404
