"""Compare each file with what its text tells of it, and that text with the log: a change by hand is seen."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from parvis.accounts.limits import spend_once
from parvis.contributions import leaves
from parvis.contributions.attachments import HASH, Attachment, mentions_in
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import LOG_SPACE, Entry, append
from parvis.ledger.enums import LeafKind
from parvis.ledger.queries import commitments_of
from parvis.merkle.commitments import commit

TOLD_AGAIN = timedelta(days=365)
AT_ONCE = 100
log = logging.getLogger(__name__)


def check_files() -> list[str]:
    """The numbers of files that are not what was sealed; an alert for each, and a line in the log, once.

    A file is altered when its bytes no longer give its hash, when an answer tells of another hash, or when
    what the log committed to no longer opens with the words that tell of it.
    """
    altered = sorted(set(_bytes_altered()) | set(_words_altered()))
    for number in altered:
        log.error("a file joined to a text is altered: %s", number)
        with transaction.atomic():
            if spend_once(f"altered file {number}", within=TOLD_AGAIN):
                append(
                    Entry(kind=LeafKind.INCIDENT, space=LOG_SPACE, public={"code": "file", "file": number})
                )
    return altered


def _bytes_altered() -> Iterator[str]:
    """The database refuses them; whoever may change its constraints may not be trusted."""
    rows = Attachment.objects.annotate(hash=HASH).exclude(hash=F("sha256"))
    yield from (str(pk) for pk in rows.values_list("pk", flat=True))


def _words_altered() -> Iterator[str]:
    held = Attachment.objects.exclude(contribution=None)
    rows = Contribution.objects.filter(pk__in=held.values("contribution")).defer("search")
    for row in rows.prefetch_related("versions").iterator(chunk_size=AT_ONCE):
        known = {str(pk): sha256 for pk, sha256 in row.attachments.values_list("pk", "sha256")}
        for answers, is_sealed in _sealed(row):
            for one in mentions_in(answers):
                if one["id"] in known and not (is_sealed and one["sha256"] == known[one["id"]]):
                    yield one["id"]


def _sealed(row: Contribution) -> Iterator[tuple[dict[str, object], bool]]:
    """The answers of a text and of its former versions, and whether they open what the log holds.

    Without a salt, nothing is to be opened: the log says that it was erased, or never knew it.
    """
    told = [(row.entry, row.salt, leaves.payload(row), row.form_answers)]
    for version in row.versions.all():
        version.contribution = row
        told.append((version.entry, version.salt, leaves.former_payload(version), version.form_answers))
    held = commitments_of([entry for entry, _salt, _payload, _answers in told if entry is not None])
    for entry, salt, payload, answers in told:
        is_open = entry is None or salt is None or commit(bytes(salt), payload).hex() == held.get(entry)
        yield answers, is_open
