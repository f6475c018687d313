"""Take one's contribution back."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can, is_author
from parvis.ledger.domain.append import append


def withdraw(*, actor: Participant, contribution: Contribution) -> Contribution:
    """Stop showing the text to the public; its place stays and says that its author withdrew it.

    With the salts goes the means to open what the log holds of the text and of its former versions.
    Possible at any time, phases closed or not; twice is once. Raises `Refused`.
    """
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(of=("self",))
            .select_related("consultation")
            .get(pk=contribution.pk)
        )
        if row.state == State.WITHDRAWN and is_author(actor, row):
            return row
        if not can(actor, "withdraw", row):
            raise Refused(_("This text cannot be withdrawn."))
        row.state = State.WITHDRAWN
        row.withdrawn_at = Now()
        row.salt = None
        row.save(update_fields=["state", "withdrawn_at", "salt"])
        row.versions.update(salt=None)
        append(leaves.withdrawn(row))
        row.refresh_from_db(fields=["withdrawn_at"])
        return row
