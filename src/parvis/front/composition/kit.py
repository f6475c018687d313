"""What the page « Spread the word » shows, for everybody and at the desk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage, Phase
from parvis.front.kit.keeping import Kit, kit_of
from parvis.front.kit.material import material_of
from parvis.front.kit.pieces import CODE, FILES, ICON, LANGUAGES, PAPERS, PICTURES, WIDE, File, Form, Piece
from parvis.front.kit.press import press_text
from parvis.front.kit.signs import undrawn
from parvis.pages.queries import site_look
from parvis.restitution.queries import public_figures_of
from parvis.ui.data import Link


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece: its picture in the reader's language, what it says, and its files."""

    piece: Piece
    preview: str
    alt: str
    files: list[Link]


@dataclass(frozen=True, slots=True)
class KitView:
    """Everything that there is to take."""

    consultation: ConsultationPage
    papers: list[Shown]
    pictures: list[Shown]
    signs: list[Shown]
    alt: str
    press: str
    archive: str
    address: str


def compose(consultation: ConsultationPage) -> KitView:
    """Nothing is drawn for the page: each picture is when it is first asked for."""
    kit = kit_of(consultation)
    material = kit.material[_language()]
    dated = public_figures_of(consultation)
    return KitView(
        consultation=consultation,
        papers=[_shown(kit, piece, (Form.PDF,)) for piece in PAPERS],
        pictures=[_shown(kit, piece, (Form.PNG,)) for piece in PICTURES],
        signs=[_shown(kit, CODE, (Form.SVG, Form.PNG)), _shown(kit, ICON, (Form.PNG,))],
        alt=material.alt,
        press=press_text(consultation, material, dated),
        archive=reverse("front:kit_file", args=[consultation.slug, "kit.zip"]),
        address=material.url,
    )


def to_mend(view: KitView) -> list[str]:
    """What would make a better poster, for those who write the texts."""
    consultation = view.consultation
    found = []
    if not consultation.live:
        found.append(_("The consultation is not published: its address and its codes lead nowhere yet."))
    if not consultation.summary:
        found.append(_("There is no summary: the posters say nothing under the question."))
    if not consultation.offline_ways:
        found.append(_("Nothing says how to take part without the internet, to those who read a poster."))
    if left := undrawn(consultation.title + consultation.organiser + consultation.summary):
        told = _("These signs have no drawing, and are left out of the pieces: %(signs)s")
        found.append(told % {"signs": " ".join(left[:20])})
    return found


@dataclass(frozen=True, slots=True)
class Card:
    """How other sites show a link to a consultation: its picture, and what the picture says."""

    url: str
    image: str
    alt: str
    width: int
    height: int
    icon: str


def card_of(consultation: ConsultationPage, phases: Sequence[Phase]) -> Card:
    """Of phases read with their actions; one query. The address of the picture changes as its drawing does.

    A logo that is replaced has another address.
    """
    material, look = material_of(consultation, phases, _language()), site_look()
    picture, icon = File(WIDE, material.lang, Form.PNG), File(ICON, material.lang, Form.PNG)
    address = reverse("front:kit_file", args=[consultation.slug, picture.name])
    version = hashlib.sha256(repr((material, look)).encode()).hexdigest()[:12]
    return Card(
        url=material.url,
        image=f"{settings.PARVIS_ADDRESS}{address}?v={version}",
        alt=material.alt,
        width=WIDE.width,
        height=WIDE.height,
        icon=reverse("front:kit_file", args=[consultation.slug, icon.name]),
    )


def _language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def _shown(kit: Kit, piece: Piece, forms: Sequence[Form]) -> Shown:
    language = _language()
    files = [file for file in FILES.values() if file.piece == piece and file.form in forms]
    here = next(file for file in FILES.values() if _is_picture(file, piece, language))
    return Shown(
        piece=piece,
        preview=address_of(kit, here),
        alt="" if piece.is_wordless else kit.material[language].alt,
        files=[Link(_named(file), address_of(kit, file)) for file in files],
    )


def _is_picture(file: File, piece: Piece, language: str) -> bool:
    return file.piece == piece and file.form == Form.PNG and (piece.is_wordless or file.language == language)


def _named(file: File) -> str:
    """What a link says: "French, PDF"."""
    form = file.form.upper()
    if file.piece.is_wordless:
        return form
    language = _("French") if file.language == "fr" else _("English")
    return _("%(language)s, %(form)s") % {"language": language, "form": form}


def address_of(kit: Kit, file: File) -> str:
    """Its signature in the address: a page that changed asks for the new picture, whatever caches keep."""
    address = reverse("front:kit_file", args=[kit.consultation.slug, file.name])
    return f"{address}?v={kit.signature(file)}"
