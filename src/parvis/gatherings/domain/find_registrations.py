"""Send the links of one's registrations to an address: whoever reads its mail sees, keeps or erases each."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from parvis.accounts.limits import spend_once
from parvis.accounts.models import Participant
from parvis.gatherings.letters import write_links
from parvis.gatherings.queries import registered_at
from parvis.gatherings.seats import mailbox

DAY = timedelta(days=1)


@transaction.atomic
def send_links(*, email: str, language: str) -> None:
    """Once a day at most, and nothing to an address that registered for nothing.

    Whoever asks is told the same in all cases, and learns nothing of who comes.
    """
    own = mailbox(email)
    found = registered_at(own)
    if found and spend_once(f"registrations {own}", within=DAY):
        write_links(Participant.objects.normalize_email(email), found, language=language)
