"""Those among whom one draws: a list that the organiser brings, whole, in the place of the one before."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.draws.enums import Source
from parvis.draws.holding import hold_unprepared
from parvis.draws.models import Candidate, Draw
from parvis.draws.people_sheet import read_people
from parvis.draws.quotas import from_json


@transaction.atomic
def bring_pool(*, actor: Participant, draw: Draw, name: str, data: bytes) -> int:
    """All the people of the file, or none; says how many. Raises `Refused`, with the line and the column."""
    held = hold_unprepared(actor, draw)
    if held.source != Source.LIST:
        raise Refused(_("This draw calls volunteers: it has no list."))
    people = read_people(name, data, features=from_json(held.features), by_home=held.one_by_home)
    held.candidates.all().delete()
    Candidate.objects.bulk_create(
        [
            Candidate(draw=held, name=one.name, email=one.email, address=one.address, said=one.said)
            for one in people
        ],
        batch_size=1_000,
    )
    Draw.objects.filter(pk=held.pk).update(trouble={})
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_POOL, about=held.title)
    return len(people)


@transaction.atomic
def empty_pool(*, actor: Participant, draw: Draw) -> None:
    """A list is erased at once. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    if held.source != Source.LIST:
        raise Refused(_("Volunteers withdraw by themselves."))
    held.candidates.all().delete()
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_POOL, about=held.title)
