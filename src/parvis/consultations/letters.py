"""What an organiser takes away of a batch, once: a table for a mail merge, and letters ready to print."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from parvis.consultations.codes import group
from parvis.consultations.models import ConsultationPage
from parvis.ui.qr import qr

MOST_LETTERS = 500
"""Beyond, whoever prints merges the table into letters of their own; the links of its QR codes are there."""
MASK = 1
STYLE = Path(__file__).parent / "static" / "consultations" / "letters.css"


@dataclass(frozen=True, slots=True)
class Letter:
    """One page: the code as it is read, and its QR code, which opens the page where it is used."""

    code: str
    qr: SafeString


def archive(consultation: ConsultationPage, codes: Sequence[str]) -> bytes:
    """A ZIP file with `codes.csv` and, for a batch that is not too large, `letters.html` and its style."""
    address = settings.PARVIS_ADDRESS + reverse("invitation:use", args=[consultation.slug])
    links = [(group(code), f"{address}#{group(code)}") for code in codes]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("codes.csv", _table(links))
        if len(links) <= MOST_LETTERS:
            letters = [Letter(code, qr(link, css_class="qr", mask=MASK)) for code, link in links]
            context = {"consultation": consultation, "letters": letters, "address": address}
            folder.writestr("letters.html", render_to_string("consultations/letters.html", context))
            folder.writestr("letters.css", STYLE.read_text())
    return packed.getvalue()


def _table(links: Sequence[tuple[str, str]]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("code", "link"))
    table.writerows(links)
    return written.getvalue()
