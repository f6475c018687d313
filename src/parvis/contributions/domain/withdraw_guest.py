"""Take back what one sent as a guest: whoever holds the secret link may."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.contributions.domain.erase_waiting import erase
from parvis.contributions.domain.withdraw import hold, take_back
from parvis.contributions.enums import State
from parvis.contributions.waiting import WaitingText


def withdraw_guest_text(*, text: WaitingText) -> WaitingText:
    """Erase the words of a text that waits or was refused; withdraw the contribution that it became.

    Twice is once. Raises `Refused` while moderation hides it, as for any author.
    """
    with transaction.atomic():
        row = WaitingText.objects.select_for_update(of=("self",)).get(pk=text.pk)
        if row.contribution_id is not None:
            _withdraw_published(row.contribution_id)
        elif row.has_words:
            erase(row)
        return row


def _withdraw_published(pk: int) -> None:
    contribution = hold(pk)
    if contribution.state == State.WITHDRAWN:
        return
    if contribution.state != State.PUBLISHED:
        raise Refused(_("This text cannot be withdrawn."))
    take_back(contribution)
