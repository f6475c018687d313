"""Bring a text from a file, correct its cut, or drop it: nothing is public yet."""

from collections.abc import Sequence
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.slugs import free_slug, stem_of
from parvis.contributions.texts import clean_line
from parvis.texts.cutting import DEPTHS, Piece, best_depth, cut
from parvis.texts.lines import Line, from_markdown, levelled, to_markdown
from parvis.texts.models import NUMBER_LIMIT, TITLE_LIMIT, Document
from parvis.texts.permissions import can
from parvis.texts.readers import checked, read_text

SLUG_LENGTH = 60
MOST_PIECES = 3_000
LONGEST_PASSAGE = 15_000
"""So that an amendment may say it again, and more."""


def bring_text(*, actor: Participant, consultation: ConsultationPage, name: str, data: bytes) -> Document:
    """Read a DOCX, ODT, HTML or Markdown file into a text to be cut.

    Raises `Refused` with what is wrong in the file.
    """
    if not consultations.can(actor, "edit", consultation):
        raise Refused(_("Only the organisers of this consultation import files."))
    text = read_text(name, data)
    file = PurePath(name).name[:120]
    title = clean_line(text.title or PurePath(file).stem)[:TITLE_LIMIT] or _("Text")
    with transaction.atomic():
        ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        note(actor=actor, consultation=consultation, act=DeskAct.TEXT_BROUGHT, about=title)
        return Document.objects.create(
            consultation=consultation,
            title=title,
            slug=_free_slug(consultation, title),
            file_name=file,
            source=to_markdown(text.lines),
            depth=best_depth(text.lines) if text.depth is None else text.depth,
        )


def change_text(*, actor: Participant, document: Document, title: str, source: str, depth: int) -> Document:
    """Keep another title, other words or another depth of the cut. Raises `Refused`."""
    with transaction.atomic():
        held = hold_draft(actor, document)
        lines = levelled(checked(from_markdown(source)))
        held.title = clean_line(title)[:TITLE_LIMIT] or held.title
        held.source = to_markdown(lines)
        held.depth = depth if depth in depths_of(lines) else best_depth(lines)
        held.save(update_fields=["title", "source", "depth"])
        note(actor=actor, consultation=held.consultation, act=DeskAct.TEXT_CUT, about=held.title)
    return held


def drop_text(*, actor: Participant, document: Document) -> None:
    """Forget a text that was not published."""
    with transaction.atomic():
        held = hold_draft(actor, document)
        note(actor=actor, consultation=held.consultation, act=DeskAct.TEXT_DROPPED, about=held.title)
        held.delete()


def hold_draft(actor: Participant, document: Document) -> Document:
    """The text, held until the end of the transaction; refused when it is published or not theirs."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("consultation")
    held = rows.filter(pk=document.pk).first()
    if held is None or not can(actor, "edit", held):
        raise Refused(_("This text is published: its words no longer change."))
    return held


def depths_of(lines: Sequence[Line]) -> list[int]:
    """At what levels a text may be cut; by paragraph, always."""
    used = {line.level for line in lines}
    return [depth for depth in DEPTHS if depth == 0 or depth in used]


def pieces_of(document: Document) -> list[Piece]:
    """The cut of a text that is not published yet."""
    return cut(from_markdown(document.source), document.depth)


def check_pieces(pieces: Sequence[Piece]) -> None:
    """Raise `Refused` when the cut cannot be put to consultation, with what to do."""
    if len(pieces) > MOST_PIECES:
        raise Refused(
            _("This cut makes more than 3,000 pieces: choose higher headings, or cut the text in two.")
        )
    passages = [piece for piece in pieces if piece.text]
    if not passages:
        raise Refused(_("This cut makes no passage: nobody could vote or comment. Choose another one."))
    long = next((piece for piece in passages if len(piece.text) > LONGEST_PASSAGE), None)
    if long is not None:
        raise Refused(
            _("“%(passage)s” is longer than 15,000 characters: choose lower headings, or cut by paragraph.")
            % {"passage": long.label[:80]}
        )
    if any(len(piece.number) > NUMBER_LIMIT for piece in pieces):
        raise Refused(_("A number is too long: shorten it in the words below."))


def _free_slug(consultation: ConsultationPage, title: str) -> str:
    stem = stem_of(title, SLUG_LENGTH, "text")
    return free_slug(stem, consultation.documents.values_list("slug", flat=True))
