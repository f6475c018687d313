"""Open one's public thread, or close it."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.following.domain.follow import unfollow
from parvis.following.enums import Sort
from parvis.following.models import PublicThread, Subscription


def open_thread(*, actor: Participant) -> None:
    """What one publishes is then read on one page, under the name that one chose, by whoever wants."""
    if not (actor.is_active and actor.public_name):
        raise Refused(_("Choose a public name first: a thread is read under a name."))
    PublicThread.objects.get_or_create(participant=actor)


@transaction.atomic
def close_thread(*, actor: Participant) -> None:
    """Nobody reads nor follows it any more; each text stays where it is."""
    PublicThread.objects.filter(participant=actor).delete()
    for row in Subscription.objects.filter(author=actor).select_related("participant"):
        unfollow(actor=row.participant, sort=Sort.AUTHOR, pk=actor.pk)
