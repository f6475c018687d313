"""Decide on a published text that waits in the queue: it stays, or it is hidden; and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.moderation.domain.close_case import close_case, reopen_case
from parvis.moderation.domain.decide import lock
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Outcome, Reason
from parvis.moderation.models import Case, Decision, Reading
from parvis.moderation.permissions import can
from parvis.moderation.queries import in_force, open_reports


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did with a text that waited: enough to take it back."""

    target: Contribution | Argument
    decision: Decision | None = None
    reading: Reading | None = None
    case: Case | None = None


def keep(*, actor: Participant, target: Contribution | Argument) -> Done:
    """Leave it as it is, having read it; what was reported of it is unfounded. Raises `Refused`.

    Of two moderators who decide on one text, the second one is refused: nobody overrules unawares.
    """
    with transaction.atomic():
        locked = lock(target)
        case = _hold(actor, locked, "keep")
        if case is not None:
            close_case(actor=actor, case=case, outcome=Outcome.UNFOUNDED)
        return Done(locked, reading=_mark_read(actor, locked), case=case)


def hide_waiting(
    *, actor: Participant, target: Contribution | Argument, reason: Reason, message: str = ""
) -> Done:
    """Hide it as `hide` does, as long as nobody decided on it meanwhile. Raises `Refused`."""
    with transaction.atomic():
        locked = lock(target)
        case = _hold(actor, locked, "hide")
        decision = hide(actor=actor, target=locked, reason=reason, message=message)
        if case is not None:
            close_case(actor=actor, case=case, outcome=Outcome.ACTED)
        return Done(locked, decision=decision, case=case)


def undo(*, actor: Participant, done: Done) -> None:
    """Take back one's own decision: the text waits again, in its place; hidden, it is public again first.

    Raises `Refused` once somebody else decided since, or the words changed.
    """
    with transaction.atomic():
        locked = lock(done.target)
        if not can(actor, "keep", locked):
            raise Refused(_("You cannot decide on this text."))
        if done.decision is not None:
            _show_again(actor, locked, done.decision)
        elif done.reading is not None:
            _unread(actor, locked, done.reading)
        if done.case is not None:
            reopen_case(actor=actor, case=done.case)


def _hold(
    actor: Participant, locked: Contribution | Argument, action: Literal["keep", "hide"]
) -> Case | None:
    """The case that is open on a locked text, if it still waits, and for the actor to decide."""
    if not can(actor, action, locked):
        raise Refused(_("You cannot decide on this text."))
    case = open_reports(locked)
    if locked.state != State.PUBLISHED or (case is None and not _is_unread(locked)):
        raise Refused(
            _(
                "Nothing was changed: somebody decided on this text just before you, or its author took it "
                "back. Open it to see what became of it."
            )
        )
    return case


def _is_unread(text: Contribution | Argument) -> bool:
    return isinstance(text, Contribution) and text.to_read_since is not None


def _mark_read(actor: Participant, text: Contribution | Argument) -> Reading | None:
    if not isinstance(text, Contribution) or text.to_read_since is None:
        return None
    reading = Reading.objects.create(
        consultation=text.consultation,
        contribution=text,
        entry=text.entry or text.idempotency_key,
        moderator=actor,
        waited_since=text.to_read_since,
    )
    text.to_read_since = None
    text.save(update_fields=["to_read_since"])
    return reading


def _show_again(actor: Participant, locked: Contribution | Argument, decision: Decision) -> None:
    if decision.moderator_id != actor.pk or in_force(locked) != decision:
        raise Refused(_("Nothing was changed: there is no decision of yours on this text any longer."))
    since = locked.to_read_since if isinstance(locked, Contribution) else None
    restore(actor=actor, target=locked)
    if since is not None:
        Contribution.objects.filter(pk=locked.pk).update(to_read_since=since)


def _unread(actor: Participant, locked: Contribution | Argument, reading: Reading) -> None:
    is_same = locked.state == State.PUBLISHED and locked.entry == reading.entry
    if not is_same or not Reading.objects.filter(pk=reading.pk, moderator=actor).delete()[0]:
        raise Refused(_("Nothing was changed: there is no decision of yours on this text any longer."))
    Contribution.objects.filter(pk=locked.pk).update(to_read_since=reading.waited_since)
