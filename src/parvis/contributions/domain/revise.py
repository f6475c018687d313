"""Change the text of one's contribution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import WRITING
from parvis.consultations.levels import level_in
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now, writing_action
from parvis.contributions import leaves
from parvis.contributions.answering import Answers
from parvis.contributions.domain.answers import answers_of, replace_personal
from parvis.contributions.domain.attach import Taken, attach, detach
from parvis.contributions.domain.wording import check_rewording, text_of, title_of
from parvis.contributions.models import Contribution, Version
from parvis.contributions.permissions import can, is_author, is_public, reads_first
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import append

Words = tuple[str, str, Answers]
"""Title, text and public answers."""
REVISED = ["title", "text", "form_answers", "revised_at", "to_read_since", "entry", "salt"]


def revise(
    *,
    actor: Participant,
    contribution: Contribution,
    title: str,
    text: str,
    answers: Mapping[str, Any] | None = None,
    based_on: str | None = None,
) -> Contribution:
    """Replace the text and keep the former one: silently before the first reaction, publicly after it.

    Possible while a phase takes deposits of this kind. The same text again changes nothing. Those of the
    form stay as they are without `answers`. `based_on` is the entry of the words that the actor had before
    their eyes: others that were published meanwhile are not replaced unread. Raises `Refused`.
    """
    with transaction.atomic():
        row = hold_for(actor, contribution)
        words, personal = new_words(actor, row, title=title, text=text, answers=answers)
        if reading_first(row) is not None:
            raise Refused(_("What is sent here is read before it appears. Send it again: your text is kept."))
        if personal is not None:
            replace_personal(row, personal)
        if words == (row.title, row.text, row.form_answers):
            return row
        check_unchanged(row, based_on)
        return replace_words(row, words)


def hold_for(actor: Participant, contribution: Contribution) -> Contribution:
    """The row as it is now, until the end of the transaction, if the actor may change it now."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("kind", "consultation")
    row = rows.get(pk=contribution.pk)
    if not can(actor, "revise", row):
        raise Refused(_("This text cannot be changed."))
    if reason := why_not_now(actor, row):
        raise Refused(reason)
    return row


def new_words(
    actor: Participant,
    row: Contribution,
    *,
    title: str,
    text: str,
    answers: Mapping[str, Any] | None,
    held: UUID | None = None,
) -> tuple[Words, Answers | None]:
    """Title, text and public answers as they would be, and the personal answers, None when none are given.

    `held`: the key of words that wait to change it, whose files may be told of too.
    """
    words = title_of(row.kind, title), text_of(row.kind, text)
    check_rewording(row.kind, words[1], row.responds_to)
    if answers is None:
        return (*words, dict(row.form_answers)), None
    taken = Taken(actor, row.idempotency_key, held)
    public, personal = answers_of(row.kind, answers, taken=taken)
    return (*words, public), personal


def check_unchanged(row: Contribution, based_on: str | None) -> None:
    if based_on is not None and based_on != str(row.entry or ""):
        raise Refused(
            _("This text was changed meanwhile: see what differs. Yours is kept here, not published yet.")
        )


def replace_words(row: Contribution, words: Words, *, is_read: bool = False) -> Contribution:
    """Give a locked row its new words, and keep the former ones; `is_read`: a moderator read them first."""
    _keep_version(row)
    row.title, row.text, row.form_answers = words
    row.revised_at = database_now()
    row.to_read_since = None if is_read else _to_read_since(row)
    former = leaves.renew(row)
    row.save(update_fields=REVISED)
    attach(row)
    detach(row)
    append(leaves.revised(row, former=former))
    return row


def reading_first(row: Contribution) -> PhaseAction | None:
    """The deposit that is open for such texts, when what is sent there is read before it appears."""
    opened = writing_action(consultation=row.consultation, kind=row.kind)
    return opened if opened is not None and reads_first(opened) else None


def _to_read_since(row: Contribution) -> datetime | None:
    """What was read no longer is: new words wait for a moderator, in the place of former ones that waited."""
    return row.to_read_since or (row.revised_at if is_public(row) else None)


def is_revisable(contribution: Contribution | WaitingText) -> bool:
    """While a phase of its consultation takes deposits of its kind."""
    return writing_action(consultation=contribution.consultation, kind=contribution.kind) is not None


def why_not_now(actor: Participant, contribution: Contribution) -> str:
    """Why who may change this text may not do it now: no phase takes any, or their level is too low."""
    opened = writing_action(consultation=contribution.consultation, kind=contribution.kind)
    if opened is not None:
        return lacking(actor, contribution, opened)
    if can(actor, "withdraw", contribution):
        return _("The phase is closed: the text can no longer be changed, but you may withdraw it.")
    return _("The phase is closed: the text can no longer be changed.")


def lacking(actor: Participant, contribution: Contribution, opened: PhaseAction | None = None) -> str:
    """What somebody has still to show to write in the text of another, as to deposit one; empty for nothing.

    Without a phase that takes texts of its kind, where this one was deposited says it.
    """
    asked = opened or _deposit_of(contribution)
    if asked is None or is_author(actor, contribution):
        return ""
    if level_in(actor, contribution.consultation_id) >= asked.minimum_level:
        return ""
    return _(
        "To write in this text, this is needed first: %(level)s. The page of the consultation says how to "
        "have it."
    ) % {"level": asked.get_minimum_level_display()}


def _deposit_of(contribution: Contribution) -> PhaseAction | None:
    found = writing_action(consultation=contribution.consultation, kind=contribution.kind)
    here = PhaseAction.objects.filter(
        phase=contribution.phase_id, kind=contribution.kind_id, verb__in=WRITING
    )
    return found or here.first()


def _keep_version(row: Contribution) -> None:
    """With the entry and the salt under which the log holds these words."""
    Version.objects.create(
        contribution=row,
        number=row.versions.count() + 1,
        title=row.title,
        text=row.text,
        form_answers=row.form_answers,
        is_public=row.reacted_at is not None,
        entry=row.entry,
        salt=row.salt,
    )
