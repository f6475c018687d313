"""Who sits at the desk."""

from django.http import Http404, HttpRequest

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can


def actor_of(request: HttpRequest) -> Participant:
    """The participant who acts; Wagtail lets nobody else reach the desk."""
    if not isinstance(request.user, Participant):
        raise Http404
    return request.user


def still_has_a_desk(actor: Participant) -> bool:
    """Ask the database: permissions that an instance holds are those of its request's beginning."""
    return can(Participant.objects.get(pk=actor.pk), "enter_desk")
