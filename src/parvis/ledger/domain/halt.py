"""Stop signing, and say so in the log itself as soon as it goes on."""

import logging
from collections.abc import Mapping

from django.db import transaction

from parvis.ledger import queries
from parvis.ledger.domain.append import LOG_SPACE, Entry, append
from parvis.ledger.enums import HaltCode, LeafKind
from parvis.ledger.models import Halt
from parvis.merkle.canonical import Value

log = logging.getLogger(__name__)


class LogHalted(Exception):
    """The log signs nothing until a person has decided."""


def halt(*, code: HaltCode, facts: Mapping[str, Value]) -> None:
    """Stop the log, once, and alert. Its acts go on, and wait; a person decides (see `resume`)."""
    log.error("the log stops signing (%s): %s", code, dict(facts))
    with transaction.atomic():
        if queries.halted():
            return
        Halt.objects.create(code=code, facts=dict(facts))
        public: dict[str, Value] = {"code": str(code), **facts}
        append(Entry(kind=LeafKind.INCIDENT, space=LOG_SPACE, public=public))
