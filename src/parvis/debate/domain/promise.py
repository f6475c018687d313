"""Promising to answer questions within some working days."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.debate.models import AnswerPromise, DaysPromise

MOST_DAYS = 90
Kind = TypeVar("Kind", bound=DaysPromise)


def promise(*, actor: Participant, consultation: ConsultationPage, days: int) -> AnswerPromise:
    """Hold from now on; the same number again changes nothing. Questions already asked keep theirs."""
    return promise_days(AnswerPromise, actor=actor, consultation=consultation, days=days)


def promise_days(model: type[Kind], *, actor: Participant, consultation: ConsultationPage, days: int) -> Kind:
    """A new row of `model`, which holds promises by consultation, or its last one if that says as much.

    Raises `Refused` unless the actor answers for the consultation, and outside 1 to `MOST_DAYS`.
    """
    if not can(actor, "answer", consultation):
        raise Refused(_("Only an organiser of this consultation may promise a delay."))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Promise between 1 and %(most)s working days.") % {"most": MOST_DAYS})
    made = model._default_manager.filter(consultation=consultation)
    with transaction.atomic():
        ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        last = made.order_by("-pk").first()
        if last is not None and last.days == days:
            return last
        said = {str(model._meta.verbose_name): (str(last.days) if last else "", str(days))}
        note(actor=actor, consultation=consultation, act=DeskAct.DAYS_PROMISED, changes=said)
        return made.create(consultation=consultation, days=days)
