"""Publish how far coders agree, beside the topics; or take it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.understanding.holding import hold_coding
from parvis.understanding.models import Coding
from parvis.understanding.scope import scope_of


@transaction.atomic
def publish_agreement(*, actor: Participant, coding: Coding) -> None:
    """Everybody reads its figures on the page of the topics, and counts them again. Raises `Refused`."""
    held = hold_coding(actor, coding)
    if held.is_open or held.published_at is not None:
        raise Refused(_("Only a coding that has ended, and whose agreement is not yet public, is published."))
    Coding.objects.filter(pk=held.pk).update(published_at=Now())
    _note(actor, held)


@transaction.atomic
def take_back_agreement(*, actor: Participant, coding: Coding) -> None:
    """The team alone reads them. Raises `Refused`."""
    held = hold_coding(actor, coding)
    if held.published_at is None:
        raise Refused(_("This agreement is not published."))
    Coding.objects.filter(pk=held.pk).update(published_at=None)
    _note(actor, held)


def _note(actor: Participant, coding: Coding) -> None:
    place = coding.analysis.consultation
    note(actor=actor, consultation=place, act=DeskAct.AGREEMENT_PUBLISHED, about=scope_of(coding.analysis))
