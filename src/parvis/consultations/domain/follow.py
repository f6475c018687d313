"""Ask to be told of the result and of the answer, or stop."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.consent import give_consent, withdraw_consent, withdraw_every_consent
from parvis.accounts.enums import Purpose
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Follow
from parvis.consultations.permissions import can
from parvis.ledger.domain.append import space_of


@transaction.atomic
def follow(*, actor: Participant, consultation: ConsultationPage) -> Follow:
    """Following twice is following once."""
    consultation.refresh_from_db(fields=["live"])
    if not can(actor, "see", consultation):
        raise Refused(_("This consultation is not published."))
    followed, _created = Follow.objects.get_or_create(consultation=consultation, participant=actor)
    give_consent(actor=actor, purpose=Purpose.RESULTS, about=space_of(consultation.pk))
    return followed


@transaction.atomic
def unfollow(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Always possible, and harmless when one did not follow."""
    Follow.objects.filter(consultation=consultation, participant=actor).delete()
    withdraw_consent(actor=actor, purpose=Purpose.RESULTS, about=space_of(consultation.pk))


@transaction.atomic
def unfollow_all(*, actor: Participant) -> None:
    """Stop being told of anything."""
    Follow.objects.filter(participant=actor).delete()
    withdraw_every_consent(actor=actor, purpose=Purpose.RESULTS)
