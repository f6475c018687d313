"""The fake people of a rehearsal: they come by the door that everybody takes."""

from __future__ import annotations

import re
from secrets import token_hex

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.accounts.domain.confirm_code import confirm_code
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct.enums import Outcome
from parvis.conduct.rehearsal.report import Found
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.enums import Role
from parvis.consultations.levels import reachable
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.jobs.models import Mail

NOWHERE = "example.invalid"
"""A domain that no mail reaches: RFC 2606."""
CODE = re.compile(r"^(\d{4}) (\d{4})$", re.MULTILINE)


def sign_in(*, name: str) -> Participant:
    """Somebody who asked for a code and typed the one that the mail holds. Raises `Refused`."""
    address = f"{name}-{token_hex(6)}@{NOWHERE}"
    asked = request_code(email=address, language=get_language() or "fr")
    letter = Mail.objects.get(recipient=address)
    found = CODE.search(letter.text)
    if found is None:
        raise Refused(_("The mail of the code does not hold it."))
    return confirm_code(key=str(asked.pk), code="".join(found.groups())).participant


def raise_to(person: Participant, level: int) -> None:
    """Give the level that acts ask for: letters, and what the State knows of people, are not rehearsed."""
    if person.identity_level < level:
        person.identity_level = IdentityLevel(level)
        person.save(update_fields=["identity_level"])


def out_of_reach(action: PhaseAction, consultation: ConsultationPage) -> Found | None:
    """What is said of an act that asks for a level that nobody can have here yet."""
    if action.minimum_level <= reachable(consultation):
        return None
    return Found(
        Outcome.WARNED,
        _("Nobody can have the level that it asks for yet: %(level)s. Send codes, or trust a domain.")
        % {"level": action.get_minimum_level_display()},
    )


def host_of(consultation: ConsultationPage) -> Participant:
    """An organiser who exists on the stage alone, so that nothing is done in somebody's name."""
    host = Participant.objects.create_user(f"host-{token_hex(6)}@{NOWHERE}")
    appoint(actor=None, consultation=consultation, person=host, role=Role.ORGANISER)
    return Participant.objects.get(pk=host.pk)
