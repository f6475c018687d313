"""The photos and documents that somebody joined to their answers, sent or not yet: part of their data."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from parvis.accounts.models import Participant
from parvis.contributions.attachments import Attachment

MOST_AT_ONCE = 100


def files_of(person: Participant) -> QuerySet[Attachment]:
    """Without their bytes, which are read one file at a time; those joined to a text of others included."""
    theirs = Q(owner=person) | Q(contribution__author=person) | Q(sent_by=person)
    return Attachment.objects.facts().filter(theirs).order_by("sent_at", "pk")


def file_name(file: Attachment) -> str:
    """Where it is in the zip of one's data."""
    return f"files/{file.pk}-{file.name}"


def file_rows(person: Participant) -> Iterator[dict[str, str | int | bool | None]]:
    for file in files_of(person).iterator(chunk_size=MOST_AT_ONCE):
        yield {
            "file": file_name(file),
            "contribution_id": file.contribution_id,
            "type": file.type,
            "size": file.size,
            "sha256": file.sha256,
            "sent_at": localtime(file.sent_at).isoformat(timespec="seconds"),
        }
