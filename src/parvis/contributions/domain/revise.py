"""Change the text of one's contribution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
from parvis.contributions.permissions import can, is_author, is_public
from parvis.ledger.domain.append import append

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
        row = (
            Contribution.objects.select_for_update(of=("self",))
            .select_related("kind", "consultation")
            .get(pk=contribution.pk)
        )
        if not can(actor, "revise", row):
            raise Refused(_("This text cannot be changed."))
        if reason := why_not_now(actor, row):
            raise Refused(reason)
        words = title_of(row.kind, title), text_of(row.kind, text), _public_answers(row, answers, actor)
        check_rewording(row.kind, words[1], row.responds_to)
        if words == (row.title, row.text, row.form_answers):
            return row
        if based_on is not None and based_on != str(row.entry or ""):
            raise Refused(
                _("This text was changed meanwhile: see what differs. Yours is kept here, not published yet.")
            )
        _keep_version(row)
        row.title, row.text, row.form_answers = words
        row.revised_at = database_now()
        row.to_read_since = _to_read_since(row)
        former = leaves.renew(row)
        row.save(update_fields=REVISED)
        attach(row)
        detach(row)
        append(leaves.revised(row, former=former))
        return row


def _to_read_since(row: Contribution) -> datetime | None:
    """What was read no longer is: new words wait for a moderator, in the place of former ones that waited."""
    return row.to_read_since or (row.revised_at if is_public(row) else None)


def _public_answers(row: Contribution, answers: Mapping[str, Any] | None, actor: Participant) -> Answers:
    """The new public answers; the personal ones, of which no version is kept, are replaced at once."""
    if answers is None:
        return dict(row.form_answers)
    public, personal = answers_of(row.kind, answers, taken=Taken(actor, row.idempotency_key))
    replace_personal(row, personal)
    return public


def is_revisable(contribution: Contribution) -> bool:
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
