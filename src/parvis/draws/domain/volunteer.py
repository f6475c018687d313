"""A call for volunteers: opened and ended by the organiser, answered by whoever has a confirmed address."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.draws.enums import Source, Stage
from parvis.draws.holding import hold_unprepared
from parvis.draws.models import Candidate, Draw
from parvis.draws.permissions import can
from parvis.draws.quotas import from_json


@transaction.atomic
def open_call(*, actor: Participant, draw: Draw) -> None:
    """Everybody reads the page of the draw, and may volunteer. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    if held.source != Source.VOLUNTEERS or held.stage != Stage.DRAFT:
        raise Refused(_("This draw has a list, or calls volunteers already."))
    Draw.objects.filter(pk=held.pk).update(stage=Stage.CALLING)
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_CHANGED, about=held.title)


@transaction.atomic
def end_call(*, actor: Participant, draw: Draw) -> None:
    """Back to a draft, which nobody reads: as long as nobody came. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    if held.stage != Stage.CALLING:
        raise Refused(_("No call is open."))
    if held.candidates.exists():
        raise Refused(_("People volunteered: prepare the list, or drop this draw, which erases them."))
    Draw.objects.filter(pk=held.pk).update(stage=Stage.DRAFT)
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_CHANGED, about=held.title)


@transaction.atomic
def volunteer(
    *, actor: Participant, draw: Draw, name: str, address: str, said: Mapping[str, str]
) -> Candidate:
    """Join the pool, or say again who one is, in the place of what was said before. Raises `Refused`."""
    held = Draw.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=draw.pk)
    if not can(actor, "volunteer", held.consultation):
        raise Refused(_("Whoever prepares this consultation is not drawn."))
    if held.stage != Stage.CALLING:
        raise Refused(_("Volunteers are no longer called."))
    kept = {one.name: said.get(one.name, "") for one in from_json(held.features)}
    known = {one.name: one.values for one in from_json(held.features)}
    if any(value not in known[feature] for feature, value in kept.items()):
        raise Refused(_("Answer each question: quotas need it."))
    if not clean_line(name) or (held.one_by_home and not clean_line(address)):
        raise Refused(_("Give your name, and your address where it is asked."))
    home = clean_line(address) if held.one_by_home else ""
    row, _new = Candidate.objects.update_or_create(
        draw=held,
        participant=actor,
        defaults={"name": clean_line(name), "address": home, "email": actor.email or "", "said": kept},
    )
    return row


@transaction.atomic
def withdraw(*, actor: Participant, draw: Draw) -> None:
    """Leave the pool, until the list is prepared; everything said is erased. Raises `Refused`."""
    held = Draw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    if not held.may_change:
        raise Refused(_("The list is prepared and public, under numbers. If you are drawn, you may decline."))
    held.candidates.filter(participant=actor).delete()
