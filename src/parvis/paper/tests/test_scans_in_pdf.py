"""Scans in PDF: drawn page by page, apart, and shared out among sheets; what is hostile is told in words."""

import io
from collections.abc import Sequence

import pypdfium2
import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.paper import pdf
from parvis.paper.domain.keep_scans import keep_scans
from parvis.paper.enums import Channel
from parvis.paper.models import Scan
from parvis.paper.pdf import pictures_of
from parvis.paper.tests.factories import BatchFactory, member_of
from parvis.paper.tests.test_scans import picture

pytestmark = pytest.mark.django_db
A4 = (595.0, 842.0)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def blank(sizes: Sequence[tuple[float, float]]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def scanned(name: str, pages: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, blank([A4] * pages))


def drawn(data: bytes) -> list[pdf.Picture]:
    return list(pictures_of(SimpleUploadedFile("1.pdf", data)))


def sheets() -> list[int]:
    return list(Scan.objects.order_by("pk").values_list("sheet__number", flat=True))


def test_a_page_is_seen_as_it_was_written_and_nothing_else_is_kept() -> None:
    source = b'#set document(title: "Hidden")\n#set page(width: 100pt, height: 200pt, margin: 0pt)\n'
    source += b"#place(rect(width: 100pt, height: 100pt, fill: rgb(255, 0, 0), stroke: none))"
    [(content, width, height)] = drawn(typst.compile(source))

    with Image.open(io.BytesIO(content)) as page:
        assert (page.format, page.size) == ("JPEG", (width, height))
        red, white = page.getpixel((width // 2, height // 4)), page.getpixel((width // 2, 3 * height // 4))
    assert (red[0] > 250, max(red[1:]) < 5, min(white)) == (True, True, 255)
    assert (height, b"Hidden" in content) == (834, False)


@pytest.mark.parametrize(
    ("size", "side"),
    [(A4, 2000), ((842.0, 595.0), 2000), ((14400.0, 14400.0), 2000), ((1e6, 3.0), 2000), ((10.0, 20.0), 84)],
)
def test_the_picture_is_bounded_whatever_the_page_says_of_its_size(size, side) -> None:
    [(_content, width, height)] = drawn(blank([size]))
    assert max(width, height) == side


def test_the_pages_of_a_pdf_follow_the_sheets_from_the_one_it_is_named_after() -> None:
    batch = BatchFactory(size=4, number=3)

    kept = keep_scans(
        actor=member_of(batch),
        batch=batch,
        files=[scanned("3-2.pdf", 4), picture("1.jpg")],
        sides=2,
    )

    assert (kept.pictures, kept.sheets, sheets()) == (5, 3, [1, 2, 2, 3, 3])


@pytest.mark.parametrize(("sides", "found"), [(1, [1, 2, 3, 4]), (2, [1, 1, 2, 2]), (0, [1, 1, 1, 1])])
def test_without_numbers_so_many_pages_make_a_sheet(sides: int, found: list[int]) -> None:
    batch = BatchFactory()

    keep_scans(actor=member_of(batch), batch=batch, files=[scanned("pile.pdf", 4)], sides=sides)

    assert sheets() == found


@pytest.mark.parametrize(
    ("file", "sides", "why"),
    [
        (scanned("1.pdf", 3), 2, "1.pdf: It has 3 pages, which does not make whole sheets of 2"),
        (scanned("1.pdf", 5), 0, "say how many each has"),
        (scanned("2.pdf", 2), 1, "goes on to a sheet 3, which this batch does not have"),
        (scanned("pile.pdf"), 1, "pile.pdf: Name the file"),
        (SimpleUploadedFile("1.pdf", b"<svg onload=alert(1)>"), 1, "1.pdf: This file is no PDF"),
        (SimpleUploadedFile("1.pdf", blank([A4])[:-40]), 1, "cut short"),
        (SimpleUploadedFile("1.pdf", b"%PDF-1.7 nothing %%EOF"), 1, "cannot be read"),
        (SimpleUploadedFile("1.pdf", b"%PDF-" + b" " * pdf.HEAVIEST), 1, "larger than 20 MB"),
    ],
)
def test_one_that_is_wrong_keeps_all_of_them_out(file: SimpleUploadedFile, sides: int, why: str) -> None:
    batch = BatchFactory(size=2, number=3)
    with pytest.raises(Refused, match=why):
        keep_scans(actor=member_of(batch), batch=batch, files=[picture("1.jpg"), file], sides=sides)
    assert Scan.objects.count() == 0


def test_a_sheet_that_was_sent_already_says_so() -> None:
    batch = BatchFactory(size=2, number=3)
    sending = {"actor": member_of(batch), "batch": batch, "sides": 2}
    for _again in range(2):
        keep_scans(files=[scanned("1.pdf", 2)], **sending)
    with pytest.raises(Refused, match="Sheet 3-1 would have more than 4 pictures"):
        keep_scans(files=[scanned("1.pdf", 2)], **sending)


def test_thousands_of_pages_are_refused_before_any_is_drawn(monkeypatch) -> None:
    with pytest.raises(Refused, match="200 pages at most"):
        next(pictures_of(SimpleUploadedFile("1.pdf", blank([A4] * 3000))))
    batch = BatchFactory()
    monkeypatch.setattr("parvis.paper.domain.keep_scans.MOST_PAGES", 5)
    files = [scanned("a.pdf", 3), scanned("b.pdf", 3)]
    with pytest.raises(Refused, match=r"b\.pdf: 2 pages at most"):
        keep_scans(actor=member_of(batch), batch=batch, files=files, sides=1)
    assert batch.sheets.count() == 0


def test_a_pdf_behind_a_password_says_so() -> None:
    with pytest.raises(Refused, match="asks for a password"):
        drawn(locked())


def test_a_page_that_is_missing_is_named() -> None:
    with pytest.raises(Refused, match="Page 2 of this PDF cannot be drawn"):
        drawn(written([CATALOG, b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>", PAGE]))


def test_one_that_takes_too_long_is_stopped(monkeypatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0)
    with pytest.raises(Refused, match="Page 1 of this PDF is too heavy to draw"):
        drawn(blank([A4] * 100))


def test_what_draws_has_none_of_our_keys(monkeypatch) -> None:
    told: dict[str, object] = {}
    real = pdf.subprocess.Popen

    def popen(command, **given):
        told.update(given, command=command)
        return real(command, **given)

    monkeypatch.setattr(pdf.subprocess, "Popen", popen)
    drawn(blank([A4]))
    assert (told["env"], told["command"][1:]) == ({}, ["-I", "-m", "parvis.paper.pdf_pages"])


def test_the_page_asks_what_makes_a_sheet_when_there_is_a_pdf(desk) -> None:
    batch = BatchFactory()
    client = desk(member_of(batch))
    bring = reverse("desk:paper_scans", args=[batch.consultation_id, batch.pk])

    asked = client.post(bring, {"pictures": [scanned("a.pdf", 4)]})
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["sides"])
    brought = client.post(bring, {"pictures": [scanned("a.pdf", 4)], "sides": "2"}, follow=True)
    assert "4 pictures are kept, of 2 sheets." in brought.content.decode()


def test_a_page_of_a_register_stays_beside_each_of_its_texts(desk) -> None:
    batch = BatchFactory(channel=Channel.REGISTER, place="mairie de Valmont")
    member = member_of(batch)
    client, enter = desk(member), reverse("desk:paper_enter", args=[batch.consultation_id, batch.pk])
    keep_scans(actor=member, batch=batch, files=[scanned("cahier.pdf", 2)], sides=1)
    image = [
        reverse("desk:paper_scan", args=[batch.consultation_id, batch.pk, one.pk])
        for one in Scan.objects.order_by("pk")
    ]

    def send(address: str, title: str):
        form = client.get(address).context["form"]
        hidden = {name: form[name].value() for name in ("key", "number") if name in form.fields}
        typed = {**hidden, "title": title, "text": "Ici.", "register_page": "12"}
        return client.post(address, typed, follow=True)

    saved = send(enter, "Un banc")
    assert (image[1] in saved.content.decode(), saved.context["form"]["register_page"].value()) == (True, "")
    first = batch.sheets.get(number=1)
    other = f"{enter}?sheet=new&beside={first.pk}"
    assert other.replace(enter, "").replace("&", "&amp;") in saved.content.decode()

    shown = client.get(other)
    assert (image[0] in shown.content.decode(), shown.context["form"]["register_page"].value()) == (
        True,
        "12",
    )
    refused = client.post(other, {"key": shown.context["form"]["key"].value(), "title": ""})
    assert (refused.status_code, image[0] in refused.content.decode()) == (422, True)
    send(other, "Un arbre")
    told = [
        (one.number, one.page, one.contribution.title)
        for one in batch.sheets.filter(entered_at__isnull=False)
    ]
    assert told == [(1, "12", "Un banc"), (3, "12", "Un arbre")]


def locked() -> bytes:
    """A PDF that asks for a password: the standard handler of 40 bits, with a key that nobody has."""
    entry = b"<" + b"41" * 32 + b">"
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O " + entry + b"/U " + entry + b">>"
    return written([CATALOG, ONE_PAGE, PAGE, lock], b"/Encrypt 4 0 R/ID[<41><41>]")


def written(parts: Sequence[bytes], more: bytes = b"") -> bytes:
    """A PDF of these objects, of which the first is the catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    size = len(parts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(
        b"%010d 00000 n \n" % one for one in places
    )
    trailer = b"trailer<</Size %d/Root 1 0 R" % size + more + b">>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + table + trailer
