"""Keep a photo or a document that somebody sends with a form, until the form is sent."""

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Sum, TextField
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext as _
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType
from parvis.contributions.attachments import DOCUMENTS, PHOTOS, Attachment, Sender, heaviest
from parvis.contributions.models import Draft
from parvis.jobs import forgetting
from parvis.pages.domain.check_document import check_document
from parvis.pages.domain.redraw import redraw
from parvis.pages.upload_forms import harmless_name
from parvis.ui import words

MOST_WAITING = 30
# The widest place of a page on a sharp screen of a phone: it is read by people who pay for what they load.
LARGEST = (1600, 1600)
MACROS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm"})
HEIC = re.compile(rb"^....ftyp(?:heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
# Where a PDF says so in clear: another file inside, a form that runs. The site itself never opens it.
HIDDEN_IN_PDF = re.compile(rb"/(?:EmbeddedFiles?|RichMedia|XFA|JS)\b")


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a file: for a photo, what one sees of it."""

    name: str
    type: str
    data: bytes
    width: int | None = None
    height: int | None = None


def keep_attachment(*, sender: Sender, type: QuestionType, file: UploadedFile) -> Attachment:
    """Look into a file, and keep it for whoever sends it: nobody else sees it yet. Raises `Refused`."""
    if not file.size:
        raise Refused(_("This file is empty: choose another one."))
    most = heaviest(photo=type == QuestionType.PHOTO)
    if file.size > most:
        raise Refused(
            _("This file is larger than %(n)s MB: choose a smaller one.")
            % {"n": words.number(most // 1024**2)}
        )
    if Attachment.objects.filter(sender.owns()).count() >= MOST_WAITING:
        raise Refused(_("Many files of yours wait already: send what you have begun, then come back."))
    if (
        sender.person is None
        and _weight_of_visitors() + file.size > settings.PARVIS_VISITORS_MEGABYTES * 1024**2
    ):
        raise Refused(
            _("Visitors have sent many files in these last two days: sign in first, then send yours.")
        )
    content = _photo(file) if type == QuestionType.PHOTO else _document(file)
    return Attachment.objects.create(
        owner=sender.person,
        browser=None if sender.person else sender.browser,
        name=content.name,
        type=content.type,
        size=len(content.data),
        sha256=hashlib.sha256(content.data).hexdigest(),
        width=content.width,
        height=content.height,
        content=content.data,
    )


def _weight_of_visitors() -> int:
    """Bytes of what waits for somebody who may never sign in."""
    waiting = Attachment.objects.waiting().filter(browser__isnull=False)
    return int(waiting.aggregate(bytes=Sum("size"))["bytes"] or 0)


def _photo(file: UploadedFile) -> Content:
    """Drawn anew: upright, without place, date or device."""
    file.seek(0)
    if HEIC.match(file.read(16)):
        raise Refused(
            _(
                "Photos in the HEIC form are not read here: in the settings of your camera, choose the most "
                "compatible form (JPEG), or send a copy of the screen."
            )
        )
    drawn = redraw(file, within=LARGEST)
    kind = next(one for one, extension in PHOTOS.items() if extension == drawn.extension)
    with Image.open(io.BytesIO(drawn.data)) as picture:
        width, height = picture.size
    name = harmless_name(str(file.name), extension=drawn.extension, otherwise="photo")
    return Content(name, kind, drawn.data, width, height)


def _document(file: UploadedFile) -> Content:
    """As it was sent, if it is what its name says, and runs nothing."""
    extension = PurePath(str(file.name)).suffix.lower().removeprefix(".")
    kind = next((one for one, known in DOCUMENTS.items() if known == extension), None)
    if extension in MACROS:
        raise Refused(_("This document may hold a program (a macro): save it without, as .docx or .xlsx."))
    if kind is None:
        raise Refused(_("Send a document in one of these forms: PDF, ODT, ODS, DOCX, XLSX, CSV or text."))
    check_document(File(file), extension=extension)
    file.seek(0)
    data = file.read()
    if extension == "pdf" and HIDDEN_IN_PDF.search(data):
        raise Refused(
            _("This PDF holds other files or a form that runs: print it to a new PDF, then send that.")
        )
    return Content(harmless_name(str(file.name), extension=extension, otherwise="document"), kind, data)


def claim_attachments(*, actor: Participant, sender: Sender) -> None:
    """What a browser sent before its person signed in waits for that person, in any browser of theirs."""
    found = Attachment.objects.filter(Sender(None, sender.browser).owns())
    found.update(owner=actor, browser=None)


def drop_attachments(*, sender: Sender, numbers: list[str]) -> None:
    """Erase files that their sender took out of a form."""
    Attachment.objects.filter(sender.owns(), pk__in=numbers).delete()


def forget_unused_attachments() -> int:
    """Erase files that nobody went on with: no draft of their sender tells of them; returns how many."""
    begun = Draft.objects.filter(
        participant=OuterRef("owner"), typed__contains=Cast(OuterRef("pk"), TextField())
    )
    old = Attachment.objects.waiting().filter(held_for=None, sent_at__lt=Now() - 2 * forgetting.UNUSED)
    rows, _tables = old.filter(~Exists(begun)).delete()
    forgetting.record("attachments", rows)
    return rows
