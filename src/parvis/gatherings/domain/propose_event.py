"""Events that participants propose: opened by the organiser, labelled or declined by them."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.gatherings import leaves, letters
from parvis.gatherings.drafts import EventDraft, check
from parvis.gatherings.enums import EventState, ReportState
from parvis.gatherings.models import Event, EventReport, EventSettings
from parvis.gatherings.permissions import can
from parvis.gatherings.seats import held
from parvis.ledger.domain.append import append

MOST_WAITING = 5
"""Proposals of one person that wait at once."""


@transaction.atomic
def set_proposals(*, actor: Participant, consultation: ConsultationPage, is_open: bool) -> None:
    """Open or close proposals of events; those that came are left as they are. Raises `Refused`."""
    if not can(actor, "hold", consultation):
        raise Refused(_("Only organisers and animators of this consultation hold its events."))
    EventSettings.objects.update_or_create(consultation=consultation, defaults={"takes_proposals": is_open})
    note(actor=actor, consultation=consultation, act=DeskAct.EVENT_PROPOSALS)


@transaction.atomic
def propose_event(*, actor: Participant, consultation: ConsultationPage, draft: EventDraft) -> Event:
    """An event of somebody's own, which waits for the organiser. Raises `Refused`."""
    page = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "propose", page):
        raise Refused(_("Events are not proposed here now, or your address is not confirmed yet."))
    if draft.starts_at <= database_now():
        raise Refused(_("Choose an hour to come."))
    check(draft)
    waiting = Event.objects.filter(consultation=page, proposer=actor, state=EventState.PROPOSED)
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("Five of your proposals wait for the organiser: wait until one is read."))
    known = waiting.filter(title=draft.title, starts_at=draft.starts_at).first()
    if known is not None:
        return known
    event = Event(consultation=page, proposer=actor, is_local=True, state=EventState.PROPOSED)
    draft.write_on(event)
    event.save(force_insert=True)
    append(leaves.proposed(event))
    return event


@transaction.atomic
def label_event(*, actor: Participant, event: Event) -> None:
    """Announce it as a local initiative, under the public name of who proposed it. Raises `Refused`."""
    row = _hold(actor, event)
    if row.ends_at <= database_now():
        raise Refused(_("This event is over: it can only be declined."))
    Event.objects.filter(pk=row.pk).update(state=EventState.PUBLISHED, published_at=Now(), changed_at=Now())
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_LABELLED, about=row.title)
    append(leaves.labelled(row))
    letters.write_to_proposer(
        row.proposer,
        subject=gettext_noop("Your event is announced: %(title)s"),
        template="labelled",
        event=row,
    )


@transaction.atomic
def decline_event(*, actor: Participant, event: Event, reason: str) -> None:
    """It is not announced; its proposer reads why. Raises `Refused`."""
    row = _hold(actor, event)
    if not reason:
        raise Refused(_("Say why: whoever proposed it reads it."))
    row.state, row.reason = EventState.DECLINED, reason
    row.save(update_fields=["state", "reason"])
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_DECLINED)
    append(leaves.declined(row))
    letters.write_to_proposer(
        row.proposer,
        subject=gettext_noop("Your event is not announced: %(title)s"),
        template="declined",
        event=row,
    )


@transaction.atomic
def forget_proposals_of(*, actor: Participant) -> None:
    """An account is erased: what everybody reads stays, unsigned; nothing is left of the rest."""
    mine = Event.objects.filter(proposer=actor)
    hidden = mine.filter(state__in=[EventState.PROPOSED, EventState.DECLINED])
    hidden.update(
        state=EventState.DECLINED, reason="…", title="…", summary="", place="", address="", agenda="",
        speakers="", access="", online_address="", longitude=None, latitude=None,
    )  # fmt: skip
    EventReport.objects.filter(event__in=mine).exclude(state=ReportState.PUBLISHED).delete()
    mine.update(proposer=None)


def _hold(actor: Participant, event: Event) -> Event:
    row = held(event)
    if not can(actor, "hold", row.consultation):
        raise Refused(_("Only organisers and animators of this consultation hold its events."))
    if row.state != EventState.PROPOSED:
        raise Refused(_("This proposal was already decided."))
    return row
