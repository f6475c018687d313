"""Take back what one sent as a guest: whoever holds the secret link may."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.contributions import guest_leaves
from parvis.contributions.domain.withdraw import hold, take_back
from parvis.contributions.enums import GuestState, State
from parvis.contributions.guests import WORDS, GuestText
from parvis.ledger.domain.append import append


def withdraw_guest_text(*, text: GuestText) -> GuestText:
    """Erase the words of a text that waits or was refused; withdraw the contribution that it became.

    Twice is once. Raises `Refused` while moderation hides it, as for any author.
    """
    with transaction.atomic():
        row = GuestText.objects.select_for_update(of=("self",)).get(pk=text.pk)
        if row.contribution_id is not None:
            _withdraw_published(row.contribution_id)
        elif row.has_words:
            _erase(row)
        return row


def _erase(row: GuestText) -> None:
    """What was refused stays so, without its words."""
    row.forget_words()
    if row.state == GuestState.WAITING:
        row.state, row.settled_at = GuestState.WITHDRAWN, Now()
    row.save(update_fields=["state", "settled_at", *WORDS])
    append(guest_leaves.withdrawn(row))


def _withdraw_published(pk: int) -> None:
    contribution = hold(pk)
    if contribution.state == State.WITHDRAWN:
        return
    if contribution.state != State.PUBLISHED:
        raise Refused(_("This text cannot be withdrawn."))
    take_back(contribution)
