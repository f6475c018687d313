"""What a consultation says of its frame, its record of personal data, what is declared, what is promised."""

from __future__ import annotations

from datetime import timedelta

from parvis.conduct import leaves
from parvis.conduct.models import Attestation, DataRecord, Rehearsal
from parvis.conduct.rehearsal.walk import walk
from parvis.consultations.models import ConsultationPage
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Row
from parvis.ledger.domain.append import append_all
from parvis.moderation.models import AppealPromise

APPEAL_DAYS = 5
EVE = timedelta(hours=5)


def say_frame(*, said: Row, frame: Frame) -> None:
    """Before its rules are told."""
    for name, value in said["texts"].items():
        setattr(frame.page, name, value)
    frame.page.has_no_guarantor = True
    frame.page.save()


def make_conduct(*, said: Row, frame: Frame, place: Place) -> None:
    """As of the day when it was published."""
    page: ConsultationPage = frame.page
    published = page.first_published_at
    record = DataRecord.objects.create(consultation=page, changed_at=published, **said["record"])
    AppealPromise.objects.create(consultation=page, days=APPEAL_DAYS, made_at=published)
    rows = Attestation.objects.bulk_create(
        Attestation(consultation=page, author=place.hosts.moderator, made_at=published, **row)
        for row in said["attestation"]
    )
    append_all([leaves.recorded(record), *(leaves.attested(row) for row in rows)])


def rehearse(*, frame: Frame) -> None:
    """For good, before anybody writes; told as of the hours before the first phase."""
    report = walk(frame.page)
    eve = min(phase.starts_at for phase in frame.phases.values()) - EVE
    Rehearsal.objects.create(
        consultation=frame.page,
        started_at=eve,
        ended_at=eve + timedelta(milliseconds=sum(step.ms for step in report.steps)),
        passed=report.passed,
        steps=report.written(),
    )
