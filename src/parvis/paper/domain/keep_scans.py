"""Keep the pictures of sheets, so that they are typed from the screen."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from parvis.paper import pdf_pages
from parvis.paper.models import Batch, Scan, Sheet
from parvis.paper.pdf import is_pdf, pictures_of
from parvis.paper.pdf_pages import MOST_PAGES
from parvis.paper.permissions import can
from parvis.ui import words

MOST_FILES = 40
MOST_SIDES = 4
LARGEST = (pdf_pages.LARGEST, pdf_pages.LARGEST)
"""A page of A4 on which handwriting is read."""
HEAVIEST = 100 * 1024 * 1024
"""Of all that is kept at once: what one process holds in memory."""
WHOLE = 0
"""All the pages of a PDF are those of one sheet."""
NAMED = re.compile(r"(?:(?P<batch>\d{1,6})-)?(?P<number>\d{1,6})[a-d]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many pictures were kept, and of how many sheets."""

    pictures: int
    sheets: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture, drawn anew."""

    type: str
    width: int
    height: int
    content: bytes


def keep_scans(
    *, actor: Participant, batch: Batch, files: Sequence[UploadedFile], sides: int = WHOLE
) -> Kept:
    """Keep each picture with its sheet, all or none.

    Of numbered sheets, the name of the file is the number: 12.jpg, or 12a.jpg and 12b.jpg for two sides. Of
    others, each file makes a sheet, in the order of their names. A PDF is drawn page by page: each `sides`
    pages make a sheet, and of numbered ones its name is the number of the first, which the others follow.
    Raises `Refused` with the name of the file.
    """
    if not can(actor, "enter", batch.consultation):
        raise Refused(_("Only those who organise or moderate this consultation enter sheets."))
    if not files or len(files) > MOST_FILES:
        raise Refused(_("Choose from 1 to %(n)s files.") % {"n": MOST_FILES})
    drawn = _draw(sorted(files, key=lambda one: str(one.name)), sides)
    with transaction.atomic():
        held = Batch.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=batch.pk)
        met = {_keep(actor, held, name, piles) for name, piles in drawn}
        note(actor=actor, consultation=held.consultation, act=DeskAct.PAPER_SCANNED, about=held.name)
    return Kept(sum(len(pile) for _name, piles in drawn for pile in piles), len(set().union(*met)))


def forget_scans() -> int:
    """Erase old pictures; returns how many."""
    rows, _tables = Scan.objects.filter(added_at__lt=Now() - SCANS).delete()
    return rows


def _draw(files: Sequence[UploadedFile], sides: int) -> list[tuple[str, list[list[Drawing]]]]:
    """The pictures of each file, by sheet: before anything is held, for a large PDF takes a while."""
    drawn: list[tuple[str, list[list[Drawing]]]] = []
    heavy, left = 0, MOST_PAGES
    for file in files:
        with _named(str(file.name)):
            pictures: list[Drawing] = []
            for picture in _pages(file, left) if is_pdf(file) else [_picture(file)]:
                pictures.append(picture)
                heavy += len(picture.content)
                if heavy > HEAVIEST:
                    raise Refused(_("This is too much at once: send it in several times."))
            left -= len(pictures)
            drawn.append((str(file.name), _piles(pictures, sides) if is_pdf(file) else [pictures]))
    return drawn


def _pages(file: UploadedFile, most: int) -> Iterator[Drawing]:
    for content, width, height in pictures_of(file, most=most):
        yield Drawing("image/jpeg", width, height, content)


def _picture(file: UploadedFile) -> Drawing:
    drawn = redraw(file, within=LARGEST)
    with Image.open(io.BytesIO(drawn.data)) as picture:
        width, height = picture.size
    kind = next(one for one, extension in PHOTOS.items() if extension == drawn.extension)
    return Drawing(kind, width, height, drawn.data)


def _piles(pages: list[Drawing], sides: int) -> list[list[Drawing]]:
    """The pages of each sheet: a page too many, or one that is missing, would shift all that follow."""
    size = sides or len(pages)
    if size > MOST_SIDES:
        raise Refused(_("A sheet has %(n)s pages at most: say how many each has.") % {"n": MOST_SIDES})
    if len(pages) % size:
        raise Refused(
            _("It has %(pages)s pages, which does not make whole sheets of %(n)s pages: scan it again.")
            % {"pages": words.number(len(pages)), "n": size}
        )
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def _keep(actor: Participant, batch: Batch, name: str, piles: Sequence[Sequence[Drawing]]) -> frozenset[int]:
    """Keep the pictures of a file; returns the sheets that they are of."""
    met: list[int] = []
    with _named(name):
        for index, pile in enumerate(piles):
            sheet = _sheet(batch, name, index, len(pile))
            met.append(sheet.pk)
            for one in pile:
                Scan.objects.create(
                    sheet=sheet, type=one.type, width=one.width, height=one.height, content=one.content,
                    added_by=actor,
                )  # fmt: skip
    return frozenset(met)


def _sheet(batch: Batch, name: str, index: int, count: int) -> Sheet:
    """That of the pile of this rank in a file, which `count` pictures join."""
    if not batch.size:
        last = batch.sheets.aggregate(last=Max("number"))["last"] or 0
        return Sheet.objects.create(batch=batch, number=last + 1)
    named = NAMED.fullmatch(PurePath(name).stem.strip())
    if named is None or (named["batch"] and int(named["batch"]) != batch.number):
        raise Refused(_("Name the file after the number of its sheet, such as 12.jpg."))
    number = int(named["number"]) + index
    sheet: Sheet | None = batch.sheets.filter(number=number).first()
    if sheet is None and index:
        raise Refused(
            _("It goes on to a sheet %(n)s, which this batch does not have: check how many pages each has.")
            % {"n": number}
        )
    if sheet is None:
        raise Refused(_("This batch has no sheet of this number: read it again on the paper."))
    if sheet.scans.count() + count > MOST_SIDES:
        raise Refused(
            _("Sheet %(sheet)s would have more than %(n)s pictures: it may have been sent already.")
            % {"sheet": sheet.reference, "n": MOST_SIDES}
        )
    return sheet


@contextmanager
def _named(name: str) -> Iterator[None]:
    """What is refused says of which file."""
    try:
        yield
    except Refused as refused:
        raise Refused(_("%(file)s: %(why)s") % {"file": name, "why": refused.message}) from refused
