"""Who of a team reads what people answered to that team alone: the journal says so, once a day."""

from collections.abc import Iterable

from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note_once_a_day
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import Actor
from parvis.contributions.enums import PRIVATE
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader, answers_for


def note_private(actor: Actor, consultation: ConsultationPage, items: Iterable[Contribution]) -> None:
    """Write it when one of these is a private answer of somebody else, and is shown to the actor."""
    if not isinstance(actor, Participant):
        return
    private = [item for item in items if item.state == PRIVATE and not answers_for(actor, item)]
    reader = Reader(actor, consultation)
    kinds = {item.kind.plural_name for item in private if reader.may_read(item)}
    for name in sorted(kinds):
        note_once_a_day(actor=actor, consultation=consultation, act=DeskAct.PRIVATE_READ, about=name)
