"""Put a text to consultation: its passages become contributions, all or none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import translation

from parvis.accounts.enums import Origin
from parvis.accounts.models import Participant
from parvis.consultations.domain.add_kinds import add_kinds
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct, KindRole
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Kind
from parvis.consultations.queries import database_now
from parvis.consultations.templates_catalogue import AMENDMENT, PASSAGE
from parvis.contributions import leaves
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append_all
from parvis.texts.cutting import Piece
from parvis.texts.domain.bring_text import check_pieces, hold_draft, pieces_of
from parvis.texts.enums import DocumentState, Part
from parvis.texts.models import Document, Passage

LABEL_LIMIT = 160


def publish_text(*, actor: Participant, document: Document) -> Document:
    """Make a contribution of each passage, with its line in the log; from then on, words no longer change.

    The consultation gets the kinds of passages and of amendments if it has none. Raises `Refused`.
    """
    with transaction.atomic():
        held = hold_draft(actor, document)
        pieces = pieces_of(held)
        check_pieces(pieces)
        kind = _kind(held.consultation, actor.language)
        made = iter(_contributions(held.consultation, kind, pieces))
        Passage.objects.bulk_create(
            Passage(
                document=held,
                contribution=next(made) if piece.part == Part.PASSAGE else None,
                position=place,
                part=piece.part,
                level=piece.level,
                number=piece.number,
                is_given=piece.is_given,
                title=piece.title,
            )
            for place, piece in enumerate(pieces, start=1)
        )
        held.state, held.source, held.published_at = DocumentState.PUBLISHED, "", database_now()
        held.save(update_fields=["state", "source", "published_at"])
        note(actor=actor, consultation=held.consultation, act=DeskAct.TEXT_PUBLISHED, about=held.title)
    return held


def _kind(consultation: ConsultationPage, language: str) -> Kind:
    found: Kind | None = consultation.kinds.filter(role=KindRole.PASSAGE).first()
    if found is not None:
        return found
    taken = set(consultation.kinds.values_list("code", flat=True))
    with translation.override(language):
        kinds = add_kinds(consultation, (PASSAGE, AMENDMENT), after=len(taken), taken=taken)
    tell_rules(consultation=consultation)
    return kinds[PASSAGE.code]


def _contributions(consultation: ConsultationPage, kind: Kind, pieces: Sequence[Piece]) -> list[Contribution]:
    now = database_now()
    rows = Contribution.objects.bulk_create(
        Contribution(
            consultation=consultation,
            kind=kind,
            title=title,
            text=text,
            origin=Origin.IMPORT,
            created_at=now,
        )
        for title, text in _titled(pieces)
    )
    append_all(leaves.accepted(row) for row in rows)
    return rows


def _titled(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """The passages, each with its name out of its place: without a heading, it has that of the one above."""
    found, above = [], ""
    for piece in pieces:
        if piece.level:
            above = piece.label
        if piece.part == Part.PASSAGE:
            label = piece.label if piece.level or not above else f"{_cut(above, 90)}, {piece.label}"
            found.append((_cut(label, LABEL_LIMIT), piece.text))
    return found


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"
