"""What somebody followed, and who followed them, goes with their account."""

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.following.domain.follow import unfollow_all
from parvis.following.domain.thread import close_thread
from parvis.following.models import Digest


@transaction.atomic
def forget(*, actor: Participant) -> None:
    unfollow_all(actor=actor)
    close_thread(actor=actor)
    Digest.objects.filter(participant=actor).delete()
