"""Register for an event: signed in at one press, or by an address that is confirmed first."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.gatherings import letters
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.permissions import can
from parvis.gatherings.seats import check_open, held, mailbox, seat, standing_of_next


def ask_for_place(
    *, event: Event, email: str, name: str = "", need: str = "", language: str = "fr"
) -> Registration:
    """Write to an address, which confirms by the link; nothing counts before. Raises `Refused`.

    Whoever is registered already gets their code again: the page that asked shows the same to everybody.
    """
    email = Participant.objects.normalize_email(email)
    with transaction.atomic():
        row = held(event)
        check_open(row)
        known = row.registrations.filter(mailbox=mailbox(email)).select_related("participant").first()
        if known is not None and known.standing != Standing.ASKED:
            known.event = row
            letters.write(known, letters.ticket)
            return known
        standing_of_next(row)
        asked = known or Registration(event=row, email=email, mailbox=mailbox(email))
        asked.event = row
        asked.name, asked.need, asked.language = name, need, language
        asked.save()
        letters.write(asked, letters.confirm)
        return asked


def confirm_registration(*, registration: Registration) -> Registration:
    """The address is theirs: they have a place, or wait for one. Twice is once. Raises `Refused`."""
    with transaction.atomic():
        event = held(registration.event)
        row = event.registrations.select_related("participant").filter(pk=registration.pk).first()
        if row is None or row.standing == Standing.CANCELLED:
            raise Refused(_("This registration was cancelled: register again."))
        row.event = event
        if row.standing == Standing.ASKED:
            check_open(event)
            seat(event, row)
        return row


def register_participant(*, actor: Participant, event: Event, name: str = "", need: str = "") -> Registration:
    """Somebody who is signed in has a place at once, or waits for one; twice is once. Raises `Refused`."""
    with transaction.atomic():
        row = held(event)
        if not can(actor, "register", row.consultation, row):
            raise Refused(
                _("To register, confirm your e-mail address: sign in with the code that we send you.")
            )
        own = mailbox(actor.email or str(actor.pk))
        known = row.registrations.filter(mailbox=own).first() or Registration(event=row, mailbox=own)
        known.event = row
        if known.standing in (Standing.COMING, Standing.WAITING):
            if known.participant_id is None:
                Registration.objects.filter(pk=known.pk).update(participant=actor)
            return known
        check_open(row)
        known.participant, known.email, known.language = actor, "", actor.language
        known.name, known.need = name, need
        known.save()
        seat(row, known)
        return known
