"""Make a place for a member of a team, who then signs in like everybody."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from parvis.accounts import queries
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant


def invite_staff(*, email: str, public_name: str = "", language: str = "fr") -> Participant:
    """The participant of this address, made if needed, as a member of a team. Can be done twice.

    Their second factor is asked at their first visit to the desk.
    """
    address = Participant.objects.normalize_email(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(gettext("This is not an e-mail address.")) from error
    with transaction.atomic():
        participant = queries.by_email(address) or Participant.objects.create_user(
            address, public_name=public_name, language=language
        )
        if not participant.is_active:
            raise Refused(gettext("This account is closed."))
        participant.is_staff = True
        participant.save(update_fields=["is_staff"])
    return participant
