"""Ask those who take part who they are, all in one click; and no longer ask something."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.panel.enums import Trait
from parvis.panel.models import Reference, SelfDescription, Statement, Survey
from parvis.panel.permissions import can


@transaction.atomic
def ask_who(*, actor: Participant, consultation: ConsultationPage, traits: Collection[Trait]) -> Survey:
    """Keep the questions; answers to those that are no longer asked are erased. Raises `Refused`."""
    if not can(actor, "ask", consultation):
        raise Refused(_("Only an organiser of this consultation chooses what people are asked."))
    if not traits:
        raise Refused(_("Choose one question at least."))
    codes = [trait.value for trait in Trait if trait in traits]
    held, _new = Survey.objects.select_for_update().get_or_create(
        consultation=consultation, defaults={"traits": codes}
    )
    gone = [code for code in held.traits if code not in codes]
    if held.forgotten_at is not None:
        raise Refused(_("It is over: the answers were erased, and the figures are final."))
    if gone and Statement.objects.filter(consultation=consultation).exists():
        raise Refused(_("Figures were published on this question: it stays."))
    note(actor=actor, consultation=consultation, act=DeskAct.WHO_ASKED, about=", ".join(codes))
    held.traits = codes
    held.save(update_fields=["traits"])
    if gone:
        _erase(consultation, gone)
    return held


def _erase(consultation: ConsultationPage, gone: Collection[str]) -> None:
    Reference.objects.filter(consultation=consultation, trait__in=gone).delete()
    for row in SelfDescription.objects.select_for_update().filter(consultation=consultation):
        row.said = {code: answer for code, answer in row.said.items() if code not in gone}
        row.save(update_fields=["said"])
