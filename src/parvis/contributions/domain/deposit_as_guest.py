"""Send a text without an address: a moderator reads it before anybody else does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.errors import Refused
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction, Theme
from parvis.contributions import waiting_leaves
from parvis.contributions.domain.answers import answers_of
from parvis.contributions.domain.once import insert_once
from parvis.contributions.domain.submit import check_open, check_place
from parvis.contributions.domain.wording import check_rewording, text_of, title_of
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import takes_guests
from parvis.contributions.waiting import MOST_WAITING, OF_GUESTS, WaitingText
from parvis.ledger.domain.append import append


def deposit_as_guest(
    *,
    action: PhaseAction,
    title: str,
    text: str,
    theme: Theme | None,
    responds_to: Contribution | None,
    idempotency_key: UUID,
    origin: Origin = Origin.WEB,
    opened_at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
) -> WaitingText:
    """Keep a text until a moderator has read it; the same key twice gives the same row.

    No account, no name, no address. The log tells that it came, under a commitment to its words: whoever
    sent it can prove to have been refused, or kept waiting. Raises `Refused`.
    """
    with transaction.atomic():
        known = WaitingText.objects.filter(idempotency_key=idempotency_key).first()
        if known is not None:
            return known
        if not takes_guests(action):
            raise Refused(_("Confirm an address to deposit here. Your text is kept."))
        is_late = check_open(AnonymousUser(), action, opened_at, level=IdentityLevel.EMAIL)
        if is_full(action.phase.consultation_id):
            raise Refused(
                _(
                    "Too many texts without an address wait to be read here. Confirm an address: your text is"
                    " kept."
                )
            )
        row, _is_new = keep_unread(
            action=action,
            title=title,
            text=text,
            theme=theme,
            responds_to=responds_to,
            idempotency_key=idempotency_key,
            origin=origin,
            answers=answers,
            is_late=is_late,
        )
        return row


def is_full(consultation: int) -> bool:
    """Whether as many texts of guests wait here as anybody would have the time to read."""
    here = WaitingText.objects.filter(OF_GUESTS, consultation=consultation, state=WaitingState.WAITING)
    return here[:MOST_WAITING].count() >= MOST_WAITING


def keep_unread(
    *,
    action: PhaseAction,
    title: str,
    text: str,
    theme: Theme | None,
    responds_to: Contribution | None,
    idempotency_key: UUID,
    origin: Origin,
    answers: Mapping[str, Any] | None = None,
    is_late: bool = False,
) -> tuple[WaitingText, bool]:
    """The row of this key, and whether it is new, in the transaction of the caller, who says who may.

    Its words are held to the rules of the form; its line is in the log. Raises `Refused`.
    """
    check_place(action, theme, responds_to)
    words = title_of(action.kind, title), text_of(action.kind, text)
    check_rewording(action.kind, words[1], responds_to)
    public, _personal = answers_of(action.kind, answers or {})
    received = WaitingText(
        consultation=action.phase.consultation,
        phase=action.phase,
        kind=action.kind,
        theme=theme,
        responds_to=responds_to,
        origin=origin,
        title=words[0],
        text=words[1],
        form_answers=public,
        is_question=action.verb == Verb.ASK,
        is_late=is_late,
        hours=action.read_within,
        idempotency_key=idempotency_key,
    )
    row, is_new = insert_once(received, key=idempotency_key)
    if is_new:
        append(waiting_leaves.received(row))
    return row, is_new
