"""Publish the opinion of a commission, and replace it by another version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.commissions import leaves
from parvis.commissions.domain.hand_over import hold_commission, settle_taken_up
from parvis.commissions.models import Commission, HandOver, Opinion, OpinionVersion
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line, clean_text
from parvis.ledger.domain.append import append


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """What it says; `votes`: for, against, abstentions, when they were counted."""

    title: str
    text: str
    adopted_on: date
    votes: tuple[int, int, int] | None = None


@transaction.atomic
def publish_opinion(
    *, actor: Participant, commission: Commission, draft: OpinionDraft, takes: Sequence[HandOver] = ()
) -> Opinion:
    """Everybody reads it, with the contributions that it takes up and so settles. Raises `Refused`."""
    held = hold_commission(actor, commission)
    made = Opinion.objects.create(commission=held)
    _write(actor, made, draft, number=1, reason="")
    settle_taken_up(held, takes, made)
    return made


@transaction.atomic
def replace_opinion(*, actor: Participant, opinion: Opinion, draft: OpinionDraft, reason: str) -> None:
    """Another version, for a reason that everybody reads; the former ones stay. Raises `Refused`."""
    held = hold_commission(actor, opinion.commission)
    row = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk, commission=held)
    why = clean_line(reason)
    if not why:
        raise Refused(_("Say why this version replaces the former one."))
    last = row.versions.first()
    _write(actor, row, draft, number=last.number + 1 if last is not None else 1, reason=why)


def _write(actor: Participant, opinion: Opinion, draft: OpinionDraft, *, number: int, reason: str) -> None:
    title, text = clean_line(draft.title), clean_text(draft.text)
    if not title or not text:
        raise Refused(_("An opinion has a title and a text."))
    votes = draft.votes or (None, None, None)
    version = OpinionVersion(
        opinion=opinion,
        number=number,
        title=title,
        text=text,
        adopted_on=draft.adopted_on,
        votes_for=votes[0],
        votes_against=votes[1],
        abstentions=votes[2],
        reason=reason,
    )
    version.digest = leaves.digest(leaves.words_of(version))
    version.save()
    consultation = opinion.commission.consultation
    note(actor=actor, consultation=consultation, act=DeskAct.OPINION, about=title)
    append(leaves.opinion(version))
