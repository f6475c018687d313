"""Leave the last checkpoint in every outside place: from then on, the log cannot be rewritten unseen."""

import logging

from django.conf import settings

from parvis.ledger import queries
from parvis.ledger.domain.outside import NotTaken, leave, name_of
from parvis.ledger.models import Checkpoint, Deposit

log = logging.getLogger(__name__)


def push() -> list[Deposit]:
    """Try every place of the settings once, and note what came of it; nothing while nothing is signed."""
    checkpoint = queries.latest()
    if checkpoint is None:
        return []
    return [_deposit(checkpoint, place) for place in settings.PARVIS_LEDGER_PUSH]


def _deposit(checkpoint: Checkpoint, place: str) -> Deposit:
    failure = ""
    try:
        leave(checkpoint, place=place)
    except (OSError, ValueError) as error:
        failure = _reason(error)
        log.warning("no checkpoint was left (%s): %s", name_of(place), failure)
    return Deposit.objects.create(place=place, size=checkpoint.size, failure=failure)


def _reason(error: Exception) -> str:
    """Without the address, which may hold a password."""
    return str(error) if isinstance(error, NotTaken) else type(error).__name__
