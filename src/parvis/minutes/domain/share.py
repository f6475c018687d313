"""Have a draft of minutes read by those who were there: a secret link, which is sent or copied."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.canonical import canonical
from parvis.accounts.errors import Refused
from parvis.accounts.limits import spend_once
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import DAY, note
from parvis.jobs import mail
from parvis.minutes.domain.write import hold
from parvis.minutes.models import Minutes
from parvis.minutes.queries import written
from parvis.minutes.sharing import VALID

LENGTH = 24
"""Bytes of a code: too many to guess."""
MOST = 50
"""Addresses that one link is sent to."""


@transaction.atomic
def share(*, actor: Participant, minutes: Minutes, emails: Sequence[str] = ()) -> str:
    """The address of the new link, told this once: the former link opens nothing any more.

    Addresses are written to, once a day each at most, and not kept. Raises `Refused`.
    """
    held = hold(actor, minutes)
    if not written(held):
        raise Refused(_("Write something first: there is nothing to read yet."))
    wanted = {canonical(email): email for email in emails}
    if len(wanted) > MOST:
        raise Refused(_("Write to %(most)s addresses at most; give the link to the others.") % {"most": MOST})
    code = secrets.token_urlsafe(LENGTH)
    Minutes.objects.filter(pk=held.pk).update(share_hash=hash_link(code), shared_at=Now())
    note(
        actor=actor,
        consultation=held.event.consultation,
        act=DeskAct.MINUTES_SHARED,
        about=held.event.title,
    )
    address = f"{settings.PARVIS_ADDRESS}{reverse('front:minutes_draft', args=[code])}"
    for known, email in wanted.items():
        if spend_once(f"minutes {held.pk} {known}", within=DAY):
            _write(email, held, address)
    return address


@transaction.atomic
def stop_sharing(*, actor: Participant, minutes: Minutes) -> None:
    """The link opens nothing any more; what was proposed stays. Raises `Refused`."""
    held = hold(actor, minutes)
    if not held.share_hash:
        raise Refused(_("No link is open."))
    Minutes.objects.filter(pk=held.pk).update(share_hash="")
    note(
        actor=actor,
        consultation=held.event.consultation,
        act=DeskAct.MINUTES_SHARED,
        about=held.event.title,
    )


def _write(email: str, minutes: Minutes, address: str) -> None:
    context = {
        "event": minutes.event,
        "consultation": minutes.event.consultation,
        "address": address,
        "days": VALID.days,
    }
    mail.send(
        to=email,
        subject=_("Minutes to read before they are published"),
        text=render_to_string("minutes/mail/draft.txt", context),
    )
