"""Forget where somebody stands on maps of opinions."""

from __future__ import annotations

from parvis.accounts.models import Participant
from parvis.understanding.models import OpinionPlace


def forget_places(*, actor: Participant) -> None:
    """For those who leave: figures of groups stay, and nobody is in them by name."""
    OpinionPlace.objects.filter(participant=actor).delete()
