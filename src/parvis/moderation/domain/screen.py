"""Read a text before anybody else does: publish it, or refuse it for a reason of the charter."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.contributions.domain.publish_waiting import keep_refused, publish_waiting
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import OF_GUESTS, WaitingText
from parvis.ledger.domain.append import append, append_all
from parvis.moderation import leaves
from parvis.moderation.domain.hide import hide_refused
from parvis.moderation.domain.tell_refused import tell_refused
from parvis.moderation.enums import Reason, Screened
from parvis.moderation.models import Screening
from parvis.moderation.permissions import can


def admit(*, actor: Participant, text: WaitingText, seen: str | None = None) -> Contribution:
    """Publish it, phase closed or not: it came in time. Raises `Refused`.

    `seen`: the entry of the words that the moderator had before their eyes; others are not published unread.
    """
    with transaction.atomic():
        held = _hold(actor, text, seen)
        screening = Screening.objects.create(text=held, act=Screened.ADMIT, moderator=actor)
        append(leaves.screened(screening))
        return publish_waiting(text=held)


def refuse(
    *, actor: Participant, text: WaitingText, reason: Reason, message: str = "", seen: str | None = None
) -> Screening:
    """Do not publish it; its author is told why. Raises `Refused`.

    What somebody signed becomes a contribution that is hidden from its first second, so that they appeal as
    against any text that is hidden; a guest finds the reason at their secret link. Of changes that are
    refused, the public text stays as it is.
    """
    _check_reason(reason)
    with transaction.atomic():
        held = _hold(actor, text, seen)
        is_entered = not held.is_guest and held.revises_id is None
        (screening,) = _turn_down(actor, [held], reason, "" if is_entered else message)
        if is_entered:
            hide_refused(actor=actor, target=keep_refused(text=held), reason=reason, message=message)
        elif not held.is_guest:
            tell_refused(screening=screening)
        return screening


def refuse_all(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    texts: Collection[int],
    reason: Reason,
    message: str = "",
) -> int:
    """Refuse those of these texts of guests of one consultation that still wait, all for one reason, or none.

    Each has its line in the log. Returns how many; raises `Refused` when there is none.
    """
    _check_reason(reason)
    rows = WaitingText.objects.select_for_update(of=("self",)).select_related("consultation")
    waiting = rows.filter(OF_GUESTS, consultation=consultation, pk__in=texts, state=WaitingState.WAITING)
    with transaction.atomic():
        held = list(waiting.order_by("pk"))
        if not held:
            raise Refused(_("Choose texts that still wait."))
        if not can(actor, "screen", held[0]):
            raise Refused(_("You cannot decide on this text."))
        return len(_turn_down(actor, held, reason, message))


def _check_reason(reason: Reason) -> None:
    if reason == Reason.MISTAKE:
        raise Refused(_("Choose the reason why this text is not published."))


def _turn_down(
    actor: Participant, held: Sequence[WaitingText], reason: Reason, message: str
) -> list[Screening]:
    """Of locked rows that wait; the number of queries does not depend on how many there are."""
    words = {"reason": reason, "message": message.strip(), "moderator": actor}
    screenings = Screening.objects.bulk_create(
        [Screening(text=text, act=Screened.REFUSE, **words) for text in held]
    )
    append_all(leaves.screened(screening) for screening in screenings)
    rows = WaitingText.objects.filter(pk__in=[text.pk for text in held])
    rows.update(state=WaitingState.REFUSED, settled_at=Now())
    return screenings


def _hold(actor: Participant, text: WaitingText, seen: str | None = None) -> WaitingText:
    """The row as it is now, until the end of the transaction, if it still waits and the actor may decide."""
    if text.revises_id is not None:
        # First, as whoever withdraws that text does: two that cross would wait for each other.
        Contribution.objects.select_for_update(of=("self",)).only("pk").get(pk=text.revises_id)
    rows = WaitingText.objects.select_for_update(of=("self",))
    held = rows.select_related("consultation", "phase", "kind", "author", "organisation", "revises").get(
        pk=text.pk
    )
    if not can(actor, "screen", held):
        raise Refused(_("You cannot decide on this text."))
    if held.state != WaitingState.WAITING:
        raise Refused(_("This text no longer waits: it was read, or its author took it back."))
    if seen is not None and seen != str(held.entry):
        raise Refused(_("Its author has just changed this text: read it again, then decide."))
    return held
