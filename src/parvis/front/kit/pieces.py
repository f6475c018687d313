"""The pieces of a kit, and the name of each file: a closed list, so that an address draws nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Form(StrEnum):
    """In what a piece is written: its ending, and what browsers are told."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"

    @property
    def media_type(self) -> str:
        return {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}[self.value]


@dataclass(frozen=True, slots=True)
class Piece:
    """One drawing: `width` and `height` are millimetres of paper, or pixels of a screen."""

    code: str
    label: str | Promise
    use: str | Promise
    drawing: str
    width: int
    height: int
    is_paper: bool = False
    is_flyer: bool = False
    is_wordless: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One piece in one language and one form. The PNG of a paper one is its preview."""

    piece: Piece
    language: str
    form: Form

    @property
    def name(self) -> str:
        """That of its file; what has no words is in no language."""
        if self.piece.is_wordless:
            return f"{self.piece.code}.{self.form}"
        return f"{self.piece.code}-{self.language}.{self.form}"

    @property
    def is_preview(self) -> bool:
        return self.piece.is_paper and self.form == Form.PNG


POSTER_A4 = Piece(
    "poster-a4", _("Poster, A4"), _("for a notice board, a door"), "poster.typ", 210, 297, is_paper=True
)
POSTER_A3 = Piece(
    "poster-a3", _("Poster, A3"), _("for a hall, a street"), "poster.typ", 297, 420, is_paper=True
)
FLYER = Piece(
    "flyer-a5", _("Flyer, A5"), _("to hand out"), "poster.typ", 148, 210, is_paper=True, is_flyer=True
)
WIDE = Piece(
    "picture-wide", _("Wide picture"), _("for a link, a post, a newsletter"), "picture.typ", 1200, 630
)
SQUARE = Piece("picture-square", _("Square picture"), _("for a post, a screen"), "picture.typ", 1080, 1080)
CODE = Piece("qr", _("QR code"), _("for a document of your own"), "", 1000, 1000)
ICON = Piece(
    "icon", _("Sign of the site"), _("for a shortcut, an account"), "icon.typ", 512, 512, is_wordless=True
)

PAPERS = (POSTER_A4, POSTER_A3, FLYER)
PICTURES = (WIDE, SQUARE)
_FORMS = {
    **dict.fromkeys(PAPERS, (Form.PDF, Form.PNG)),
    **dict.fromkeys((*PICTURES, ICON), (Form.PNG,)),
    CODE: (Form.SVG, Form.PNG),
}
FILES = {
    file.name: file
    for piece, forms in _FORMS.items()
    for language in (LANGUAGES[:1] if piece.is_wordless else LANGUAGES)
    for form in forms
    for file in [File(piece, language, form)]
}
