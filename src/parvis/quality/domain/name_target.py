"""Say how many people a consultation concerns: without it, nobody knows what share of them took part."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.contributions.texts import clean_line
from parvis.quality.models import TargetPopulation
from parvis.quality.permissions import can

MOST = 10**10


@transaction.atomic
def name_target(
    *, actor: Participant, consultation: ConsultationPage, people: int, source: str
) -> TargetPopulation:
    """Keep it beside those named before, which stay public with their day. Raises `Refused`."""
    if not can(actor, "name_target", consultation):
        raise Refused(_("Only an organiser of this consultation says how many people it concerns."))
    if not 1 <= people <= MOST or not clean_line(source):
        raise Refused(_("Say how many people are concerned, who they are and where the number comes from."))
    note(actor=actor, consultation=consultation, act=DeskAct.TARGET, about=str(people))
    return TargetPopulation.objects.create(
        consultation=consultation, people=people, source=clean_line(source)
    )
