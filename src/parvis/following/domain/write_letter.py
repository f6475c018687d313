"""Write a letter, change its draft, or drop it. Nothing leaves by this."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.consultations.permissions import can
from parvis.following.enums import LetterState, Segment
from parvis.following.letters import Letter


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What an organiser typed. `phase` and `theme` name the segment of that sort, and no other."""

    segment: Segment
    subject_fr: str = ""
    text_fr: str = ""
    subject_en: str = ""
    text_en: str = ""
    link: str = ""
    phase: Phase | None = None
    theme: Theme | None = None


@transaction.atomic
def write_letter(
    *, actor: Participant, consultation: ConsultationPage, draft: LetterDraft, end_of: Phase | None = None
) -> Letter:
    """`end_of`: the phase of which it tells the end, so that it is not proposed again."""
    check(actor, consultation)
    letter = Letter(consultation=consultation, author=actor, end_of=_own(consultation, end_of))
    _fill(letter, draft)
    letter.save()
    note(actor=actor, consultation=consultation, act=DeskAct.LETTER_WRITTEN, about=str(letter))
    return letter


@transaction.atomic
def rewrite_letter(*, actor: Participant, letter: Letter, draft: LetterDraft) -> Letter:
    held = hold_draft(actor, letter)
    _fill(held, draft)
    held.save()
    note(actor=actor, consultation=held.consultation, act=DeskAct.LETTER_CHANGED, about=str(held))
    return held


@transaction.atomic
def drop_letter(*, actor: Participant, letter: Letter) -> None:
    held = hold_draft(actor, letter)
    note(actor=actor, consultation=held.consultation, act=DeskAct.LETTER_DROPPED, about=str(held))
    held.delete()


def hold_draft(actor: Participant, letter: Letter) -> Letter:
    """The letter, kept from others until the end of the transaction; a draft, or it is refused."""
    check(actor, letter.consultation)
    held = Letter.objects.select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if held is None or held.state != LetterState.DRAFT:
        raise Refused(_("This letter is no longer a draft: cancel its departure to change it."))
    return held


def check(actor: Participant, consultation: ConsultationPage) -> None:
    if not can(actor, "animate", consultation):
        raise Refused(_("Only those who animate this consultation may write to people."))


def _own(consultation: ConsultationPage, phase: Phase | None) -> Phase | None:
    return phase if phase is not None and phase.consultation_id == consultation.pk else None


def _fill(letter: Letter, draft: LetterDraft) -> None:
    for name in ("subject_fr", "text_fr", "subject_en", "text_en"):
        setattr(letter, name, getattr(draft, name).replace("\r\n", "\n").strip())
    if not letter.written:
        raise Refused(_("Write a subject and a text, in French or in English."))
    letter.link, letter.segment = draft.link, draft.segment
    letter.phase = draft.phase if draft.segment == Segment.PHASE else None
    letter.theme = draft.theme if draft.segment == Segment.THEME else None
    place = letter.phase or letter.theme
    if draft.segment in {Segment.PHASE, Segment.THEME} and (
        place is None or place.consultation_id != letter.consultation_id
    ):
        raise Refused(_("Say which phase, or which theme, this letter is about."))
    letter.segment_name = str(place) if place is not None else ""
