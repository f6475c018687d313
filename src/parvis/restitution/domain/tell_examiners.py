"""Write to those who examine what waits for them, and to an author of whom a revision is asked."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.jobs import mail
from parvis.restitution.enums import ExaminationState
from parvis.restitution.examinations import Examination
from parvis.restitution.examining import deciders_in, may_be_given
from parvis.ui import words

logger = logging.getLogger(__name__)
LISTED = 10
"""Contributions that a mail names."""


def tell_asked(
    actor: Participant,
    consultation: ConsultationPage,
    made: Sequence[Examination],
    *,
    note: str,
    but: Collection[int | None] = (),
) -> None:
    """One mail for each person, whatever the number of texts and of their parts in it; none to the actor.

    `but`: those who have a part in it already.
    """
    first = made[0]
    parts = ((first.analyst, "analyst"), (first.supervisor, "supervisor"), (first.decider, "decider"))
    people = {person: [name for other, name in parts if other == person] for person, _name in parts if person}
    for person, names in people.items():
        if person != actor and person.pk not in but:
            with translation.override(person.language):
                context = _context(consultation, made, note=note) | {"parts": names}
                text = render_to_string("restitution/mail/examination_asked.txt", context)
                _send(person, _asked(len(made)), text)


def tell_turn(held: Examination, *, note: str = "") -> None:
    """Whoever acts next. Where nobody is named to decide, or who is left the team, all who may answer."""
    consultation = held.contribution.consultation
    turn = {ExaminationState.REVIEW: held.supervisor, ExaminationState.DECISION: held.decider}
    person = turn.get(ExaminationState(held.state), held.analyst)
    is_there = person is not None and person.pk in may_be_given(consultation)
    people = [person] if person is not None and is_there else _deciders(consultation)
    for one in people:
        with translation.override(one.language):
            context = _context(consultation, [held], note=note) | {"said": _said(held)}
            text = render_to_string("restitution/mail/examination_turn.txt", context)
            _send(one, _said(held), text)


def tell_author(held: Examination, readers: Iterable[Participant], *, message: str) -> None:
    """What is asked of them, in whose name, and where to revise it."""
    text = held.contribution
    for reader in readers:
        with translation.override(reader.language):
            context = {
                "title": str(text),
                "consultation": text.consultation,
                "service": held.service,
                "message": message,
                "revise": settings.PARVIS_ADDRESS + reverse("contributions:revise", args=[text.pk]),
                "page": settings.PARVIS_ADDRESS + reverse("front:contribution", args=[text.pk]),
            }
            said = render_to_string("restitution/mail/examination_revision.txt", context)
            _send(reader, _("You are asked to revise your text"), said)


def _deciders(consultation: ConsultationPage) -> list[Participant]:
    rows = Participant.objects.filter(pk__in=deciders_in(consultation), email__isnull=False)
    return list(rows.order_by("pk"))


def _context(consultation: ConsultationPage, rows: Sequence[Examination], *, note: str) -> dict[str, Any]:
    site = settings.PARVIS_ADDRESS
    where = reverse("desk:examinations", args=[consultation.pk])
    if len(rows) == 1:
        where = reverse("desk:examination", args=[consultation.pk, rows[0].pk])
    return {
        "consultation": consultation,
        "service": rows[0].service,
        "due_on": rows[0].due_on,
        "titles": [f"C-{row.contribution_id}  {row.contribution}" for row in rows[:LISTED]],
        "more": max(len(rows) - LISTED, 0),
        "note": note,
        "desk": site + where,
    }


def _asked(count: int) -> str:
    said = ngettext("A contribution to examine", "%(count)s contributions to examine", count)
    return said % {"count": words.number(count)}


def _said(held: Examination) -> str:
    about = {"reference": f"C-{held.contribution_id}"}
    if held.state == ExaminationState.REVIEW:
        return _("An analysis to read again: %(reference)s") % about
    if held.state == ExaminationState.DECISION:
        return _("A decision to take: %(reference)s") % about
    return _("An examination to take up again: %(reference)s") % about


def _send(person: Participant, subject: str, text: str) -> None:
    if not person.email:
        return
    try:
        mail.send(to=person.email, subject=subject, text=text)
    except ValueError:
        logger.warning("no mail goes to the address of participant %s", person.pk)
