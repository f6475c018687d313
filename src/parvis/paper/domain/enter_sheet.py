"""Enter what somebody wrote on paper, or said on the telephone."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct, Verb
from parvis.consultations.journal import note
from parvis.consultations.models import PhaseAction
from parvis.contributions import leaves
from parvis.contributions.domain.answers import keep_personal
from parvis.contributions.domain.once import insert_once
from parvis.ledger.domain.append import append
from parvis.paper.models import Batch, Sheet, Typing
from parvis.paper.typed import Prepared, Words, check_entry, prepare


def enter_sheet(*, actor: Participant, batch: Batch, number: int | None, words: Words, key: UUID) -> Sheet:
    """Make a contribution of a sheet, without an author; the same key twice gives the same sheet.

    Where two people type each sheet, it counts once both read the same: before, it has no contribution.
    `number` is None for a sheet that has none yet. Raises `Refused`.
    """
    with transaction.atomic():
        action = check_entry(actor, batch)
        known = _known(actor, key)
        if known is not None:
            return known
        prepared = prepare(batch, action, words, key=key)
        sheet = _held(batch, number)
        if batch.is_double:
            return _type(actor, sheet, action, prepared, key)
        return _enter(actor, sheet, action, prepared, key)


def settle_sheet(*, actor: Participant, sheet: Sheet, words: Words, key: UUID) -> Sheet:
    """Enter a sheet that two people read otherwise, in the words that a member of the team decides on.

    Raises `Refused`.
    """
    with transaction.atomic():
        action = check_entry(actor, sheet.batch)
        known = _known(actor, key)
        if known is not None:
            return known
        held = _held(sheet.batch, sheet.number)
        if held.typings.count() < 2:
            raise Refused(_("Two people type this sheet before anything is settled."))
        entered = _enter(actor, held, action, prepare(sheet.batch, action, words, key=key), key)
        said = f"{sheet.batch.name}, {held.number}"
        note(actor=actor, consultation=sheet.batch.consultation, act=DeskAct.PAPER_SETTLED, about=said)
        return entered


def retype_sheet(*, actor: Participant, sheet: Sheet) -> Sheet:
    """Forget both readings of a sheet that is not entered yet: it is typed again. Raises `Refused`."""
    with transaction.atomic():
        check_entry(actor, sheet.batch)
        held = _held(sheet.batch, sheet.number)
        held.typings.all().delete()
        return held


def _known(actor: Participant, key: UUID) -> Sheet | None:
    """What this key entered or typed already, if the actor did. Raises `Refused`."""
    rows = Sheet.objects.select_related("batch")
    sheet = rows.filter(key=key).first()
    if sheet is not None and sheet.entered_by_id != actor.pk:
        raise Refused(_("This form has already been sent. Open a new one: your text is kept."))
    return sheet or rows.filter(typings__key=key, typings__member=actor).first()


def _held(batch: Batch, number: int | None) -> Sheet:
    """The sheet, locked and not entered yet, made if it has no number. Raises `Refused`."""
    if number is None:
        held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        last = held.sheets.aggregate(last=Max("number"))["last"] or 0
        return Sheet.objects.create(batch=batch, number=last + 1)
    sheet = Sheet.objects.select_for_update(of=("self",)).filter(batch=batch, number=number).first()
    if sheet is None:
        raise Refused(_("This batch has no sheet of this number: read it again on the paper."))
    sheet.batch = batch
    if sheet.entered_at is not None:
        raise Refused(
            _("Sheet %(reference)s is already entered: read its number again.")
            % {"reference": sheet.reference}
        )
    return sheet


def _type(actor: Participant, sheet: Sheet, action: PhaseAction, prepared: Prepared, key: UUID) -> Sheet:
    typings = list(sheet.typings.all())
    if any(one.member_id == actor.pk for one in typings):
        raise Refused(_("You have typed this sheet already: somebody else types it the second time."))
    if len(typings) > 1:
        raise Refused(_("Two people have typed this sheet already: settle what differs."))
    told = prepared.as_json()
    if any(one.words == told for one in typings):
        return _enter(actor, sheet, action, prepared, key)
    Typing.objects.create(sheet=sheet, member=actor, words=told, key=key)
    return sheet


def _enter(actor: Participant, sheet: Sheet, action: PhaseAction, prepared: Prepared, key: UUID) -> Sheet:
    contribution, is_new = insert_once(prepared.contribution, key=key)
    if not is_new:
        raise Refused(_("This form has already been sent. Open a new one: your text is kept."))
    keep_personal(contribution, prepared.personal)
    append(leaves.accepted(contribution, is_question=action.verb == Verb.ASK))
    sheet.contribution, sheet.page, sheet.key = contribution, prepared.page, key
    sheet.entered_by, sheet.entered_at = actor, Now()
    sheet.save(update_fields=["contribution", "page", "key", "entered_by", "entered_at"])
    sheet.refresh_from_db(fields=["entered_at"])
    sheet.typings.all().delete()
    return sheet
