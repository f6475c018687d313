"""Pictures of sheets: drawn anew, seen by the team alone, beside what is typed from them."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.jobs.models import Forgetting
from parvis.paper.domain.keep_scans import keep_scans
from parvis.paper.models import Scan
from parvis.paper.tasks import forget_old_scans
from parvis.paper.tests.factories import BatchFactory, member_of

pytestmark = pytest.mark.django_db


def picture(name: str, *, size: tuple[int, int] = (30, 40)) -> SimpleUploadedFile:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    Image.new("RGB", size, "white").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile(name, written.getvalue())


def test_a_picture_is_kept_with_the_sheet_whose_number_it_bears() -> None:
    batch = BatchFactory(size=2, number=3)
    actor = member_of(batch)

    kept = keep_scans(
        actor=actor,
        batch=batch,
        files=[picture("2b.jpg"), picture("3-2a.JPG", size=(2400, 3000)), picture("1.jpg")],
    )

    assert (kept.pictures, kept.sheets) == (3, 2)
    found = [(one.sheet.number, one.width, one.type) for one in Scan.objects.all()]
    assert found == [(1, 30, "image/jpeg"), (2, 30, "image/jpeg"), (2, 1600, "image/jpeg")]
    assert b"Secret camera" not in bytes(Scan.objects.first().content)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (picture("mairie.jpg"), "mairie.jpg: Name the file"),
        (picture("9.jpg"), "no sheet of this number"),
        (picture("4-1.jpg"), "Name the file"),
        (SimpleUploadedFile("1.jpg", b"<svg onload=alert(1)>"), "1.jpg: "),
        (SimpleUploadedFile("1.pdf", b"%PDF-1.7"), "1.pdf: "),
    ],
)
def test_one_that_is_wrong_keeps_all_of_them_out(file: SimpleUploadedFile, why: str) -> None:
    batch = BatchFactory(size=2, number=3)

    with pytest.raises(Refused, match=why):
        keep_scans(actor=member_of(batch), batch=batch, files=[picture("1.jpg"), file])
    assert Scan.objects.count() == 0


def test_without_numbers_each_picture_is_a_sheet_to_type(desk) -> None:
    batch = BatchFactory()
    client = desk(member_of(batch))
    names = ("paper_scans", "paper_enter", "paper_batch")
    bring, enter, back = (reverse(f"desk:{name}", args=[batch.consultation_id, batch.pk]) for name in names)

    brought = client.post(bring, {"pictures": [picture("b.jpg"), picture("a.jpg")]})
    assert (brought.status_code, brought.context and brought.context["form"].errors) == (302, None)
    assert brought.url == back

    first = Scan.objects.first()
    image = reverse("desk:paper_scan", args=[batch.consultation_id, batch.pk, first.pk])
    shown = client.get(enter).content.decode()
    assert (first.sheet.number, f'src="{image}"' in shown) == (1, True)
    assert client.post(bring, {}).status_code == 422


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST])
def test_the_team_that_enters_alone_sees_it(role: Role, desk, client) -> None:
    batch = BatchFactory(size=1)
    keep_scans(actor=member_of(batch), batch=batch, files=[picture("1.jpg")])
    image = reverse("desk:paper_scan", args=[batch.consultation_id, batch.pk, Scan.objects.get().pk])

    found = desk(member_of(batch, role)).get(image)

    assert found.status_code == (200 if role == Role.MODERATOR else 404)
    assert desk(member_of(BatchFactory())).get(image).status_code == 404
    assert client.get(image).status_code == 302


def test_only_who_enters_brings() -> None:
    batch = BatchFactory(size=1)

    with pytest.raises(Refused, match="Only those who organise or moderate"):
        keep_scans(actor=member_of(BatchFactory()), batch=batch, files=[picture("1.jpg")])


def test_old_pictures_are_erased() -> None:
    batch = BatchFactory(size=1)
    keep_scans(actor=member_of(batch), batch=batch, files=[picture("1.jpg")])
    Scan.objects.update(added_at=timezone.now() - timedelta(days=181))

    forget_old_scans()

    assert (Scan.objects.count(), Forgetting.objects.get(rule="scans").rows) == (0, 1)
