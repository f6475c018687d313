"""Reads of the archives: which is offered, which are to be made."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from wagtail.query import PageQuerySet

from parvis.consultations.models import ConsultationPage, Phase
from parvis.opendata import files
from parvis.opendata.enums import ArchiveState
from parvis.opendata.models import Archive

AT_LEAST = timedelta(minutes=10)
"""Between two archives of one consultation, however much is removed from it."""
AT_MOST = timedelta(days=1)
"""How far behind an archive may be."""
SETTLED = timedelta(minutes=1)
"""For the votes of a phase that ends to be counted and told."""


def archive_of(consultation: ConsultationPage) -> Archive | None:
    """The last archive, offered or taken down since; None when none was made."""
    return Archive.objects.filter(consultation=consultation).first()


def offered_archive(consultation: ConsultationPage) -> Archive | None:
    """The one that everybody downloads; None while it is taken down."""
    return Archive.objects.filter(consultation=consultation).exclude(state=ArchiveState.TAKEN_DOWN).first()


def offered_archives() -> QuerySet[Archive]:
    """Those of every public consultation that lets search engines read it, with the consultation."""
    rows = Archive.objects.exclude(state=ArchiveState.TAKEN_DOWN)
    listed = rows.filter(consultation__in=ConsultationPage.objects.live().filter(unindexed=False))
    return listed.select_related("consultation").order_by("consultation")


def due() -> PageQuerySet:
    """Public consultations without an archive, or whose archive is taken down, lost, or too far behind."""
    ended = Phase.objects.filter(
        consultation=OuterRef("pk"), ends_at__gt=OuterRef("archive__made_at"), ends_at__lt=Now() - SETTLED
    )
    is_late = Q(archive__state=ArchiveState.BEHIND, archive__made_at__lt=Now() - AT_MOST)
    is_gone = Q(archive__state=ArchiveState.TAKEN_DOWN, archive__made_at__lt=Now() - AT_LEAST)
    is_lost = Q(archive__file__in=_lost())
    wanted = Q(archive=None) | is_late | is_gone | is_lost | Exists(ended)
    return ConsultationPage.objects.live().filter(wanted).order_by("pk")


def _lost() -> list[str]:
    """Archives whose file went otherwise, as after a restore."""
    offered = Archive.objects.exclude(state=ArchiveState.TAKEN_DOWN).values_list("file", flat=True)
    return [file for file in offered if not files.path_of(file).is_file()]
