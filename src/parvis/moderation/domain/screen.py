"""Read the text of a guest before anybody else does: publish it, or refuse it for a reason of the charter."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.contributions.domain.publish_guest import publish_guest_text
from parvis.contributions.enums import GuestState
from parvis.contributions.guests import GuestText
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append, append_all
from parvis.moderation import leaves
from parvis.moderation.enums import Reason, Screened
from parvis.moderation.models import Screening
from parvis.moderation.permissions import can


def admit(*, actor: Participant, text: GuestText) -> Contribution:
    """Publish it, phase closed or not: it came in time. Raises `Refused`."""
    with transaction.atomic():
        held = _hold(actor, text)
        screening = Screening.objects.create(text=held, act=Screened.ADMIT, moderator=actor)
        append(leaves.screened(screening))
        return publish_guest_text(text=held)


def refuse(*, actor: Participant, text: GuestText, reason: Reason, message: str = "") -> Screening:
    """Do not publish it; its author finds reason and message at their secret link. Raises `Refused`."""
    _check_reason(reason)
    with transaction.atomic():
        (screening,) = _turn_down(actor, [_hold(actor, text)], reason, message)
        return screening


def refuse_all(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    texts: Collection[int],
    reason: Reason,
    message: str = "",
) -> int:
    """Refuse those of these texts of one consultation that still wait, all for one reason, or none.

    Each has its line in the log. Returns how many; raises `Refused` when there is none.
    """
    _check_reason(reason)
    rows = GuestText.objects.select_for_update(of=("self",)).select_related("consultation")
    waiting = rows.filter(consultation=consultation, pk__in=texts, state=GuestState.WAITING)
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
    actor: Participant, held: Sequence[GuestText], reason: Reason, message: str
) -> list[Screening]:
    """Of locked rows that wait; the number of queries does not depend on how many there are."""
    words = {"reason": reason, "message": message.strip(), "moderator": actor}
    screenings = Screening.objects.bulk_create(
        [Screening(text=text, act=Screened.REFUSE, **words) for text in held]
    )
    append_all(leaves.screened(screening) for screening in screenings)
    rows = GuestText.objects.filter(pk__in=[text.pk for text in held])
    rows.update(state=GuestState.REFUSED, settled_at=Now())
    return screenings


def _hold(actor: Participant, text: GuestText) -> GuestText:
    """The row as it is now, until the end of the transaction, if it still waits and the actor may decide."""
    rows = GuestText.objects.select_for_update(of=("self",)).select_related("consultation", "phase", "kind")
    held = rows.get(pk=text.pk)
    if not can(actor, "screen", held):
        raise Refused(_("You cannot decide on this text."))
    if held.state != GuestState.WAITING:
        raise Refused(_("This text no longer waits: it was read, or its author took it back."))
    return held
