"""Take a text that somebody of the team reads before it appears, or new words of one that is public."""

from collections.abc import Mapping
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import Verb
from parvis.consultations.levels import level_in
from parvis.consultations.models import PhaseAction
from parvis.contributions import waiting_leaves
from parvis.contributions.domain.answers import replace_personal
from parvis.contributions.domain.attach import keep_held
from parvis.contributions.domain.once import insert_once, refuse_second, same_author
from parvis.contributions.domain.receipt import send_received
from parvis.contributions.domain.revise import check_unchanged, hold_for, new_words, reading_first
from parvis.contributions.domain.submit import Sent, prepare
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import reads_first
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.append import append


def receive(
    *,
    actor: Participant,
    action: PhaseAction,
    idempotency_key: UUID,
    shared_save: int | None = None,
    **sent: Unpack[Sent],
) -> WaitingText:
    """Keep it until a moderator has read it, with a receipt by mail; the same key twice gives the same row.

    What `submit` checks is checked here, at the second when it comes: read after the close, it came in time.
    The log tells that it came, under a commitment that its author alone opens. Raises `Refused`.
    """
    with transaction.atomic():
        known = WaitingText.objects.filter(idempotency_key=idempotency_key).first()
        if known is not None:
            return same_author(known, actor)
        checked, personal = prepare(actor=actor, action=action, key=idempotency_key, sent=sent)
        if not reads_first(action):
            raise Refused(_("What is sent here appears at once. Send it again: your text is kept."))
        if checked.is_only:
            refuse_second(actor, checked.kind, key=idempotency_key)
        return _insert(
            WaitingText(
                consultation=checked.consultation,
                phase=action.phase,
                kind=checked.kind,
                theme=checked.theme,
                author=actor,
                organisation=checked.organisation,
                origin=checked.origin,
                identity_level=checked.identity_level,
                responds_to=checked.responds_to,
                title=checked.title,
                text=checked.text,
                form_answers=checked.form_answers,
                personal=personal,
                is_question=action.verb == Verb.ASK,
                is_late=checked.is_late,
                hours=action.read_within,
                shared_save=shared_save,
                idempotency_key=idempotency_key,
            ),
            actor,
        )


def receive_revision(
    *,
    actor: Participant,
    contribution: Contribution,
    title: str,
    text: str,
    answers: Mapping[str, Any] | None = None,
    based_on: str | None = None,
) -> WaitingText | None:
    """Keep new words of a public text until a moderator has read them; it stays as it is meanwhile.

    None when they change nothing but what the team alone reads, which is kept at once. One revision waits at
    a time. Raises `Refused`.
    """
    with transaction.atomic():
        row = hold_for(actor, contribution)
        action = reading_first(row)
        if action is None:
            raise Refused(_("What is sent here appears at once. Send it again: your text is kept."))
        if waiting_revision(row) is not None:
            raise Refused(_("Changes of this text already wait to be read: change those, or take them back."))
        words, personal = new_words(actor, row, title=title, text=text, answers=answers)
        if words == (row.title, row.text, row.form_answers):
            if personal is not None:
                replace_personal(row, personal)
            return None
        check_unchanged(row, based_on)
        return _insert(
            WaitingText(
                consultation=row.consultation,
                phase=action.phase,
                kind=row.kind,
                theme=row.theme,
                author=actor,
                organisation=row.organisation,
                identity_level=level_in(actor, row.consultation_id) or row.identity_level,
                responds_to=row.responds_to,
                revises=row,
                based_on=row.entry,
                title=words[0],
                text=words[1],
                form_answers=words[2],
                personal=personal,
                hours=action.read_within,
            ),
            actor,
        )


def waiting_revision(contribution: Contribution) -> WaitingText | None:
    """The words that wait to take the place of those of a public text."""
    return WaitingText.objects.filter(revises=contribution, state=WaitingState.WAITING).first()


def _insert(received: WaitingText, actor: Participant) -> WaitingText:
    row, is_new = insert_once(received, key=received.idempotency_key)
    if not is_new:
        return same_author(row, actor)
    keep_held(received)
    append(waiting_leaves.received(received))
    send_received(actor=actor, text=received)
    return received
