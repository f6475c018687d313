"""What a link of a mail stops."""

from parvis.accounts.models import Participant
from parvis.following.domain.follow import set_rhythm, unfollow
from parvis.following.enums import Rhythm
from parvis.following.tokens import Stop


def stop(*, what: Stop) -> None:
    """Stop it, whoever presses; twice is once, and for an account that is closed it does nothing."""
    person = Participant.objects.filter(pk=what.participant, is_active=True).first()
    if person is None:
        return
    if what.sort is None:
        set_rhythm(actor=person, rhythm=Rhythm.NEVER)
    else:
        unfollow(actor=person, sort=what.sort, pk=what.pk)
