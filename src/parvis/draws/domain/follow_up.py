"""After the draw: what each person said, and who replaces those who do not come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.draws import leaves
from parvis.draws.computing import homes
from parvis.draws.enums import EMPTY, SAID, SeatState, Stage
from parvis.draws.holding import hold
from parvis.draws.letters import tell_drawn
from parvis.draws.models import Candidate, Draw, Seat
from parvis.draws.queries import quotas_met, quotas_of, seats_of
from parvis.draws.replay import reserve_rank
from parvis.ledger.domain.append import append


@transaction.atomic
def say_state(*, actor: Participant, seat: Seat, state: SeatState) -> None:
    """Raises `Refused`."""
    held, found = _hold(actor, seat)
    if state not in SAID:
        raise Refused(_("Replace this person instead."))
    Seat.objects.filter(pk=found.pk).update(state=state)
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_FOLLOWED, about=held.title)


@transaction.atomic
def replace(*, actor: Participant, seat: Seat) -> Seat:
    """Give the seat of somebody who declined, or never answered, to the next person. Raises `Refused`.

    Next: among those never called whose coming keeps the quotas best, then who differ least from the one who
    leaves, the first in the order that the seed gives. Nobody of an address where somebody sits.
    """
    held, found = _hold(actor, seat)
    if found.state not in EMPTY:
        raise Refused(_("Say first that this person declined, or did not answer."))
    seats = seats_of(held)
    sitting = [one.candidate for one in seats if one.state != SeatState.REPLACED and one.pk != found.pk]
    among = _who_may(held, found.candidate, sitting, {one.candidate_id for one in seats})
    if not among:
        raise Refused(_("Nobody of the pool is left who could have this seat."))
    person = min(among, key=lambda one: reserve_rank(held.digest, held.seed, one.number or 0))
    Seat.objects.filter(pk=found.pk).update(state=SeatState.REPLACED)
    numbers = sorted(one.number or 0 for one in among)
    given = Seat.objects.create(draw=held, candidate=person, replaces=found, among=numbers)
    met = quotas_met(quotas_of(held), [one.said for one in [*sitting, person]])
    Draw.objects.filter(pk=held.pk).update(met=met)
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_FOLLOWED, about=held.title)
    append(leaves.replaced(given, found))
    tell_drawn(held, [person])
    return given


@transaction.atomic
def close_draw(*, actor: Participant, draw: Draw) -> None:
    """Nobody is replaced any more; names are erased some time after. Raises `Refused`."""
    held = hold(actor, draw)
    if held.stage != Stage.DRAWN:
        raise Refused(_("Only a panel that was drawn is closed, once."))
    Draw.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=Now())
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_FOLLOWED, about=held.title)


@dataclass(frozen=True, slots=True, order=True)
class _Distance:
    """What the coming of somebody would cost: people short of quotas or beyond, then features that differ."""

    outside: int
    different: int


def _who_may(draw: Draw, former: Candidate, sitting: list[Candidate], called: set[int]) -> list[Candidate]:
    """Of those who are still free, the nearest: any of them would do as well as another."""
    free = list(draw.candidates.exclude(pk__in=called).exclude(name="").order_by("pk"))
    if draw.one_by_home:
        both = homes([*sitting, *free])
        taken = set(both[: len(sitting)])
        free = [one for one, home in zip(free, both[len(sitting) :], strict=True) if home not in taken]
    features, said = quotas_of(draw), [one.said for one in sitting]
    costs: dict[tuple[str, ...], _Distance] = {}
    profiles = [tuple(one.said[feature.name] for feature in features) for one in free]
    for profile, one in zip(profiles, free, strict=True):
        if profile not in costs:
            met = quotas_met(features, [*said, one.said])
            outside = sum(
                max(row["at_least"] - row["people"], row["people"] - row["at_most"], 0) for row in met
            )
            different = sum(former.said.get(name) != value for name, value in one.said.items())
            costs[profile] = _Distance(outside, different)
    least = min(costs.values(), default=None)
    return [one for profile, one in zip(profiles, free, strict=True) if costs[profile] == least]


def _hold(actor: Participant, seat: Seat) -> tuple[Draw, Seat]:
    held = hold(actor, seat.draw)
    if held.stage != Stage.DRAWN:
        raise Refused(_("This draw is closed: nobody is replaced any more."))
    found = held.seats.select_related("candidate").get(pk=seat.pk)
    if found.state == SeatState.REPLACED:
        raise Refused(_("This person was already replaced."))
    found.draw = held
    return held, found
