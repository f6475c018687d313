"""Photos and documents joined to answers: what is kept of them, and what is refused."""

import hashlib
import io
import re
from html import unescape
from zipfile import ZIP_BZIP2, ZIP_LZMA

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.questions import Question
from parvis.consultations.tests.factories import QuestionFactory
from parvis.contributions import leaves
from parvis.contributions.attachments import Attachment, Sender
from parvis.contributions.domain.keep_attachment import keep_attachment
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.sent import PLACE, SCRIPT, SVG, bomb, photo, sent, word
from parvis.contributions.tests.test_submit_page import address
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db
WORDS = {"title": "Un banc", "text": "Les parents attendent debout."}
ALT = "Un trottoir sans banc"


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def photos(action: PhaseAction) -> Question:
    return QuestionFactory.create(
        kind=action.kind, code="view", type=QuestionType.PHOTO, settings={"count": 2}, is_required=True
    )


def fields(html: str) -> dict[str, list[str]]:
    """What a browser would send back of the inputs of a page, but for files and boxes."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", html):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if given.get("type") in {"hidden", "text"} and given.get("name") != "csrfmiddlewaretoken":
            found.setdefault(given["name"], []).append(unescape(given.get("value", "")))
    return found


def begin(client: Client, action: PhaseAction, **given: object) -> dict[str, object]:
    return {**fields(client.get(address(action)).content.decode()), **WORDS, **given}


def publish(client: Client, action: PhaseAction, **given: object) -> Contribution:
    """Through the preview, as people do."""
    preview = client.post(address(action), begin(client, action, step="preview", **given))
    assert preview.status_code == 200, plain(preview.content.decode())
    client.post(address(action), {**fields(preview.content.decode()), "step": "publish"})
    return Contribution.objects.latest("pk")


def one_photo(colour: str = "#93380f", room: int = 0, said: str = ALT) -> dict[str, object]:
    return {
        f"q_view__file_{room}": sent("../Photo de l’école.JPG", photo(colour=colour)),
        f"q_view__said_{room}": said,
    }


def read(row: Attachment, client: Client | None = None):
    return (client or Client()).get(reverse("files:file", args=[row.pk]))


def _kept(person: Participant, name: str = "a.txt", data: bytes = b"words") -> Attachment:
    file = SimpleUploadedFile(name, data)
    return keep_attachment(sender=Sender(person), type=QuestionType.FILE, file=file)


def told_of(kept: Attachment, said: str = "") -> dict[str, str]:
    return {"id": str(kept.pk), "sha256": kept.sha256, "type": kept.type, "description": said}


def test_a_photo_is_drawn_anew_shown_and_sealed(
    signed_in: Client, action: PhaseAction, photos: Question
) -> None:
    row = publish(signed_in, action, **one_photo())
    kept = Attachment.objects.get()
    data = bytes(kept.content)
    assert PLACE in photo()
    assert PLACE not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (40, 60), {})
    assert row.form_answers == {
        "view": [
            {
                "id": str(kept.pk), "sha256": hashlib.sha256(data).hexdigest(), "type": "image/jpeg",
                "size": len(data), "name": "photo-de-lecole.jpg", "width": 40, "height": 60,
                "description": ALT,
            }
        ]
    }  # fmt: skip
    pending = Pending.objects.get(entry=row.entry)
    assert bytes(pending.commitment) == commit(bytes(row.salt), leaves.payload(row))

    page = Client().get(reverse("front:contribution", args=[row.pk])).content.decode()
    assert f'src="/files/{kept.pk}/" width="40" height="60" alt="{ALT}" loading="lazy"' in page
    answer = read(kept)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/jpeg", data)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "public, max-age=60")
    assert not answer.cookies
    again = Client().get(reverse("files:file", args=[kept.pk]), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_document_is_kept_as_it_is_and_never_opened_in_the_site(
    signed_in: Client, action: PhaseAction, papers: Question
) -> None:
    row = publish(signed_in, action, q_paper__file_0=sent("Plan.PDF", b"%PDF-1.7 words"))
    kept = Attachment.objects.get()
    assert [one["description"] for one in row.form_answers["paper"]] == [""]
    answer = read(kept)
    assert answer.content == b"%PDF-1.7 words"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    page = plain(Client().get(reverse("front:contribution", args=[row.pk])).content.decode())
    assert f'<a href="/files/{kept.pk}/">plan.pdf</a>' in page
    assert "PDF, 1 ko" in page


REFUSED = [
    ("view", "page.jpg", SCRIPT, "être lu comme une image"),
    ("view", "drawing.svg", SVG, "être lu comme une image"),
    ("view", "huge.png", bomb(), "huge.png"),
    ("view", "photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC"),
    ("view", "empty.jpg", b"", "est vide"),
    ("paper", "macro.docm", word(), "macro"),
    ("paper", "macro.docx", word("word/vbaProject.bin"), "macro"),
    ("paper", "not.docx", b"%PDF-1.7", "contenu de ce fichier"),
    ("paper", "page.html", SCRIPT, "PDF, ODT"),
    ("paper", "drawing.svg", SVG, "PDF, ODT"),
    ("paper", "run.pdf", b"%PDF-1.7 << /S /Launch >>", "programme"),
    ("paper", "run.pdf", b"%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>", "programme"),
    ("paper", "inside.pdf", b"%PDF-1.7 << /Type /EmbeddedFile >>", "d’autres fichiers"),
    ("paper", "bombs.docx", word(packed=ZIP_BZIP2, content=b"\0" * 9_000_000), "contenu de ce fichier"),
    ("paper", "bombs.docx", word(packed=ZIP_LZMA, content=b"\0" * 9_000_000), "contenu de ce fichier"),
]


@pytest.mark.usefixtures("photos", "papers")
@pytest.mark.parametrize("case", REFUSED, ids=[f"{name}-{n}" for n, (_f, name, *_r) in enumerate(REFUSED)])
def test_h22_what_cannot_be_kept_is_refused_and_nothing_else_is_lost(
    signed_in: Client, action: PhaseAction, case: tuple[str, str, bytes, str]
) -> None:
    field, name, data, fault = case
    typed = begin(signed_in, action, step="preview", q_view__said_0=ALT)
    answer = signed_in.post(address(action), {**typed, f"q_{field}__file_0": sent(name, data)})
    html = plain(answer.content.decode())
    assert answer.status_code == 422
    assert fault in html
    assert f'value="{WORDS["title"]}"' in html
    assert ALT in html
    assert Attachment.objects.count() == 0


def test_a_polyglot_leaves_its_script_behind(
    signed_in: Client, action: PhaseAction, photos: Question
) -> None:
    publish(signed_in, action, q_view__file_0=sent("a.jpg", photo() + SCRIPT), q_view__said_0=ALT)
    assert b"<script" not in bytes(Attachment.objects.get().content)


def test_what_is_too_heavy_is_refused(
    signed_in: Client, action: PhaseAction, papers: Question, settings
) -> None:
    settings.PARVIS_FILE_MEGABYTES = 1
    heavy = sent("long.txt", b"a" * 1_100_000)
    answer = signed_in.post(address(action), begin(signed_in, action, q_paper__file_0=heavy))
    assert "dépasse 1 Mo" in plain(answer.content.decode())
    assert Attachment.objects.count() == 0


def test_the_files_of_one_contribution_weigh_so_much_together(
    action: PhaseAction, person: Participant, deposit: Deposit, papers: Question, settings
) -> None:
    Question.objects.update(settings={"count": 5})
    settings.PARVIS_FILE_MEGABYTES = 1
    told = [
        {
            "id": str(_kept(person, f"{n}.txt", bytes([97 + n]) * 1_000_000).pk),
            "sha256": "",
            "type": "text/plain",
        }
        for n in range(4)
    ]
    with pytest.raises(Refused, match="dépassent ensemble 3"):
        deposit(answers={"paper": told})
    assert Contribution.objects.count() == 0
    deposit(answers={"paper": told[:3]})


def test_a_photo_is_sent_once_whatever_else_is_to_be_corrected(
    signed_in: Client, action: PhaseAction, photos: Question
) -> None:
    """No words for those who do not see it; then removed, replaced, and published with another one."""
    first = begin(signed_in, action, step="preview", **one_photo(said=""))
    answer = signed_in.post(address(action), {**first, "title": ""})
    html = plain(answer.content.decode())
    assert answer.status_code == 422
    assert "Photo 1 : dites en quelques mots ce qu’elle montre" in html
    assert 'href="#id_q_view' in html
    kept = Attachment.objects.get()
    assert read(kept, signed_in)["Cache-Control"] == "private, no-store"

    back = fields(signed_in.get(address(action)).content.decode())
    assert back["q_view"] == [str(kept.pk)]
    told = {
        **back,
        **WORDS,
        "step": "preview",
        f"q_view__{kept.pk}": "Avant",
        **one_photo("#0b5c5e", said="Après"),
    }
    preview = signed_in.post(address(action), told)
    assert preview.status_code == 200
    other = Attachment.objects.exclude(pk=kept.pk).get()
    assert fields(preview.content.decode())["q_view"] == [str(kept.pk), str(other.pk)]

    again = {**fields(preview.content.decode()), "q_view__remove": str(kept.pk), "step": "publish"}
    signed_in.post(address(action), again)
    row = Contribution.objects.get()
    assert [(one["id"], one["description"]) for one in row.form_answers["view"]] == [(str(other.pk), "Après")]
    assert list(Attachment.objects.values_list("pk", "contribution", "owner")) == [(other.pk, row.pk, None)]


def test_there_is_room_for_so_many(signed_in: Client, action: PhaseAction, photos: Question) -> None:
    two = {**one_photo("#111111"), **one_photo("#222222", room=1)}
    preview = signed_in.post(address(action), begin(signed_in, action, step="preview", **two))
    full = {**fields(preview.content.decode()), "step": "preview", **one_photo("#333333")}
    answer = signed_in.post(address(action), full)
    assert "retirez-en un d’abord" in plain(answer.content.decode())
    assert Attachment.objects.count() == 2


def test_the_only_document_is_replaced_by_the_next(
    signed_in: Client, action: PhaseAction, papers: Question
) -> None:
    preview = signed_in.post(
        address(action), begin(signed_in, action, q_paper__file_0=sent("one.txt", b"one"))
    )
    then = {**fields(preview.content.decode()), "q_paper__file_0": sent("two.txt", b"two")}
    signed_in.post(address(action), then)
    assert [bytes(row.content) for row in Attachment.objects.all()] == [b"two"]


def test_a_photo_survives_signing_in_between(
    client: Client, person: Participant, action: PhaseAction, photos: Question
) -> None:
    preview = client.post(address(action), begin(client, action, step="preview", **one_photo()))
    kept = Attachment.objects.get()
    assert (kept.owner, kept.browser is not None) == (None, True)
    held = client.post(address(action), {**fields(preview.content.decode()), "step": "publish"})
    assert held.url.startswith("/account/login/")
    assert read(kept).status_code == 404
    assert read(kept, client).status_code == 200

    client.force_login(person)
    back = client.get(address(action))
    assert back.status_code == 200
    client.post(address(action), {**fields(back.content.decode()), "step": "publish"})
    assert Contribution.objects.get().form_answers["view"][0]["id"] == str(kept.pk)
