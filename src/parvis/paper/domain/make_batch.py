"""Prepare a batch of sheets: those to print, with their numbers, or those that come as they are."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import WRITING, DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.texts import clean_line
from parvis.paper.enums import Channel
from parvis.paper.models import MOST_SHEETS, Batch, Sheet
from parvis.paper.permissions import can
from parvis.ui import words


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """What an organiser says of a batch; `place` and days are those of a register."""

    name: str
    channel: Channel = Channel.FORM
    size: int = 0
    is_double: bool = False
    return_to: str = ""
    return_by: date | None = None
    place: str = ""
    opened_on: date | None = None
    closed_on: date | None = None


def make_batch(*, actor: Participant, action: PhaseAction, draft: BatchDraft) -> Batch:
    """Make a batch, numbered after the last of its consultation, and its sheets. Raises `Refused`."""
    with transaction.atomic():
        rows = ConsultationPage.objects.select_for_update(of=("self",))
        consultation = rows.get(pk=action.phase.consultation_id)
        if not can(actor, "prepare", consultation):
            raise Refused(_("Only the organisers of this consultation prepare batches of sheets."))
        _check(action, draft)
        last = Batch.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
        batch = Batch.objects.create(
            consultation=consultation,
            phase=action.phase,
            kind=action.kind,
            number=last + 1,
            name=clean_line(draft.name),
            channel=draft.channel,
            size=draft.size,
            is_double=draft.is_double,
            return_to=draft.return_to.strip(),
            return_by=draft.return_by,
            place=clean_line(draft.place),
            opened_on=draft.opened_on,
            closed_on=draft.closed_on,
            made_by=actor,
        )
        Sheet.objects.bulk_create(Sheet(batch=batch, number=number) for number in range(1, draft.size + 1))
        note(actor=actor, consultation=consultation, act=DeskAct.PAPER_PREPARED, about=batch.name)
        return batch


def _check(action: PhaseAction, draft: BatchDraft) -> None:
    if action.verb not in WRITING or action.kind.is_passage:
        raise Refused(_("Nothing can be deposited here."))
    if any(question.takes_files and question.is_required for question in action.kind.questions.all()):
        raise Refused(
            _("This form needs a photo or a document, which no sheet of paper holds: make it optional first.")
        )
    if not clean_line(draft.name):
        raise Refused(_("Give the batch a name."))
    if draft.channel == Channel.FIELD and (draft.size or draft.is_double):
        raise Refused(
            _("What a device collects is typed once, and gets its number when it comes: print no sheet.")
        )
    if draft.size > MOST_SHEETS:
        raise Refused(_("A batch has %(n)s sheets at most: make several.") % {"n": words.number(MOST_SHEETS)})
    if draft.channel == Channel.REGISTER and draft.size:
        raise Refused(_("The pages of a register are not printed here: leave 0 numbered sheets."))
    if draft.channel == Channel.REGISTER and not clean_line(draft.place):
        raise Refused(_("Say where the register lies."))
    if draft.opened_on and draft.closed_on and draft.opened_on > draft.closed_on:
        raise Refused(_("The register closes before it opens: check the two days."))
