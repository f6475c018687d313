"""Write what is asked of a panel: its size, its quotas, those among whom it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.contributions.texts import clean_line
from parvis.draws.enums import Source
from parvis.draws.holding import hold_unprepared
from parvis.draws.models import FEWEST_SEATS, MOST_SEATS, Draw
from parvis.draws.permissions import can
from parvis.draws.quotas import Feature, from_json, to_json


@dataclass(frozen=True, slots=True)
class DrawDraft:
    """A draw as its organiser wants it."""

    title: str
    size: int
    source: Source
    features: tuple[Feature, ...]
    one_by_home: bool


@transaction.atomic
def add_draw(*, actor: Participant, consultation: ConsultationPage, draft: DrawDraft) -> Draw:
    """Raises `Refused`."""
    if not can(actor, "draw", consultation):
        raise Refused(_("Only an organiser of this consultation draws its panels."))
    draw = Draw.objects.create(consultation=consultation, **_fields(draft))
    note(actor=actor, consultation=consultation, act=DeskAct.DRAW_CHANGED, about=draw.title)
    return draw


@transaction.atomic
def change_draw(*, actor: Participant, draw: Draw, draft: DrawDraft) -> None:
    """Once people are in the pool, values and homes stay as they have them. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    is_same = _asked(draft.features) == _asked(from_json(held.features)) and (
        draft.source,
        draft.one_by_home,
    ) == (held.source, held.one_by_home)
    if not is_same and held.candidates.exists():
        raise Refused(
            _("People are in the pool: only the title, the size and the numbers of quotas still change.")
        )
    Draw.objects.filter(pk=held.pk).update(**_fields(draft), trouble={})
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_CHANGED, about=held.title)


@transaction.atomic
def drop_draw(*, actor: Participant, draw: Draw) -> None:
    """With its pool, which is erased, until it is prepared. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_CHANGED, about=held.title)
    held.delete()


def _fields(draft: DrawDraft) -> dict[str, object]:
    title = clean_line(draft.title)
    if not title or not FEWEST_SEATS <= draft.size <= MOST_SEATS:
        raise Refused(
            _("A panel has a title, and from %(fewest)s to %(most)s people.")
            % {"fewest": FEWEST_SEATS, "most": MOST_SEATS}
        )
    return {
        "title": title,
        "size": draft.size,
        "source": draft.source,
        "features": to_json(draft.features),
        "one_by_home": draft.one_by_home,
    }


def _asked(features: tuple[Feature, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.values) for one in features]
