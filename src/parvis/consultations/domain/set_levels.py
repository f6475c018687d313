"""Say which identity level each act of a consultation asks for, as long as nobody was promised otherwise."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import is_promised, tell_rules
from parvis.consultations.enums import DeskAct, Moment
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now


@transaction.atomic
def set_levels(
    *, actor: Participant, consultation: ConsultationPage, levels: Mapping[int, IdentityLevel]
) -> None:
    """`levels`: by action. Once a phase is open, what it asks for stays. Refuses all, or changes all."""
    held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "edit", held):
        raise Refused(_("Only an organiser of this consultation may say who takes part."))
    now = database_now()
    said: dict[str, tuple[str, str]] = {}
    for action in PhaseAction.objects.filter(phase__consultation=held).select_related("phase", "kind"):
        level = levels.get(action.pk, action.minimum_level)
        if level == action.minimum_level:
            continue
        if level < IdentityLevel.EMAIL:
            raise Refused(_("Taking part asks for a confirmed address at least."))
        if is_promised(held) and action.phase.moment(now) != Moment.FUTURE:
            raise Refused(_("This phase is open: what it asks of people can no longer change."))
        if level > IdentityLevel.EMAIL and action.allows_guests:
            raise Refused(_("Guests may deposit there without an address: change that in the phase first."))
        name = f"{action.phase.title}, {action.verb}, {action.kind.plural_name}"
        said[name] = (f"L{action.minimum_level}", f"L{level}")
        action.minimum_level = level
        action.save(update_fields=["minimum_level"])
    if said:
        note(actor=actor, consultation=held, act=DeskAct.LEVELS, changes=said)
    tell_rules(consultation=held)
