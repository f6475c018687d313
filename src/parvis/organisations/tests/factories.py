"""Organisations for the tests of this floor and of those above."""

from typing import Any

from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.organisations.domain.declare import declare
from parvis.organisations.domain.verify import verify
from parvis.organisations.models import Organisation, Representative

SENTENCE = "Son numéro et son siège ont été vérifiés au registre."


def organisation(lead: Participant | None = None, **given: Any) -> Organisation:
    """One that somebody declared, and leads."""
    fields = {"name": "Les Amis du canal", "sort": "association", **given}
    return declare(actor=lead or ParticipantFactory(), **fields)


def verified(lead: Participant | None = None, **given: Any) -> Organisation:
    """One that the site verified."""
    row = organisation(lead, **given)
    return verify(actor=StaffFactory(is_superuser=True), organisation=row, sentence=SENTENCE)


def member_of(row: Organisation, person: Participant | None = None) -> Representative:
    """Somebody more who acts for it."""
    made: Representative = row.representatives.create(
        participant=person or ParticipantFactory(), accepted_at=Now()
    )
    return made
