"""Link a passage of minutes to what it speaks of."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.commissions.models import Opinion
from parvis.conduct.models import FinalDecision
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Theme
from parvis.contributions.models import Contribution
from parvis.minutes.domain.write import hold_passage
from parvis.minutes.enums import Target
from parvis.minutes.models import Minutes, Passage, PassageLink
from parvis.restitution.models import Answer

MOST = 50
"""Links of one passage."""


@transaction.atomic
def link(*, actor: Participant, passage: Passage, target: Target, pks: list[int]) -> int:
    """Link it to each of these that is public and of its consultation; returns how many are new.

    Raises `Refused` when none of them is.
    """
    held, row = hold_passage(actor, passage)
    found = _public(held.event.consultation, target, pks)
    if not found:
        raise Refused(_("Nothing public of this consultation has this number."))
    there = dict(row.links.filter(**{f"{target}__in": found}).values_list(f"{target}_id", "is_leaving"))
    if len(set(found) - set(there)) + row.links.count() > MOST:
        raise Refused(_("This passage has as many links as it can: remove some first."))
    row.links.filter(**{f"{target}__in": found}).update(is_leaving=False)
    new = [pk for pk in found if pk not in there]
    PassageLink.objects.bulk_create(PassageLink(passage=row, **{f"{target}_id": pk}) for pk in new)
    _noted(actor, held)
    return len(new) + sum(there.values())


@transaction.atomic
def unlink(*, actor: Participant, row: PassageLink) -> None:
    """One that everybody reads stays until the next publication. Raises `Refused`."""
    held, passage = hold_passage(actor, row.passage)
    found = passage.links.filter(pk=row.pk)
    found.filter(is_shown=False).delete()
    found.update(is_leaving=True)
    _noted(actor, held)


def _public(consultation: ConsultationPage, target: Target, pks: list[int]) -> list[int]:
    texts = Contribution.objects.published().filter(consultation=consultation)
    rows = {
        Target.CONTRIBUTION: texts,
        Target.THEME: Theme.objects.filter(consultation=consultation),
        Target.ANSWER: Answer.objects.filter(contribution__in=texts),
        Target.DECISION: FinalDecision.objects.filter(consultation=consultation),
        Target.OPINION: Opinion.objects.filter(commission__consultation=consultation),
    }[target]
    return list(rows.filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))


def _noted(actor: Participant, minutes: Minutes) -> None:
    consultation = minutes.event.consultation
    note(actor=actor, consultation=consultation, act=DeskAct.MINUTES, about=minutes.event.title)
