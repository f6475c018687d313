"""A draw, held for the act of an organiser."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.draws.models import Draw
from parvis.draws.permissions import can


def hold(actor: Participant, draw: Draw) -> Draw:
    """Locked until the end of the transaction. Raises `Refused`."""
    held = Draw.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=draw.pk)
    if not can(actor, "draw", held.consultation):
        raise Refused(_("Only an organiser of this consultation draws its panels."))
    return held


def hold_unprepared(actor: Participant, draw: Draw) -> Draw:
    """The same, of one whose list of panels nobody has read. Raises `Refused`."""
    held = hold(actor, draw)
    if not held.may_change:
        raise Refused(
            _("This draw is prepared, or about to be: what it is drawn from no longer changes. Begin anew.")
        )
    return held
