"""Take back what one sent as a guest: whoever holds the secret link may."""

from django.db import transaction

from parvis.contributions.domain.erase_waiting import erase
from parvis.contributions.domain.withdraw import hold, take_back
from parvis.contributions.enums import State
from parvis.contributions.waiting import WaitingText


def withdraw_guest_text(*, text: WaitingText) -> WaitingText:
    """Erase the words of a text that waits or was refused; withdraw the contribution that it became.

    Twice is once; what moderation hides is withdrawn too, as any author may.
    """
    with transaction.atomic():
        row = WaitingText.objects.select_for_update(of=("self",)).get(pk=text.pk)
        if row.contribution_id is not None:
            _withdraw_contribution(row.contribution_id)
        elif row.has_words:
            erase(row)
        return row


def _withdraw_contribution(pk: int) -> None:
    contribution = hold(pk)
    if contribution.state != State.WITHDRAWN:
        take_back(contribution)
