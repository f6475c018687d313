"""Reading what was measured, and what is to be measured again."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from parvis.consultations.models import ConsultationPage, Phase
from parvis.quality.models import QualityRecord, TargetPopulation

WEEK = timedelta(days=7)
FOLLOWED = timedelta(days=731)
"""Two years after the close: a note falls when commitments sleep."""
MOST_SHOWN = 120
"""Measures over time that a page reads: two years of weeks."""


def last_of(consultation: ConsultationPage) -> QualityRecord | None:
    """Without its inputs, which may be long; one query."""
    return QualityRecord.objects.filter(consultation=consultation).defer("inputs").first()


def records_of(consultation: ConsultationPage) -> list[QualityRecord]:
    """The last ones, newest first; one query."""
    return list(QualityRecord.objects.filter(consultation=consultation).defer("inputs")[:MOST_SHOWN])


def record_at(consultation: ConsultationPage, pk: int | None = None) -> QualityRecord | None:
    """One of its measures, whole; the last one by default."""
    rows = QualityRecord.objects.filter(consultation=consultation)
    return (rows if pk is None else rows.filter(pk=pk)).first()


def targets_of(consultation: ConsultationPage) -> list[TargetPopulation]:
    """The population concerned, newest first: all that were named; one query."""
    return list(TargetPopulation.objects.filter(consultation=consultation))


def to_measure() -> QuerySet[ConsultationPage]:
    """What opened, is published and closed less than two years ago: each week, and as soon as it closes."""
    checked = QualityRecord.objects.filter(consultation=OuterRef("pk")).values("checked_at")[:1]
    acting = Phase.objects.filter(consultation=OuterRef("pk"), actions__isnull=False)
    last = acting.order_by(F("ends_at").desc(nulls_first=True)).values("ends_at")[:1]
    rows = ConsultationPage.objects.live().annotate(measured_at=Subquery(checked), closes_at=Subquery(last))
    is_due = (
        Q(measured_at=None)
        | Q(measured_at__lt=Now() - WEEK)
        | Q(closes_at__lte=Now(), measured_at__lt=F("closes_at"))
    )
    followed = Q(closes_at=None) | Q(closes_at__gt=Now() - FOLLOWED)
    begun = Exists(acting.filter(starts_at__lte=Now()))
    found: QuerySet[ConsultationPage] = rows.filter(is_due, followed, begun).order_by("pk")
    return found
