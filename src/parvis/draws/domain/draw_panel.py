"""Draw: the organiser types the public value of the seed, which gives the panel."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.queries import database_now
from parvis.draws import leaves
from parvis.draws.enums import Stage
from parvis.draws.holding import hold
from parvis.draws.letters import tell_drawn
from parvis.draws.models import Draw, Seat
from parvis.draws.queries import quotas_met, quotas_of
from parvis.draws.replay import panel_number, plain
from parvis.ledger.domain.append import append
from parvis.ui.words import moment

LONGEST_SEED = 300


@transaction.atomic
def draw_panel(*, actor: Participant, draw: Draw, seed: str) -> None:
    """Once, and not before the moment that the rule says. Raises `Refused`."""
    held = hold(actor, draw)
    if held.stage != Stage.PREPARED or held.seed_at is None:
        raise Refused(_("This draw has no list yet, or its panel is already drawn."))
    if database_now() < held.seed_at:
        raise Refused(
            _("The seed is known from %(moment)s on: come back then.") % {"moment": moment(held.seed_at)}
        )
    typed = plain(seed)
    if not 0 < len(typed) <= LONGEST_SEED:
        raise Refused(
            _("Type the seed as it was published, in %(most)s signs at most.") % {"most": LONGEST_SEED}
        )
    number = panel_number(held.digest, typed, len(held.listed["panels"]))
    drawn = held.candidates.filter(number__in=held.listed["panels"][number - 1]).order_by("number")
    people = list(drawn)
    Seat.objects.bulk_create([Seat(draw=held, candidate=one) for one in people])
    Draw.objects.filter(pk=held.pk).update(
        stage=Stage.DRAWN,
        seed=typed,
        number=number,
        met=quotas_met(quotas_of(held), [one.said for one in people]),
        drawn_at=Now(),
    )
    held.refresh_from_db()
    note(actor=actor, consultation=held.consultation, act=DeskAct.DRAW_DRAWN, about=held.title)
    append(leaves.drawn(held))
    tell_drawn(held, people)
