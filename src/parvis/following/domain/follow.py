"""Follow something, or stop: what one agrees to, and no longer."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.consent import give_consent, withdraw_consent, withdraw_every_consent
from parvis.accounts.enums import Purpose
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.following.enums import Rhythm, Sort
from parvis.following.models import Digest, Subscription
from parvis.following.permissions import can
from parvis.following.queries import Subject, subject_of, subscriptions_to
from parvis.ledger.domain.append import space_of

PURPOSES = (Purpose.NEWS, Purpose.RESULTS)


@transaction.atomic
def follow(*, actor: Participant, subject: Subject) -> Subscription:
    """Following twice is following once; whoever followed the result alone is now told of everything.

    One who had asked for no mail at all is written to once a day again.
    """
    now = subject_of(actor, subject.sort, subject.pk)
    if not can(actor, "follow", now):
        raise Refused(_("This cannot be followed."))
    key: dict[str, Any] = {"participant": actor, f"{now.sort}_id": now.pk}
    row, _made = Subscription.objects.update_or_create(**key, defaults={"results_only": False})
    digest, _new = Digest.objects.get_or_create(participant=actor, defaults={"told_until": actor.created_at})
    if digest.rhythm == Rhythm.NEVER:
        set_rhythm(actor=actor, rhythm=Rhythm.DAILY)
    give_consent(actor=actor, purpose=Purpose.NEWS, about=about(now.sort, now.pk))
    return row


@transaction.atomic
def unfollow(*, actor: Participant, sort: Sort, pk: int) -> None:
    """Always possible, and harmless when one did not follow."""
    subscriptions_to(actor, sort, pk).delete()
    _withdraw_unused(actor, sort, pk)


@transaction.atomic
def unfollow_all(*, actor: Participant) -> None:
    """Stop being told of anything."""
    Subscription.objects.filter(participant=actor).delete()
    for purpose in PURPOSES:
        withdraw_every_consent(actor=actor, purpose=purpose)


@transaction.atomic
def set_rhythm(*, actor: Participant, rhythm: Rhythm) -> None:
    """How often to write. Who asks for nothing withdraws what they agreed to, and keeps their list.

    What was new while one asked for nothing is not told afterwards.
    """
    digest, _new = Digest.objects.select_for_update().get_or_create(
        participant=actor, defaults={"told_until": actor.created_at}
    )
    former, digest.rhythm = digest.rhythm, rhythm
    if former == rhythm:
        return
    if Rhythm.NEVER in {former, rhythm}:
        digest.told_until = database_now()
    digest.save(update_fields=["rhythm", "told_until"])
    if rhythm == Rhythm.NEVER:
        for purpose in PURPOSES:
            withdraw_every_consent(actor=actor, purpose=purpose)
    elif former == Rhythm.NEVER:
        _agree_again(actor)


def about(sort: Sort, pk: int) -> str:
    """What an agreement is about: a consultation by its number, else a sort of thing.

    Agreements are kept for ever: they must not say which person somebody followed.
    """
    return space_of(pk) if sort == Sort.CONSULTATION else sort.value


def _agree_again(actor: Participant) -> None:
    for row in Subscription.objects.filter(participant=actor):
        purpose = Purpose.RESULTS if row.results_only else Purpose.NEWS
        give_consent(actor=actor, purpose=purpose, about=about(row.sort, row.subject_id))


def _withdraw_unused(actor: Participant, sort: Sort, pk: int) -> None:
    """An agreement lasts as long as something is followed by it."""
    rest = Subscription.objects.filter(participant=actor, **{f"{sort}__isnull": False})
    if sort == Sort.CONSULTATION or not rest.exists():
        for purpose in PURPOSES:
            withdraw_consent(actor=actor, purpose=purpose, about=about(sort, pk))
