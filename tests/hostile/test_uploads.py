"""H22: whatever file is sent to the desk, what the site keeps and serves is harmless."""

import io
import re
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import StaffFactory
from parvis.demonstration.content import DOCUMENTS
from parvis.pages.domain.check_document import check_document
from parvis.pages.domain.redraw import LARGEST, redraw
from parvis.pages.tests.factories import home_page
from parvis.pages.upload_forms import harmless_name

pytestmark = pytest.mark.django_db
SCRIPT = b"<html><script>alert(document.domain)</script></html>"
PLACE = b"48.8566,2.3522"
WORD = ("[Content_Types].xml", "word/document.xml")
SHEET = ("[Content_Types].xml", "xl/workbook.xml")
Picture, Document = get_image_model(), get_document_model()


@pytest.fixture
def desk(settings, tmp_path: Path, client: Client) -> Client:
    """The browser of an administrator, whose second factor the demonstration does not ask."""
    settings.MEDIA_ROOT = tmp_path
    settings.PARVIS_DEMO = True
    home_page()
    client.force_login(StaffFactory(is_superuser=True, language="en"))
    return client


def send(desk: Client, what: str, name: str, data: bytes):
    fields = {"title": "A file", "file": SimpleUploadedFile(name, data), "collection": "1"}
    return desk.post(f"/desk/{what}/add/", fields | {"tags": ""})


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#93380f").save(written, kind, **options)
    return written.getvalue()


def with_place() -> bytes:
    """A photograph that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif.tobytes(), comment=PLACE, xmp=b"<x:xmpmeta>" + PLACE)


def kept() -> bytes:
    return Path(Picture.objects.get().file.path).read_bytes()


def test_h22_a_photograph_loses_its_place_and_stands_upright(desk: Client) -> None:
    assert PLACE in with_place()
    assert send(desk, "images", "photo.jpg", with_place()).status_code == 302
    assert PLACE not in kept()
    with Image.open(io.BytesIO(kept())) as read:
        assert (read.format, read.size, dict(read.getexif())) == ("JPEG", (40, 60), {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_h22_what_a_picture_says_of_itself_is_lost(desk: Client, kind: str) -> None:
    """A comment, a profile of colours: each is a place for words."""
    send(desk, "images", f"photo.{kind.lower()}", picture(kind, comment=PLACE, icc_profile=PLACE))
    assert PLACE not in kept()


def test_h22_hidden_words_of_a_png_are_lost(desk: Client) -> None:
    words = PngInfo()
    words.add_text("Location", PLACE.decode())
    send(desk, "images", "plan.png", picture("PNG", pnginfo=words))
    assert PLACE not in kept()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_h22_what_is_hidden_behind_a_picture_is_lost(desk: Client, kind: str) -> None:
    send(desk, "images", f"polyglot.{kind.lower()}", picture(kind) + SCRIPT)
    assert b"<script" not in kept()


def test_a_large_photograph_is_made_smaller(desk: Client) -> None:
    send(desk, "images", "photo.jpg", picture(size=(5000, 1000)))
    found = Picture.objects.get()
    assert (found.width, found.height) == (LARGEST[0], LARGEST[0] // 5)


def test_a_picture_under_the_wrong_name_gets_its_own(desk: Client) -> None:
    assert send(desk, "images", "photo.png", picture("JPEG")).status_code == 302
    assert Picture.objects.get().filename == "photo.jpg"


def bomb(width: int, height: int) -> bytes:
    """A few bytes that say they are a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.jpg", SCRIPT),
        ("page.html", SCRIPT),
        ("photo.jpg.html", picture("JPEG")),
        ("empty.png", b""),
        ("photo.heic", picture("JPEG")),
        ("cut.jpg", picture("JPEG")[:200]),
        ("cut.png", picture("PNG")[:60]),
        ("huge.png", bomb(50_000, 50_000)),
    ],
)
def test_h22_what_is_no_fitting_picture_is_refused(desk: Client, name: str, data: bytes) -> None:
    answer = send(desk, "images", name, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert Picture.objects.count() == 0


def test_h22_a_picture_of_too_many_pixels_is_refused_kindly(desk: Client) -> None:
    written = io.BytesIO()
    Image.new("L", (5_001, 4_000)).save(written, "PNG")
    assert len(written.getvalue()) < 100_000
    answer = send(desk, "images", "large.png", written.getvalue())
    assert answer.status_code == 200
    assert "20 million" in answer.context["form"].errors["file"][0]


def test_h22_the_heaviest_picture_that_is_taken_needs_little_memory() -> None:
    """20 million pixels, in colours by number: the worst form that is let in."""
    written = io.BytesIO()
    Image.new("P", (5000, 4000)).save(written, "PNG", transparency=0)
    file = SimpleUploadedFile("large.png", written.getvalue())
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    assert len(redraw(file).data) > 0
    assert memory("VmHWM") - before < 300 * 1024


def memory(which: str) -> int:
    """What the system says of the memory of this process, in KB."""
    return int(re.search(rf"{which}:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def packed(names: tuple[str, ...], content: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in names:
            pack.writestr(name, content)
    return written.getvalue()


def open_document(kind: str, *more: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as pack:
        pack.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name in more:
            pack.writestr(name, b"")
    return written.getvalue()


DOCUMENTS_TAKEN = [
    ("notes.pdf", b"%PDF-1.7 words"),
    ("notes.docx", packed(WORD)),
    ("counts.xlsx", packed(SHEET)),
    ("notes.odt", open_document("text")),
    ("counts.ods", open_document("spreadsheet")),
    ("counts.csv", "é;1\r\n".encode()),
    ("counts.csv", "é;1\r\n".encode("latin-1")),
    ("notes.txt", "“Words”\n".encode()),
    ("film.mp4", b"\x00\x00\x00\x20ftypisom"),
    ("film.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm"),
    ("film.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nÉté".encode()),
]
DOCUMENTS_REFUSED = [
    ("notes.pdf", SCRIPT),
    ("notes.pdf", b"MZ\x90\x00 program"),
    ("notes.pdf", b"%PDF-1.7 << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
    ("notes.docx", b"%PDF-1.7"),
    ("notes.docx", packed(SHEET)),
    ("notes.docx", SCRIPT + packed(WORD)),
    ("notes.docx", packed((*WORD, "word/vbaProject.bin"))),
    ("notes.docx", packed(WORD, b"application/vnd.ms-word.document.macroEnabled.main+xml")),
    ("notes.docx", packed(WORD)[:-30]),
    ("notes.odt", open_document("spreadsheet")),
    ("notes.odt", open_document("text", "Basic/Standard/Module1.xml")),
    ("notes.odt", packed(("content.xml",))),
    ("counts.csv", b"MZ\x90\x00\x03"),
    ("notes.txt", b"\x7fELF\x02\x01\x00"),
    ("notes.html", SCRIPT),
    ("notes.exe", b"MZ"),
    ("notes.svg", b"<svg/>"),
    ("notes.docm", packed(WORD)),
    ("film.mp4", SCRIPT),
    ("film.webm", b"\x1aE\xdf\xa3\x9fmatroska"),
    ("film.vtt", SCRIPT),
    ("film.avi", b"RIFF\x00\x00\x00\x00AVI LIST"),
]


@pytest.mark.parametrize(("name", "data"), DOCUMENTS_TAKEN)
def test_a_document_that_is_what_its_name_says_is_taken(desk: Client, name: str, data: bytes) -> None:
    assert send(desk, "documents", name, data).status_code == 302
    found = Document.objects.get()
    assert Path(found.file.path).read_bytes() == data


@pytest.mark.parametrize(("name", "data"), DOCUMENTS_REFUSED)
def test_h22_a_document_that_is_not_or_that_runs_is_refused(desk: Client, name: str, data: bytes) -> None:
    answer = send(desk, "documents", name, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert Document.objects.count() == 0


def test_h22_a_script_is_seen_where_two_readings_of_a_file_meet() -> None:
    sent = File(io.BytesIO(b"%PDF-1.7 " + b" " * (File.DEFAULT_CHUNK_SIZE - 12) + b"/Launch << >>"))
    with pytest.raises(Refused):
        check_document(sent, extension="pdf")


def test_h22_a_pack_that_would_fill_the_disk_is_refused_unopened(desk: Client) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in WORD:
            pack.writestr(name, b"")
        for number in range(21):
            pack.writestr(f"word/{number}", b"\0" * 10_000_000)
    tracemalloc.start()
    answer = send(desk, "documents", "bomb.docx", written.getvalue())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert most < 20_000_000


def test_the_documents_of_the_demonstration_would_be_taken(desk: Client) -> None:
    for path in DOCUMENTS.iterdir():
        assert send(desk, "documents", path.name, path.read_bytes()).status_code == 302
    assert Document.objects.count() == len(list(DOCUMENTS.iterdir()))


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("\"><img src=x onerror=alert(1)>.pdf", "img-srcx-onerroralert1.pdf"),
        ("a\r\nSet-Cookie: b=c.pdf", "a-set-cookie-bc.pdf"),
        ("\u202egpj.exe.pdf", "gpjexe.pdf"),
        ("Compte rendu de l’été.PDF", "compte-rendu-de-lete.pdf"),
        (".pdf", "pdf.pdf"),
        ("…", "document.pdf"),
        ("x" * 500, "x" * 60 + ".pdf"),
    ],
)  # fmt: skip
def test_h22_the_name_of_a_file_means_nothing_to_a_machine(name: str, harmless: str) -> None:
    assert harmless_name(name, extension="pdf", otherwise="document") == harmless


def test_h22_pictures_are_served_as_pictures_alone(desk: Client, tmp_path: Path) -> None:
    send(desk, "images", "photo.jpg", picture())
    answer = Client().get(Picture.objects.get().file.url)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    for name in ("page.html", "drawing.svg", "nothing"):
        (tmp_path / "images").mkdir(exist_ok=True)
        (tmp_path / "images" / name).write_bytes(SCRIPT)
        assert Client().get(f"/media/images/{name}").status_code == 404


@pytest.mark.parametrize(("name", "data"), DOCUMENTS_TAKEN[:2])
def test_h22_documents_are_kept_never_opened_in_the_site(desk: Client, name: str, data: bytes) -> None:
    send(desk, "documents", name, data)
    answer = Client().get(Document.objects.get().url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/account/login/", "/desk/images/add/", "/contributions/new/1/"])
def test_h22_300_megabytes_are_refused_unread(client: Client, path: str) -> None:
    """By the length that is announced: nothing of the body is asked for."""
    answer = client.post(
        path, b"", content_type="application/octet-stream", CONTENT_LENGTH=str(300 * 1024 * 1024)
    )
    assert answer.status_code == 413
    assert "shorter text" in answer.content.decode() or "texte plus court" in answer.content.decode()


def test_the_administrator_is_somebody(desk: Client) -> None:
    """The refusals above are those of the file, not of the person."""
    assert Participant.objects.get().is_superuser
    assert desk.get("/desk/images/add/").status_code == 200
