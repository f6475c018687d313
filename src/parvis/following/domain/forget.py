"""What somebody followed, who followed them and which letters they got go with their account."""

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.following.domain.follow import unfollow_all
from parvis.following.domain.thread import close_thread
from parvis.following.models import Digest, LetterCopy


@transaction.atomic
def forget(*, actor: Participant) -> None:
    unfollow_all(actor=actor)
    close_thread(actor=actor)
    Digest.objects.filter(participant=actor).delete()
    LetterCopy.objects.filter(participant=actor).delete()
