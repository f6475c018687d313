"""Scenes of what devices collect on site."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from parvis.accounts.models import Participant
from parvis.field.domain.settle_entry import enter_kept
from parvis.field.domain.take_entry import Sent, take_entry
from parvis.field.models import FieldKit
from parvis.field.tests.factories import KitFactory
from parvis.opendata.tests.town import Town
from parvis.paper.enums import Channel
from parvis.paper.models import new_code
from parvis.paper.tests.factories import BatchFactory
from parvis.paper.typed import Words

Act = Callable[[], Any]
WORDS = Words(title="Un banc", text="Devant l’école.")


def _kit(town: Town) -> FieldKit:
    batch = BatchFactory(action=town.deposit, channel=Channel.FIELD)
    kit: FieldKit = KitFactory(batch=batch, held_by=town.organiser)
    return kit


def taking_an_answer(town: Town, _actor: Participant | None) -> Act:
    return partial(take_entry, kit=_kit(town), sent=Sent(uuid4(), new_code(), "", WORDS))


def entering_what_was_kept(town: Town, actor: Participant | None) -> Act:
    kept = take_entry(kit=_kit(town), sent=Sent(uuid4(), new_code(), "title=", None, "No title."))
    return partial(enter_kept, actor=actor or town.organiser, entry=kept, words=WORDS)
