"""Offer to everybody the complete archive of a consultation, as it is now."""

from datetime import datetime
from functools import partial

from django.db import transaction

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.opendata import files
from parvis.opendata.domain.publish_export import Published, tell_export, write_export
from parvis.opendata.enums import ArchiveState
from parvis.opendata.models import Archive


def offer_archive(*, consultation: ConsultationPage) -> Archive:
    """Make the archive, tell the log of it, and let it take the place of the former one, whose file goes.

    Long: for a job, never for a request. Raises Refused.
    """
    file, at = files.new_file(), database_now()
    try:
        published = write_export(consultation=consultation, to=files.path_of(file))
        with transaction.atomic():
            tell_export(consultation=consultation, published=published)
            return _replace(consultation, file, published, at=at)
    except BaseException:
        files.remove(file)
        raise


def _replace(consultation: ConsultationPage, file: str, published: Published, *, at: datetime) -> Archive:
    former = Archive.objects.select_for_update().filter(consultation=consultation).first()
    if former is not None:
        transaction.on_commit(partial(files.remove, former.file))
    archive, _created = Archive.objects.update_or_create(
        consultation=consultation,
        defaults={
            "file": file,
            "sha256": published.sha256,
            "bytes": published.bytes,
            "size": published.leaves,
            "watched": published.leaves,
            "state": ArchiveState.CURRENT,
            "made_at": at,
        },
    )
    return archive
