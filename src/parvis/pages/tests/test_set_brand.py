"""The name, the logo and the colour of a site."""

import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Site

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.accounts.tests.knocking import typed
from parvis.jobs.models import Mail
from parvis.pages.domain.set_brand import LARGEST, set_brand
from parvis.pages.models import Brand
from parvis.pages.tests.factories import home_page

pytestmark = pytest.mark.django_db
STYLESHEET = '<link rel="stylesheet" href="/look/93380f.css">'


@pytest.fixture
def editor(settings, tmp_path: Path) -> Participant:
    settings.MEDIA_ROOT = tmp_path
    home_page()
    person = ParticipantFactory(language="en")
    person.user_permissions.add(Permission.objects.get(codename="change_brand"))
    return Participant.objects.get(pk=person.pk)


def picture(width: int = 300, height: int = 100, kind: str = "PNG") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#93380f").save(written, kind, exif=b"Exif\x00\x00secret")
    return SimpleUploadedFile(f"logo.{kind.lower()}", written.getvalue())


def test_name_and_colour_are_on_every_page_and_in_mails(client: Client, editor: Participant) -> None:
    set_brand(actor=editor, name="Valmont participe", colour="#93380f")

    page = client.get("/styleguide/").content.decode()
    assert '<span class="brand__name">Valmont participe</span>' in page
    assert "– Valmont participe</title>" in page
    assert page.index("ui/tokens.css") < page.index(STYLESHEET)
    assert STYLESHEET in client.get("/nowhere/").content.decode()
    client.post("/account/login/", typed("somebody@example.org"))
    assert Mail.objects.get().subject.endswith("Valmont participe")


def test_without_a_colour_no_stylesheet_is_asked_for(client: Client, editor: Participant) -> None:
    set_brand(actor=editor, name="Valmont participe")

    assert "/look/" not in client.get("/styleguide/").content.decode()


def test_no_style_is_written_in_the_page(client: Client, editor: Participant) -> None:
    set_brand(actor=editor, name="Valmont", colour="#93380f", logo=picture())

    page = client.get("/styleguide/").content.decode()
    assert "<style" not in page
    assert " style=" not in page


def test_a_logo_stands_beside_the_name(client: Client, editor: Participant) -> None:
    brand = set_brand(actor=editor, name="Valmont", logo=picture())

    page = client.get("/styleguide/").content.decode()
    assert f'<img class="brand__logo" src="{brand.logo.url}" width="300" height="100" alt="">' in page
    assert "brand__mark" not in page
    assert client.get(brand.logo.url).status_code == 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_again_smaller_and_with_nothing_of_the_file(editor: Participant, kind: str) -> None:
    brand = set_brand(actor=editor, name="Valmont", logo=picture(3000, 1000, kind))

    with brand.logo.open() as file:
        assert b"secret" not in file.read()
        file.seek(0)
        assert Image.open(file).format == "PNG"
    assert brand.logo_width <= LARGEST[0]
    assert (brand.logo_width, brand.logo_height) == (396, 132)


def test_a_logo_is_kept_until_it_is_taken_away(editor: Participant) -> None:
    set_brand(actor=editor, name="Valmont", logo=picture())

    assert set_brand(actor=editor, name="Valmont sur Orle").logo
    assert not set_brand(actor=editor, name="Valmont sur Orle", without_logo=True).logo
    assert (Brand.objects.get().logo_width, Brand.objects.get().logo_height) == (None, None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"GIF89a\x00",
    ],
)
def test_what_is_no_picture_is_refused(editor: Participant, content: bytes) -> None:
    with pytest.raises(Refused):
        set_brand(actor=editor, name="Valmont", logo=SimpleUploadedFile("logo.png", content))
    assert not Brand.objects.exists()


def test_a_picture_too_large_is_refused_before_it_is_drawn(editor: Participant) -> None:
    written = io.BytesIO()
    Image.new("1", (6000, 6000)).save(written, "PNG")

    with pytest.raises(Refused, match=r"20 million"):
        set_brand(actor=editor, name="Valmont", logo=SimpleUploadedFile("logo.png", written.getvalue()))


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("#ffd200", r"1,[0-9] pour 1.*4,5 pour 1.*#[0-9a-f]{6}"),
        ("#767676", r"4,0 pour 1"),
        ("red", r"#0b5c5e"),
        ("#FFF", r"#0b5c5e"),
    ],
)
def test_a_colour_that_does_not_read_is_refused_with_the_nearest_that_does(
    editor: Participant, colour: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        set_brand(actor=editor, name="Valmont", colour=colour)
    assert Site.objects.get(is_default_site=True).site_name != "Valmont"


def test_nobody_else_changes_it(editor: Participant) -> None:
    with pytest.raises(Refused):
        set_brand(actor=ParticipantFactory(), name="Mine")
    assert not Brand.objects.exists()
