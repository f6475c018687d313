"""What is written to those who registered, each in their language; nothing of it is a picture to fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.gatherings.enums import Format, Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.queries import turn_of
from parvis.gatherings.tokens import address_of, door_address_of
from parvis.jobs import mail
from parvis.jobs.forgetting import REGISTRATIONS
from parvis.ui import words

Run = tuple[int, bool]
Letter = Callable[[Registration], tuple[str, str]]
"""Gives the subject and the sentence that comes first, in the language of the moment."""


def write(registration: Registration, letter: Letter) -> None:
    """To one person, in the caller's transaction."""
    write_all([registration], letter)


def write_all(registrations: Sequence[Registration], letter: Letter, *, priority: int = 0) -> None:
    """To each of these; two queries whatever their number, and one for each place in a waiting list."""
    reached = [row for row in registrations if row.recipient]
    mail.send_all([_message(row, letter) for row in reached], priority=priority)


def write_links(email: str, registrations: Sequence[Registration], *, language: str) -> None:
    """To whoever asks what is kept under their address: each registration, with its link."""
    with translation.override(language):
        context = {
            "rows": [(row, address_of(row)) for row in registrations],
            "days": REGISTRATIONS.days,
        }
        text = render_to_string("gatherings/mail/links.txt", context)
        mail.send(to=email, subject=_("Your registrations, and what is kept of them"), text=text)


def write_to_proposer(person: Participant | None, *, subject: str, template: str, event: Event) -> None:
    """To whoever proposed an event, in their language; nothing to an account that is no more."""
    if person is None or not person.email:
        return
    with translation.override(person.language):
        context = {"event": event, "address": _public_address(event)}
        text = render_to_string(f"gatherings/mail/{template}.txt", context)
        mail.send(to=person.email, subject=_(subject) % {"title": event.title}, text=text)


def confirm(registration: Registration) -> tuple[str, str]:
    event = registration.event
    return (
        _("Confirm that you come: %(title)s") % {"title": event.title},
        _("Somebody gave this address to register for this event. Nothing counts before you confirm."),
    )


def ticket(registration: Registration) -> tuple[str, str]:
    if registration.standing == Standing.WAITING:
        return (
            _("You are on the waiting list: %(title)s") % {"title": registration.event.title},
            _("Every place is taken. Your place in the waiting list: %(turn)s. We write once one is free.")
            % {"turn": words.number(turn_of(registration))},
        )
    return (
        _("You are registered: %(title)s") % {"title": registration.event.title},
        _("Your place is kept."),
    )


def moved_up(registration: Registration) -> tuple[str, str]:
    return (
        _("You have a place: %(title)s") % {"title": registration.event.title},
        _("A place is free, and it is yours: you are no longer on the waiting list."),
    )


def changed(registration: Registration) -> tuple[str, str]:
    return (
        _("Changed: %(title)s") % {"title": registration.event.title},
        _("When or where this event takes place has changed. Here is what holds now."),
    )


def cancelled(registration: Registration) -> tuple[str, str]:
    event = registration.event
    return (
        _("Cancelled: %(title)s") % {"title": event.title},
        _("This event is cancelled. The organiser says why: %(reason)s") % {"reason": event.reason},
    )


def reminder(registration: Registration) -> tuple[str, str]:
    event = registration.event
    return (
        _("Soon: %(title)s") % {"title": event.title},
        _("You are registered for this event. If you cannot come, give your place to somebody else."),
    )


def _message(registration: Registration, letter: Letter) -> mail.Message:
    with translation.override(registration.language):
        subject, first = letter(registration)
        event = registration.event
        has_code = registration.standing == Standing.COMING and not event.is_cancelled
        context = {
            "first": first,
            "event": event,
            "registration": registration,
            "online": event.online_address if has_code and event.format != Format.ON_SITE else "",
            "link": "" if event.is_cancelled else address_of(registration),
            "is_asked": registration.standing == Standing.ASKED,
            "code": registration.shown_code if has_code and event.format != Format.ONLINE else "",
            "page": _public_address(event),
            "language": registration.language,
            "subject": subject,
        }
        text = render_to_string("gatherings/mail/registration.txt", context)
        html = ""
        if context["code"]:
            rows = runs(door_address_of(registration))
            html = render_to_string(
                "gatherings/mail/registration.html", {**context, "rows": rows, "foot": mail.foot()}
            )
    return mail.Message(
        to=registration.recipient, subject=subject, text=text, html=html, language=registration.language
    )


def runs(address: str) -> list[list[Run]]:
    """A QR code as rows of runs of squares, light or dark: a table that every mail program draws."""
    code = segno.make(address, error="m", micro=False)
    return [
        [(len(list(squares)), bool(is_dark)) for is_dark, squares in groupby(bool(square) for square in row)]
        for row in code.matrix_iter(border=4)
    ]


def _public_address(event: Event) -> str:
    return settings.PARVIS_ADDRESS + reverse("front:event", args=[event.pk])
