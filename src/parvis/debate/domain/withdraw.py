"""Withdrawing one's argument, comment or reply."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.debate import leaves
from parvis.debate.domain.count import count_later
from parvis.debate.models import Argument
from parvis.ledger.domain.append import append


def withdraw(*, actor: Participant, argument: Argument) -> None:
    """Take one's text off the page, at any time, hidden or not; twice changes nothing. A trace stays."""
    with transaction.atomic():
        count_later(argument.contribution_id)
        arguments = Argument.objects.select_related("contribution").defer("contribution__search")
        current = arguments.select_for_update(of=("self",)).get(pk=argument.pk)
        if current.author_id != actor.pk:
            raise Refused(_("Only its author may withdraw a text."))
        if current.state == State.WITHDRAWN:
            return
        current.state = State.WITHDRAWN
        current.withdrawn_at = Now()
        current.salt = None
        current.save(update_fields=["state", "withdrawn_at", "salt"])
        append(leaves.withdrawn(current))
