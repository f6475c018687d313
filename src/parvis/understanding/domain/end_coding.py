"""End a blind coding: from then on the team reads what each chose, and how far they agree."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.understanding.agreeing import measure
from parvis.understanding.coding_queries import FEWEST_CODERS, coded_of, finished
from parvis.understanding.holding import hold_coding
from parvis.understanding.models import Coder, Coding
from parvis.understanding.scope import scope_of


@transaction.atomic
def end_coding(*, actor: Participant, coding: Coding) -> None:
    """Once two people have finished. What others began is dropped: it was not blind to the end of the sample.

    Raises `Refused`.
    """
    held = hold_coding(actor, coding)
    if not held.is_open:
        raise Refused(_("This coding has ended."))
    coders = finished(held)
    if len(coders) < FEWEST_CODERS:
        raise Refused(_("Two people must have finished: until then nobody reads what was chosen."))
    Coder.objects.filter(coding=held, finished_at=None).delete()
    Coding.objects.filter(pk=held.pk).update(ended_at=Now())
    held.refresh_from_db(fields=["ended_at"])
    figures = measure(coded_of(held), letters=[coder.letter for coder in coders], seed=held.seed)
    Coding.objects.filter(pk=held.pk).update(figures=figures)
    place = held.analysis.consultation
    note(actor=actor, consultation=place, act=DeskAct.CODING_ENDED, about=scope_of(held.analysis))
