"""Scenes of panels drawn by lot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from parvis.accounts.models import Participant
from parvis.draws.domain.draw_panel import draw_panel
from parvis.draws.domain.follow_up import replace
from parvis.draws.domain.prepare_draw import prepare_draw
from parvis.draws.enums import SeatState
from parvis.draws.models import Draw
from parvis.draws.tests.factories import SEED, DrawFactory, asked, due, prepared
from parvis.opendata.tests.town import Town

Act = Callable[[], Any]


def _ready(town: Town) -> Draw:
    return due(prepared(DrawFactory(consultation=town.consultation, pool=10)))


def preparing(town: Town, _actor: Participant | None) -> Act:
    return partial(prepare_draw, draw=asked(DrawFactory(consultation=town.consultation, pool=10)))


def drawing(town: Town, actor: Participant | None) -> Act:
    return partial(draw_panel, actor=actor or town.organiser, draw=_ready(town), seed=SEED)


def replacing(town: Town, actor: Participant | None) -> Act:
    draw = _ready(town)
    draw_panel(actor=town.organiser, draw=draw, seed=SEED)
    seat = draw.seats.first()
    draw.seats.filter(pk=seat.pk).update(state=SeatState.DECLINED)
    return partial(replace, actor=actor or town.organiser, seat=seat)
