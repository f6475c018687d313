"""Ask to be told of the result and of the answer, or stop."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Follow
from parvis.consultations.permissions import can


@transaction.atomic
def follow(*, actor: Participant, consultation: ConsultationPage) -> Follow:
    """Following twice is following once."""
    consultation.refresh_from_db(fields=["live"])
    if not can(actor, "see", consultation):
        raise Refused(_("This consultation is not published."))
    followed, _created = Follow.objects.get_or_create(consultation=consultation, participant=actor)
    return followed


@transaction.atomic
def unfollow(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Always possible, and harmless when one did not follow."""
    Follow.objects.filter(consultation=consultation, participant=actor).delete()
