"""Publish a text that came by e-mail, once whoever holds its address confirms it."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.domain.confirm_code import confirm_code
from parvis.accounts.domain.request_code import DIGITS, hash_code
from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant, SignInCode
from parvis.consultations.models import PhaseAction, Theme
from parvis.contributions.domain.receive import receive
from parvis.contributions.domain.submit import submit
from parvis.contributions.models import Contribution, WaitingText
from parvis.contributions.permissions import reads_first
from parvis.paper.models import ReceivedMail


def confirm_mail(
    *,
    mail: ReceivedMail,
    action: PhaseAction,
    title: str,
    text: str,
    theme: Theme | None,
    responds_to: Contribution | None,
    answers: Mapping[str, Any],
    key: UUID,
) -> Contribution | WaitingText:
    """Deposit the text in the name of whoever holds the address; words and address leave the mail.

    The rules are those of a deposit on the site. Whoever has the link has the mailbox: it stands
    for a code of sign-in, without opening a session. Raises `Refused`.
    """
    with transaction.atomic():
        held = ReceivedMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
        if held.confirmed_at is not None:
            raise Refused(_("This text is already confirmed: it is in the consultation."))
        if action.phase.consultation_id != held.consultation_id:
            raise Refused(_("Choose what your text is among what this consultation takes."))
        author = _holder(held)
        write = receive if reads_first(action) else submit
        made: Contribution | WaitingText = write(
            actor=author,
            action=action,
            title=title,
            text=text,
            theme=theme,
            responds_to=responds_to,
            answers=answers,
            origin=Origin.EMAIL,
            idempotency_key=key,
        )
        held.address = held.subject = held.text = ""
        held.confirmed_at = Now()
        held.save(update_fields=["address", "subject", "text", "confirmed_at"])
        return made


def _holder(mail: ReceivedMail) -> Participant:
    """The account of the address, made at the first time as a sign-in makes it. Raises `Refused`."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    asked = SignInCode(email=mail.address, language=mail.language)
    asked.code_hash = hash_code(asked, code)
    asked.save(force_insert=True)
    return confirm_code(key=str(asked.pk), code=code).participant
