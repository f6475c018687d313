"""Prepare a draw: chances as even as quotas let them be, made a list of panels that is published.

The computation is a job. It changes nothing before its end: cancelled, or cut short, it leaves no trace.
"""

from __future__ import annotations

import random
import secrets
import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.analysis.errors import AnalysisError
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.queries import database_now
from parvis.contributions.texts import clean_line
from parvis.draws import leaves
from parvis.draws.computing import document, list_of
from parvis.draws.enums import Source, Stage
from parvis.draws.holding import hold, hold_unprepared
from parvis.draws.letters import tell_prepared
from parvis.draws.models import Candidate, Draw
from parvis.draws.replay import canonical, sha256
from parvis.jobs.queue import defer_once
from parvis.ledger.domain.append import append

JOB = "draws.prepare"
PANELS = 1_000


class Cancelled(Exception):
    """The preparation under way is no longer wanted."""


@transaction.atomic
def begin_preparation(*, actor: Participant, draw: Draw, seed_rule: str, seed_at: datetime) -> None:
    """Ask for the list; nobody joins or leaves the pool from then on. Raises `Refused`."""
    held = hold_unprepared(actor, draw)
    if not clean_line(seed_rule) or seed_at <= database_now():
        raise Refused(
            _("Say which public event will give the seed, and when: a moment to come, that nobody can guess.")
        )
    if held.candidates.count() < held.size:
        raise Refused(_("The pool has fewer people than the panel."))
    Draw.objects.filter(pk=held.pk).update(
        stage=Stage.PREPARING,
        attempt=uuid.uuid4(),
        progress=0,
        trouble={},
        seed_rule=clean_line(seed_rule),
        seed_at=seed_at,
    )
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_PREPARED, about=held.title)
    defer_once(app.tasks[JOB], lock=JOB)


@transaction.atomic
def cancel_preparation(*, actor: Participant, draw: Draw) -> None:
    """As before it was asked for. Raises `Refused`."""
    held = hold(actor, draw)
    if held.stage != Stage.PREPARING:
        raise Refused(_("Nothing is being prepared."))
    _back(held.pk, {})
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_PREPARED, about=held.title)


def prepare_draw(*, draw: Draw) -> None:
    """The job. A cancelled one stops; what cannot be drawn says why, to the organiser."""
    people = list(draw.candidates.order_by("pk"))

    def tell(done: float) -> None:
        rows = Draw.objects.filter(pk=draw.pk, attempt=draw.attempt, stage=Stage.PREPARING)
        if not rows.update(progress=round(100 * done)):
            raise Cancelled

    try:
        made = list_of(draw, people, lines=PANELS, seed=secrets.randbits(60), tell=tell)
        _publish(draw, people, made)
    except AnalysisError as error:
        _give_up(draw, error)
    except Cancelled:
        return


@transaction.atomic
def _publish(draw: Draw, people: list[Candidate], made: list[list[int]]) -> None:
    """Unless it was cancelled, somebody left meanwhile, or the moment of the seed has come."""
    held = Draw.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=draw.pk)
    if held.stage != Stage.PREPARING or held.attempt != draw.attempt:
        raise Cancelled
    if held.seed_at is None or held.seed_at <= database_now():
        _back(held.pk, {"code": "too_late"})
        return
    if list(held.candidates.order_by("pk").values_list("pk", flat=True)) != [one.pk for one in people]:
        _back(held.pk, {"code": "somebody_left"})
        return
    _number(people)
    listed = document(held, people, made)
    Draw.objects.filter(pk=held.pk).update(
        stage=Stage.PREPARED,
        attempt=None,
        published=listed,
        digest=sha256(canonical(listed)),
        prepared_at=Now(),
    )
    held.refresh_from_db()
    append(leaves.prepared(held))
    tell_prepared(held, people)


def _number(people: list[Candidate]) -> None:
    """Numbers at random, so that none tells when somebody came, or where they stood in a list."""
    numbers = list(range(1, len(people) + 1))
    random.SystemRandom().shuffle(numbers)
    for one, number in zip(people, numbers, strict=True):
        one.number, one.salt = number, secrets.token_hex(16)
    Candidate.objects.bulk_update(people, ["number", "salt"], batch_size=1_000)


@transaction.atomic
def _give_up(draw: Draw, error: AnalysisError) -> None:
    held = Draw.objects.select_for_update(of=("self",)).get(pk=draw.pk)
    if held.attempt == draw.attempt:
        bounds = error.details.get("bounds")
        told = [asdict(bound) for bound in bounds] if isinstance(bounds, tuple) else []
        _back(held.pk, {"code": error.code, "bounds": told})


def _back(pk: int, trouble: dict[str, Any]) -> None:
    """Where it was before, with the reason."""
    stage = Case(When(source=Source.VOLUNTEERS, then=Value(Stage.CALLING)), default=Value(Stage.DRAFT))
    Draw.objects.filter(pk=pk).update(stage=stage, attempt=None, progress=0, trouble=trouble)
