"""Lead a room: open it, start and stop what it is asked, show what came out, hide a word or a question."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.analysis.alike import fold
from parvis.consultations.enums import DeskAct
from parvis.room.enums import ActivityKind, Fate
from parvis.room.figures import groups_of
from parvis.room.holding import changed, hold, stop
from parvis.room.models import Activity, Answer, Room


@transaction.atomic
def open_room(*, actor: Participant, room: Room) -> None:
    """Let phones in. The room is public, and so is its consultation. Raises `Refused`."""
    held = hold(actor, room)
    if not held.consultation.live:
        raise Refused(_("This consultation is a draft: publish it, then open its room."))
    if held.opened_at is None:
        Room.objects.filter(pk=held.pk).update(opened_at=Now())
    changed(actor, held, DeskAct.ROOM_OPENED, held.title)


@transaction.atomic
def start_activity(*, actor: Participant, activity: Activity) -> None:
    """Put it on the screen and open it to phones; the one under way ends. Raises `Refused`.

    One that ended opens again, for as many seconds as before: what was answered stays.
    """
    held = _open(actor, activity)
    stop(held)
    ends_at = None if activity.seconds is None else Now() + Value(timedelta(seconds=activity.seconds))
    held.activities.filter(pk=activity.pk).update(
        started_at=Coalesce("started_at", Now()), ends_at=ends_at, stopped_at=None
    )
    Room.objects.filter(pk=held.pk).update(screen=activity)
    changed(actor, held, DeskAct.ROOM_LED, activity.title)


@transaction.atomic
def stop_activity(*, actor: Participant, activity: Activity) -> None:
    """Answers that come later are refused; what is shown stays on the screen. Raises `Refused`."""
    held = _open(actor, activity)
    stop(held)
    changed(actor, held, DeskAct.ROOM_LED, activity.title)


@transaction.atomic
def show_results(*, actor: Participant, activity: Activity, shows: bool) -> None:
    """Show on the screen what comes out, or no longer. Raises `Refused`."""
    held = _open(actor, activity)
    if not held.activities.filter(pk=activity.pk, started_at__isnull=False).update(shows=shows):
        raise Refused(_("This activity was not started: there is nothing to show yet."))
    changed(actor, held, DeskAct.ROOM_LED, activity.title)


@transaction.atomic
def settle_question(*, actor: Participant, question: Answer, fate: Fate) -> None:
    """Answered, put aside, hidden, or as it was. Raises `Refused`."""
    held = _open(actor, question.activity)
    Answer.objects.filter(pk=question.pk, activity__kind=ActivityKind.QUESTIONS).update(fate=fate)
    changed(actor, held, DeskAct.ROOM_LED, question.activity.title)


@transaction.atomic
def hide_words(*, actor: Participant, activity: Activity, words: str, hides: bool) -> None:
    """Hide all that is written nearly as `words`, whoever sent it and still will; or show it again.

    Raises `Refused`.
    """
    held = _open(actor, activity)
    locked = held.activities.get(pk=activity.pk)
    shown, apart = groups_of(locked)
    form = fold(words)
    forms = {one for group in (*shown, *apart) if form in group.forms for one in group.forms}
    if not forms:
        raise Refused(_("These words are no longer there. Read the list again."))
    hidden = set(locked.hidden) | forms if hides else set(locked.hidden) - forms
    held.activities.filter(pk=locked.pk).update(hidden=sorted(hidden))
    changed(actor, held, DeskAct.ROOM_LED, activity.title)


def _open(actor: Participant, activity: Activity) -> Room:
    held = hold(actor, activity.room)
    if held.opened_at is None:
        raise Refused(_("Open the room first: nobody can answer yet."))
    return held
