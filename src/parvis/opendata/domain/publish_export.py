"""Publish the open data of a consultation as one archive that anybody can check."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ballots.domain.tell_tally import tell_endings
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.ledger.domain.append import Entry, append, space_of
from parvis.ledger.enums import LeafKind
from parvis.opendata.exports.archive import write_archive

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: rows of each file of rows, leaves of the log, and the fingerprint of the archive."""

    counts: dict[str, int]
    leaves: int
    sha256: str


def publish_export(*, consultation: ConsultationPage, to: Path) -> Published:
    """Write the archive to the file `to`, then tell the log its fingerprint.

    Rules and endings that a job was about to tell are told first, so that they are in it. Refuses a
    consultation that the public does not see.
    """
    if not can(AnonymousUser(), "see", consultation):
        raise Refused(_("This consultation is not public: there is nothing to publish of it."))
    tell_rules(consultation=consultation)
    tell_endings()
    with to.open("wb") as stream:
        counts, leaves = write_archive(consultation, stream)
    found = _fingerprint(to)
    with transaction.atomic():
        append(
            Entry(
                kind=LeafKind.EXPORT_PUBLISHED,
                space=space_of(consultation.pk),
                public={"sha256": found, "bytes": to.stat().st_size, "size": leaves},
            )
        )
    return Published(counts, leaves, found)


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
