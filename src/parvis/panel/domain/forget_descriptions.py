"""What people said of themselves is erased: with their account, or once the figures are final."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.panel.models import SelfDescription, Survey
from parvis.panel.queries import surveys_to_forget


@transaction.atomic
def forget_descriptions(*, actor: Participant) -> None:
    """Of somebody who leaves for good. Figures already made are not made again for one person."""
    mine = SelfDescription.objects.filter(participant=actor)
    moved = mine.exclude(said={}).values_list("consultation", flat=True)
    Survey.objects.filter(consultation__in=list(moved)).update(moves=F("moves") + 1)
    mine.delete()


@transaction.atomic
def forget_due_descriptions() -> int:
    """All answers of consultations that closed long enough ago; returns how many."""
    gone = 0
    for survey in surveys_to_forget().select_for_update(of=("self",)):
        gone += SelfDescription.objects.filter(consultation=survey.consultation_id).delete()[0]
        Survey.objects.filter(pk=survey.pk).update(forgotten_at=Now())
    return gone
