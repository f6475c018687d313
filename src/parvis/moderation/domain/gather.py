"""Merge contributions and split them, with all that counts follow: votes, arguments, results."""

from collections.abc import Collection

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.ballots.domain.weigh import weigh
from parvis.ballots.models import Outcome
from parvis.contributions.domain.merge import merge
from parvis.contributions.domain.split import split
from parvis.contributions.merges import Merge
from parvis.contributions.models import Contribution
from parvis.debate.domain.count import count_later


def gather(
    *,
    actor: Participant,
    kept: Contribution,
    others: Collection[int],
    reason: str,
    title: str = "",
    text: str = "",
) -> Merge:
    """Merge `others` into `kept` as `contributions` does; each person counts once from now on."""
    with transaction.atomic():
        count_later(kept.pk)
        made = merge(actor=actor, kept=kept, others=others, reason=reason, title=title, text=text)
        weigh(merges=[made.pk])
        _count_again(made.kept)
        return made


def part(*, actor: Participant, merge: Merge, reason: str) -> Merge:
    """Split a merge: every figure is again what it would be without it."""
    with transaction.atomic():
        count_later(merge.kept_id)
        ended = split(actor=actor, merge=merge, reason=reason)
        _count_again(ended.kept)
        return ended


def _count_again(kept: Contribution) -> None:
    """Results of votes on this kind, by the next job."""
    here = Outcome.objects.filter(ballot__kind=kept.kind_id, ballot__phase__consultation=kept.consultation_id)
    here.update(is_final=False)
