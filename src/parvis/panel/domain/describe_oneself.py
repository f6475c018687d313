"""Say who one is, say it again, or take it back: an answer is never needed, and is tied to no act."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.panel.enums import Trait, categories
from parvis.panel.models import SelfDescription, Survey
from parvis.panel.permissions import can
from parvis.panel.queries import is_asking


@transaction.atomic
def describe_oneself(
    *, actor: Participant, consultation: ConsultationPage, said: Mapping[Trait, str]
) -> SelfDescription:
    """Keep it in the place of what was said before; nothing at all is an answer too. Raises `Refused`.

    The person is locked meanwhile: whoever leaves for good at this moment leaves no answer.
    """
    person = Participant.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not can(person, "tell", consultation):
        raise Refused(_("Those who contributed, argued or voted here say who they are."))
    survey = Survey.objects.select_for_update().filter(consultation=consultation).first()
    if survey is None or not is_asking(consultation, survey):
        raise Refused(_("Nothing is asked any more: this consultation is closed."))
    kept = {trait.value: said[trait] for trait in survey.asked() if said.get(trait)}
    if any(code not in dict(categories(Trait(trait))) for trait, code in kept.items()):
        raise Refused(_("Choose an answer of the list, or leave the question out."))
    row, is_new = SelfDescription.objects.get_or_create(
        consultation=consultation,
        participant=person,
        defaults={"said": {}, "changed_on": timezone.localdate()},
    )
    if not is_new or kept:
        _say(survey, row, kept)
    return row


@transaction.atomic
def take_back(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Erase what somebody said of themselves; they are asked again only if they wish to answer."""
    survey = Survey.objects.select_for_update().filter(consultation=consultation).first()
    row = SelfDescription.objects.filter(consultation=consultation, participant=actor).first()
    if survey is not None and row is not None:
        _say(survey, row, {})


def _say(survey: Survey, row: SelfDescription, kept: dict[str, str]) -> None:
    """Keep it; somebody who changes their mind ten times has moved once. The survey is locked."""
    if row.said != kept and not row.has_moved:
        Survey.objects.filter(pk=survey.pk).update(moves=F("moves") + 1)
        row.has_moved = True
    row.said, row.changed_on = kept, timezone.localdate()
    row.save(update_fields=["said", "changed_on", "has_moved"])
