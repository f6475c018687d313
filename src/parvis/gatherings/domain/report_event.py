"""What came out of a local initiative: told by who proposed it, published by the organiser or not."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.queries import database_now
from parvis.gatherings import leaves, letters
from parvis.gatherings.enums import ReportState
from parvis.gatherings.models import Event, EventReport
from parvis.gatherings.permissions import can
from parvis.gatherings.seats import held
from parvis.ledger.domain.append import append


@transaction.atomic
def send_report(*, actor: Participant, event: Event, text: str, people: int) -> EventReport:
    """The organiser reads it before anybody else; until then, or once declined, it is sent again.

    Raises `Refused`.
    """
    row = held(event)
    if not can(actor, "report", row.consultation, row):
        raise Refused(_("Only whoever proposed this event tells how it went."))
    if database_now() < row.starts_at:
        raise Refused(_("This event did not begin yet: tell how it went afterwards."))
    former = EventReport.objects.filter(event=row).first()
    if former is not None and former.is_public:
        raise Refused(_("Your report is published: it stays as it is."))
    report, _is_new = EventReport.objects.update_or_create(
        event=row,
        defaults={
            "text": text, "people": people, "state": ReportState.SENT, "reason": "", "sent_at": Now(),
            "decided_at": None,
        },
    )  # fmt: skip
    return report


@transaction.atomic
def publish_report(*, actor: Participant, report: EventReport) -> None:
    """Everybody reads it on the page of the event. Raises `Refused`."""
    row = _hold(actor, report)
    row.state = ReportState.PUBLISHED
    EventReport.objects.filter(pk=row.pk).update(state=row.state, decided_at=Now())
    note(actor=actor, consultation=row.event.consultation, act=DeskAct.EVENT_REPORTED, about=row.event.title)
    append(leaves.reported(row))
    letters.write_to_proposer(
        row.event.proposer,
        subject=gettext_noop("Your report is published: %(title)s"),
        template="report_published",
        event=row.event,
    )


@transaction.atomic
def decline_report(*, actor: Participant, report: EventReport, reason: str) -> None:
    """It is not published; its author reads why, and may send another. Raises `Refused`."""
    row = _hold(actor, report)
    if not reason:
        raise Refused(_("Say why: whoever wrote it reads it."))
    EventReport.objects.filter(pk=row.pk).update(state=ReportState.DECLINED, reason=reason, decided_at=Now())
    row.event.report = row
    row.reason = reason
    note(actor=actor, consultation=row.event.consultation, act=DeskAct.EVENT_REPORT_DECLINED)
    letters.write_to_proposer(
        row.event.proposer,
        subject=gettext_noop("Your report is not published: %(title)s"),
        template="report_declined",
        event=row.event,
    )


def _hold(actor: Participant, report: EventReport) -> EventReport:
    event = held(report.event)
    if not can(actor, "hold", event.consultation):
        raise Refused(_("Only organisers and animators of this consultation hold its events."))
    row = EventReport.objects.get(pk=event.pk)
    row.event = event
    if row.state != ReportState.SENT:
        raise Refused(_("This report was already decided."))
    return row
