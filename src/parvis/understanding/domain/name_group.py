"""Name a group of opinion, in the words of an analyst."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.understanding.holding import hold
from parvis.understanding.models import OpinionGroup
from parvis.understanding.scope import scope_of

LONGEST_NAME = 80


@transaction.atomic
def name_group(*, actor: Participant, group: OpinionGroup, words: str) -> None:
    """Beside its letter, which stays; nothing gives back the letter alone. Raises `Refused`."""
    analysis = hold(actor, group.analysis)
    if analysis.published_at is not None:
        raise Refused(_("This analysis is published: take it back, correct it, then publish it again."))
    if not analysis.grouping.is_clear:
        raise Refused(
            _("There are no clear groups here: drawn again, they would be others. Do not name them.")
        )
    name = clean_line(words)
    if len(name) > LONGEST_NAME:
        raise Refused(_("Write a name of 80 characters at most."))
    OpinionGroup.objects.filter(pk=group.pk).update(label=name)
    note(actor=actor, consultation=analysis.consultation, act=DeskAct.GROUP_NAMED, about=scope_of(analysis))
