"""What people said of themselves is erased: with their account, or once the figures are final."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.panel.models import SelfDescription, Survey
from parvis.panel.queries import surveys_to_forget


@transaction.atomic
def forget_descriptions(*, actor: Participant) -> None:
    """Of somebody who leaves for good. Figures already made are not made again for one person.

    Surveys are locked first: whoever makes figures meanwhile counts this person, or knows that they left.
    """
    mine = SelfDescription.objects.filter(participant=actor)
    held = Survey.objects.select_for_update().filter(consultation__in=mine.values("consultation"))
    locked = [survey.pk for survey in held.order_by("pk")]
    moved = mine.filter(has_moved=False).exclude(said={}).values("consultation")
    Survey.objects.filter(pk__in=locked, consultation__in=moved).update(moves=F("moves") + 1)
    mine.delete()


@transaction.atomic
def forget_due_descriptions() -> int:
    """All answers of consultations that closed long enough ago; returns how many."""
    gone = 0
    for survey in surveys_to_forget().select_for_update(of=("self",)):
        gone += SelfDescription.objects.filter(consultation=survey.consultation_id).delete()[0]
        Survey.objects.filter(pk=survey.pk).update(forgotten_at=Now(), counted={})
    return gone
