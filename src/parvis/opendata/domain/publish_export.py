"""Publish the open data of a consultation as one archive that anybody can check."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ballots.domain.tell_tally import tell_endings
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import Entry, append, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.opendata.exports.archive import write_archive
from parvis.opendata.permissions import is_open

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: rows of each file of rows, leaves of the log, length and fingerprint of the zip."""

    counts: dict[str, int]
    leaves: int
    bytes: int
    sha256: str


def publish_export(*, consultation: ConsultationPage, to: Path) -> Published:
    """Write the archive to the file `to`, then tell the log its fingerprint. Raises Refused."""
    published = write_export(consultation=consultation, to=to)
    with transaction.atomic():
        tell_export(consultation=consultation, published=published)
    return published


def write_export(*, consultation: ConsultationPage, to: Path) -> Published:
    """Write the archive, of which the log is told nothing yet.

    Rules and endings that a job was about to tell are told first, so that they are in it. Refuses a
    consultation that the public does not see.
    """
    if not is_open(consultation):
        raise Refused(_("This consultation is not public: there is nothing to publish of it."))
    tell_rules(consultation=consultation)
    tell_endings()
    with to.open("wb") as stream:
        counts, leaves = write_archive(consultation, stream)
    return Published(counts, leaves, to.stat().st_size, _fingerprint(to))


def tell_export(*, consultation: ConsultationPage, published: Published) -> None:
    """Tell the log what was published, in the caller's transaction."""
    public: dict[str, Value] = {
        "sha256": published.sha256,
        "bytes": published.bytes,
        "size": published.leaves,
    }
    append(Entry(kind=LeafKind.EXPORT_PUBLISHED, space=space_of(consultation.pk), public=public))


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
