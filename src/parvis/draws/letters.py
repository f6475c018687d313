"""What is written to people of a pool, each in their language where it is known."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.models import Participant
from parvis.draws.models import Candidate, Draw
from parvis.draws.replay import receipt
from parvis.jobs import mail


def tell_prepared(draw: Draw, people: Sequence[Candidate]) -> None:
    """Their number, their chance and their receipt, in the caller's transaction."""
    times: dict[int, int] = {}
    for panel in draw.listed["panels"]:
        for number in panel:
            times[number] = times.get(number, 0) + 1
    _write(draw, people, gettext_noop("Your number in the draw: %(title)s"), "prepared", times)


def tell_drawn(draw: Draw, people: Sequence[Candidate]) -> None:
    """That they were drawn: the organiser writes next."""
    _write(draw, people, gettext_noop("You were drawn: %(title)s"), "drawn", {})


def receipt_of(person: Candidate) -> str:
    return receipt(person.number or 0, person.salt, person.name, person.said)


def _write(
    draw: Draw, people: Sequence[Candidate], subject: str, template: str, times: dict[int, int]
) -> None:
    languages = dict(
        Participant.objects.filter(pk__in=[one.participant_id for one in people]).values_list(
            "pk", "language"
        )
    )
    page = settings.PARVIS_ADDRESS + reverse("front:draw", args=[draw.pk])
    messages = []
    for one in people:
        if one.email:
            language = languages.get(one.participant_id or 0) or settings.LANGUAGE_CODE
            with translation.override(language):
                context = {
                    "draw": draw,
                    "person": one,
                    "page": page,
                    "receipt": receipt_of(one),
                    "times": times.get(one.number or 0, 0),
                    "panels": len(draw.listed["panels"]),
                }
                text = render_to_string(f"draws/mail/{template}.txt", context)
                words = _(subject) % {"title": draw.title}
            messages.append(mail.Message(to=one.email, subject=words, text=text, language=language))
    mail.send_all(messages, priority=mail.LAST)
