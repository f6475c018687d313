"""Keep the pictures of sheets, so that they are typed from the screen."""

import io
import re
from collections.abc import Sequence
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.attachments import PHOTOS
from parvis.jobs.forgetting import SCANS
from parvis.pages.domain.redraw import redraw
from parvis.paper.models import Batch, Scan, Sheet
from parvis.paper.permissions import can

MOST_FILES = 40
MOST_SIDES = 4
LARGEST = (2000, 2000)
"""A page of A4 on which handwriting is read."""
NAMED = re.compile(r"(?:(?P<batch>\d{1,6})-)?(?P<number>\d{1,6})[a-d]?", re.IGNORECASE)


def keep_scans(*, actor: Participant, batch: Batch, files: Sequence[UploadedFile]) -> int:
    """Keep each picture with its sheet, all or none; returns how many.

    Of numbered sheets, the name of the file is the number: 12.jpg, or 12a.jpg and 12b.jpg for two sides. Of
    others, each file makes a sheet, in the order of their names. Raises `Refused` with the name of the file.
    """
    with transaction.atomic():
        held = Batch.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=batch.pk)
        if not can(actor, "enter", held.consultation):
            raise Refused(_("Only those who organise or moderate this consultation enter sheets."))
        if not files or len(files) > MOST_FILES:
            raise Refused(_("Choose from 1 to %(n)s pictures.") % {"n": MOST_FILES})
        for file in sorted(files, key=lambda one: str(one.name)):
            try:
                _keep(actor, _sheet(held, str(file.name)), file)
            except Refused as refused:
                raise Refused(
                    _("%(file)s: %(why)s") % {"file": file.name, "why": refused.message}
                ) from refused
        note(actor=actor, consultation=held.consultation, act=DeskAct.PAPER_SCANNED, about=held.name)
        return len(files)


def forget_scans() -> int:
    """Erase old pictures; returns how many."""
    rows, _tables = Scan.objects.filter(added_at__lt=Now() - SCANS).delete()
    return rows


def _sheet(batch: Batch, name: str) -> Sheet:
    if not batch.size:
        last = batch.sheets.aggregate(last=Max("number"))["last"] or 0
        return Sheet.objects.create(batch=batch, number=last + 1)
    named = NAMED.fullmatch(PurePath(name).stem.strip())
    if named is None or (named["batch"] and int(named["batch"]) != batch.number):
        raise Refused(_("Name the picture after the number of its sheet, such as 12.jpg."))
    sheet: Sheet | None = batch.sheets.filter(number=int(named["number"])).first()
    if sheet is None:
        raise Refused(_("This batch has no sheet of this number: read it again on the paper."))
    if sheet.scans.count() >= MOST_SIDES:
        raise Refused(_("This sheet has %(n)s pictures already.") % {"n": MOST_SIDES})
    return sheet


def _keep(actor: Participant, sheet: Sheet, file: UploadedFile) -> None:
    drawn = redraw(file, within=LARGEST)
    with Image.open(io.BytesIO(drawn.data)) as picture:
        width, height = picture.size
    kind = next(one for one, extension in PHOTOS.items() if extension == drawn.extension)
    Scan.objects.create(
        sheet=sheet, type=kind, width=width, height=height, content=drawn.data, added_by=actor
    )
