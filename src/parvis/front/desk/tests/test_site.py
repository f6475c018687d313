"""The name and look of the site, and the pages of its foot, from the desk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.domain.appoint import allow_creation, allow_site
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.pages.domain.lay_footer import lay_footer
from parvis.pages.models import ArticlePage, Brand, HomePage
from parvis.pages.queries import in_foot, site_look
from parvis.pages.tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db
LOOK = {"name": "Valmont participe", "colour": "#93380f"}


@pytest.fixture
def editor(settings, tmp_path):
    """Somebody who may edit the site, whose desk is in English."""
    settings.MEDIA_ROOT = tmp_path
    prepare_site()
    lay_footer(home=HomePage.objects.get())
    person = ParticipantFactory(language="en")
    allow_site(person=person)
    return person


def picture() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (300, 100), "#93380f").save(written, "PNG")
    return SimpleUploadedFile("logo.png", written.getvalue())


def test_the_look_is_changed(desk, editor) -> None:
    client = desk(editor)

    response = client.post(reverse("desk_site"), {**LOOK, "logo": picture()})

    assert response.url == reverse("desk_site")
    look = site_look()
    assert (look.name, look.colour, look.logo_width) == ("Valmont participe", "#93380f", 300)
    assert look.logo in client.get(reverse("desk_site")).content.decode()


def test_the_colour_of_parvis_is_no_colour_of_ones_own(desk, editor) -> None:
    desk(editor).post(reverse("desk_site"), {**LOOK, "colour": "#0B5C5E"})

    assert Brand.objects.get().colour == ""


def test_a_colour_too_light_comes_back_with_the_reason_beside_it(desk, editor) -> None:
    response = desk(editor).post(reverse("desk_site"), {**LOOK, "colour": "#ffd200"})

    assert response.status_code == 200
    assert "its contrast is 1.2 to 1" in str(response.context["form"].errors["colour"])
    assert not Brand.objects.exists()


def test_what_is_no_picture_comes_back_with_the_reason_beside_it(desk, editor) -> None:
    response = desk(editor).post(
        reverse("desk_site"), {**LOOK, "logo": SimpleUploadedFile("logo.png", b"<svg/>")}
    )

    assert "cannot be read as a picture" in str(response.context["form"].errors["logo"])


def test_the_logo_is_taken_away(desk, editor) -> None:
    client = desk(editor)
    client.post(reverse("desk_site"), {**LOOK, "logo": picture()})
    client.post(reverse("desk_site"), {**LOOK, "without_logo": "on"})

    assert site_look().logo == ""


def test_today_names_the_pages_that_wait_for_the_operators_words(desk, editor) -> None:
    waiting = "they still hold passages for you to complete"
    client = desk(editor)
    assert waiting in client.get(reverse("wagtailadmin_home")).content.decode()

    ArticlePage.objects.update(blocks=[{"type": "text", "value": "<p>Everything is said.</p>"}])
    assert waiting not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_of_the_site_edits_its_foot_and_no_other_page(desk, editor) -> None:
    other = ArticleFactory(parent=HomePage.objects.get())
    client = desk(editor)

    pages = in_foot()
    assert len(pages) == 8
    for page in pages:
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200
        assert ('name="footer"' in response.content.decode()) is (page.translates is None)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 404
    assert client.get(reverse("wagtailadmin_pages:edit", args=[HomePage.objects.get().pk])).status_code == 404


def test_an_organiser_neither_sees_nor_changes_the_site(desk, organiser) -> None:
    lay_footer(home=HomePage.objects.get())
    allow_creation(person=organiser.participant)
    client = desk(organiser.participant)

    assert client.get(reverse("desk_site")).status_code == 404
    assert client.post(reverse("desk_site"), LOOK).status_code == 404
    assert reverse("desk_site") not in client.get(reverse("wagtailadmin_home")).content.decode()
    own = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", organiser.consultation.pk])
    assert 'name="footer"' not in client.get(own).content.decode()
    assert not Brand.objects.exists()
