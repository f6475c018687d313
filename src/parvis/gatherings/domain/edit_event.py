"""Write an event, announce it, change it, cancel it: whoever registered is told of what matters to them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.gatherings import leaves, letters
from parvis.gatherings.drafts import NAMES, TO_ALL, WHEN_AND_WHERE, EventDraft, check, draft_of
from parvis.gatherings.enums import COUNTED, EventState, Standing
from parvis.gatherings.models import Event
from parvis.gatherings.permissions import can
from parvis.gatherings.seats import held, move_up
from parvis.jobs.mail import LAST
from parvis.ledger.domain.append import append


@transaction.atomic
def create_event(*, actor: Participant, consultation: ConsultationPage, draft: EventDraft) -> Event:
    """A draft, which nobody but the team sees. Raises `Refused`."""
    if not can(actor, "hold", consultation):
        raise Refused(_("Only organisers and animators of this consultation hold its events."))
    check(draft)
    _check_commission(draft, consultation)
    event = Event(consultation=consultation)
    draft.write_on(event)
    event.save(force_insert=True)
    note(actor=actor, consultation=consultation, act=DeskAct.EVENT_WRITTEN, about=event.title)
    return event


@transaction.atomic
def change_event(*, actor: Participant, event: Event, draft: EventDraft) -> Event:
    """Announced, its change is told to the log and to calendars; of its hours or place, to who registered.

    More places are given to those who wait. Raises `Refused`.
    """
    row = _hold(actor, event)
    if row.state in (EventState.CANCELLED, EventState.DECLINED):
        raise Refused(_("This event does not take place: it stays as it was."))
    check(draft)
    _check_commission(draft, row.consultation)
    _check_room(row, draft)
    former = draft_of(row)
    moved = {name for name in NAMES if getattr(former, name) != getattr(draft, name)}
    draft.write_on(row)
    if not moved:
        return row
    row.save(update_fields=NAMES)
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_CHANGED, about=row.title)
    if row.state == EventState.PUBLISHED:
        _tell_change(row, moved)
    return row


@transaction.atomic
def publish_event(*, actor: Participant, event: Event) -> None:
    """Everybody reads it, and registers if that is asked. Raises `Refused`."""
    row = _hold(actor, event)
    if row.state != EventState.DRAFT:
        raise Refused(_("This event was already announced."))
    if row.ends_at <= database_now():
        raise Refused(_("This event is over: change its hours before you announce it."))
    Event.objects.filter(pk=row.pk).update(state=EventState.PUBLISHED, published_at=Now(), changed_at=Now())
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_PUBLISHED, about=row.title)
    append(leaves.published(row))


@transaction.atomic
def cancel_event(*, actor: Participant, event: Event, reason: str) -> None:
    """Its page stays, with the reason; whoever registered is told. Raises `Refused`."""
    row = _hold(actor, event)
    if row.state != EventState.PUBLISHED:
        raise Refused(_("Only an event that was announced is cancelled."))
    if row.ends_at <= database_now():
        raise Refused(_("This event took place: it cannot be cancelled any more."))
    if not reason:
        raise Refused(_("Say why: everybody reads it."))
    row.reason, row.state, row.sequence = reason, EventState.CANCELLED, row.sequence + 1
    Event.objects.filter(pk=row.pk).update(
        state=row.state, reason=reason, sequence=row.sequence, cancelled_at=Now(), changed_at=Now()
    )
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_CANCELLED, about=row.title)
    append(leaves.cancelled(row))
    _write_to_all(row, letters.cancelled)


@transaction.atomic
def drop_event(*, actor: Participant, event: Event) -> None:
    """A draft goes; what was announced stays. Raises `Refused`."""
    row = _hold(actor, event)
    if row.state != EventState.DRAFT:
        raise Refused(_("This event was announced: cancel it, with the reason."))
    note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_DROPPED, about=row.title)
    row.delete()


def _tell_change(row: Event, moved: set[str]) -> None:
    if moved & set(TO_ALL):
        Event.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1, changed_at=Now())
        row.refresh_from_db(fields=["sequence", "changed_at"])
        append(leaves.changed(row))
    if moved & set(WHEN_AND_WHERE) and row.ends_at > database_now():
        row.registrations.update(reminded_at=None)
        _write_to_all(row, letters.changed)
    move_up(row)


def _write_to_all(row: Event, letter: letters.Letter) -> None:
    people = list(row.registrations.filter(standing__in=COUNTED).select_related("participant"))
    for one in people:
        one.event = row
    letters.write_all(people, letter, priority=LAST)


def _hold(actor: Participant, event: Event) -> Event:
    row = held(event)
    if not can(actor, "hold", row.consultation):
        raise Refused(_("Only organisers and animators of this consultation hold its events."))
    return row


def _check_commission(draft: EventDraft, consultation: ConsultationPage) -> None:
    if draft.commission is not None and draft.commission.consultation_id != consultation.pk:
        raise Refused(_("This commission is not of this consultation."))


def _check_room(row: Event, draft: EventDraft) -> None:
    """A place that was given is not taken back."""
    given = row.registrations.filter(standing=Standing.COMING).count()
    if draft.capacity is not None and draft.capacity < given:
        raise Refused(
            _("%(count)s people have a place already: the event has as many places, at least.")
            % {"count": given}
        )
    if not draft.takes_registrations and row.registrations.filter(standing__in=COUNTED).exists():
        raise Refused(_("People registered for this event already: registration stays."))
