"""Close the browsers in which one is signed in."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from parvis.accounts.domain.confirm_code import unusable
from parvis.accounts.models import Participant


def end_session(*, actor: Participant, session_id: int) -> bool:
    """Close one of the actor's own sessions; say whether it was there."""
    session = UserSession.objects.filter(user=actor, pk=session_id).first()
    if session is None:
        return False
    session.end()
    return True


def end_all_sessions(*, actor: Participant) -> None:
    """Close every session, listed or not: each is signed with what stands for the password, which changes."""
    with transaction.atomic():
        for session in UserSession.objects.filter(user=actor):
            session.end()
        actor.password = unusable()
        actor.save(update_fields=["password"])
