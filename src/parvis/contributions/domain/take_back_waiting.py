"""Take back, or change, what one sent and nobody has read yet."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import writing_action
from parvis.contributions import waiting_leaves
from parvis.contributions.answering import Answers
from parvis.contributions.domain.answers import answers_of
from parvis.contributions.domain.attach import Taken, keep_held
from parvis.contributions.domain.erase_waiting import erase
from parvis.contributions.domain.revise import Words, lacking, new_words
from parvis.contributions.domain.wording import check_rewording, text_of, title_of
from parvis.contributions.leaves import renew
from parvis.contributions.permissions import may_take_back
from parvis.contributions.waiting import WORDS, WaitingText
from parvis.ledger.domain.append import append


def take_back_waiting(*, actor: Participant, text: WaitingText) -> WaitingText:
    """Erase the words of a text that waits, or of changes that were refused; twice is once."""
    with transaction.atomic():
        row = _hold(text)
        if not row.has_words:
            return row
        if not may_take_back(actor, row):
            raise Refused(_("This text cannot be withdrawn."))
        erase(row)
        return row


def change_waiting(
    *,
    actor: Participant,
    text: WaitingText,
    title: str,
    words: str,
    answers: Mapping[str, Any] | None = None,
) -> WaitingText:
    """Replace the words of a text that waits: it keeps its place, and nobody decides on the former ones.

    As for a public text, while a phase takes deposits of its kind. Raises `Refused`.
    """
    with transaction.atomic():
        row = _hold(text)
        if not row.is_waiting or not may_take_back(actor, row):
            raise Refused(_("This text no longer waits: it was read, or its author took it back."))
        if reason := why_not_changed(actor, row):
            raise Refused(reason)
        found, personal = _words(actor, row, title, words, answers)
        if (found, personal) == ((row.title, row.text, row.form_answers), row.personal):
            return row
        row.title, row.text, row.form_answers = found
        row.personal, row.changed_at = personal, Now()
        former = renew(row)
        row.save(update_fields=[*WORDS, "entry", "changed_at"])
        keep_held(row)
        append(waiting_leaves.received(row, former=former))
        row.refresh_from_db(fields=["changed_at"])
        return row


def why_not_changed(actor: Participant, text: WaitingText) -> str:
    """Why what waits may not be changed now; empty when it may."""
    if text.author_id != actor.pk and text.kind.questions.filter(is_personal=True).exists():
        return _("This text cannot be changed.")
    opened = writing_action(consultation=text.consultation, kind=text.kind)
    if opened is None:
        return _("The phase is closed: the text can no longer be changed, but you may withdraw it.")
    return "" if text.revises is None else lacking(actor, text.revises, opened)


def _hold(text: WaitingText) -> WaitingText:
    rows = WaitingText.objects.select_for_update(of=("self",)).select_related(
        "consultation", "kind", "organisation", "revises", "responds_to"
    )
    return rows.get(pk=text.pk)


def _words(
    actor: Participant, row: WaitingText, title: str, text: str, answers: Mapping[str, Any] | None
) -> tuple[Words, Answers | None]:
    """Those of the form stay as they are without `answers`."""
    if answers is None:
        answers = {**row.form_answers, **(row.personal or {})}
    if row.revises is not None:
        return new_words(
            actor, row.revises, title=title, text=text, answers=answers, held=row.idempotency_key
        )
    words = title_of(row.kind, title), text_of(row.kind, text)
    check_rewording(row.kind, words[1], row.responds_to)
    public, private = answers_of(row.kind, answers, taken=Taken(actor, row.idempotency_key))
    return (*words, public), private
