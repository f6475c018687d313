"""Hand contributions over to a commission, and say what became of them there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.commissions import leaves
from parvis.commissions.enums import Outcome
from parvis.commissions.models import Commission, HandOver, Opinion
from parvis.commissions.permissions import can
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_line
from parvis.ledger.domain.append import append_all

MOST = 2000
"""Contributions that one act hands over."""


@transaction.atomic
def hand_over(
    *, actor: Participant, commission: Commission, contributions: Sequence[Contribution], reason: str
) -> list[HandOver]:
    """Those that are public and not under examination there already, with words that everybody reads.

    The same form sent twice hands over nothing more. Raises `Refused`.
    """
    held, why = hold_commission(actor, commission), _words(reason)
    if len(contributions) > MOST:
        raise Refused(_("Hand over %(most)s contributions at most at a time.") % {"most": MOST})
    rows = _still_public([one.pk for one in contributions], held)
    there = held.hand_overs.filter(outcome=Outcome.WAITS).values_list("contribution_id", flat=True)
    known = set(there)
    made = HandOver.objects.bulk_create(
        HandOver(contribution=row, commission=held, reason=why) for row in rows if row.pk not in known
    )
    if not made and not rows:
        raise Refused(_("None of these is a public contribution of this consultation."))
    if made:
        append_all(leaves.handed_over(row) for row in made)
        note(actor=actor, consultation=held.consultation, act=DeskAct.HANDED_OVER, about=held.name)
    return made


@transaction.atomic
def hand_on(*, actor: Participant, row: HandOver, commission: Commission, reason: str) -> HandOver:
    """From one commission to another of the same consultation. Raises `Refused`."""
    former, why = _held(actor, row), _words(reason)
    to = Commission.objects.filter(pk=commission.pk, consultation=former.commission.consultation_id).first()
    if to is None or to.closed_at is not None or to.pk == former.commission_id:
        raise Refused(_("Choose another open commission of this consultation."))
    if to.hand_overs.filter(contribution=former.contribution_id, outcome=Outcome.WAITS).exists():
        raise Refused(_("That commission is already examining this contribution."))
    _settle(former, Outcome.HANDED_ON, why)
    made = HandOver.objects.create(contribution=former.contribution, commission=to, after=former, reason=why)
    append_all([leaves.handed_over(made)])
    note(actor=actor, consultation=former.commission.consultation, act=DeskAct.HANDED_OVER, about=to.name)
    return made


@transaction.atomic
def give_back(*, actor: Participant, row: HandOver, reason: str) -> None:
    """The commission does not take it up, and says why. Raises `Refused`."""
    held, why = _held(actor, row), _words(reason)
    _settle(held, Outcome.RETURNED, why)
    append_all([leaves.settled(held)])
    _noted(actor, held)


@transaction.atomic
def take_up(*, actor: Participant, row: HandOver, opinion: Opinion, words: str = "") -> None:
    """In an opinion that this commission published already. Raises `Refused`."""
    held = _held(actor, row)
    if not Opinion.objects.filter(pk=opinion.pk, commission=held.commission_id).exists():
        raise Refused(_("Choose an opinion of this commission."))
    held.opinion = opinion
    _settle(held, Outcome.TAKEN_UP, clean_line(words))
    append_all([leaves.settled(held)])
    _noted(actor, held)


def settle_taken_up(commission: Commission, rows: Sequence[HandOver], opinion: Opinion) -> None:
    """Those that still wait there, by an opinion that is being published; part of its transaction."""
    waiting = commission.hand_overs.select_for_update(of=("self",)).filter(
        pk__in=[row.pk for row in rows], outcome=Outcome.WAITS
    )
    held = list(waiting.select_related("contribution").defer("contribution__search").order_by("pk"))
    for row in held:
        row.opinion = opinion
        _settle(row, Outcome.TAKEN_UP, "")
    append_all(leaves.settled(row) for row in held)


def hold_commission(actor: Participant, commission: Commission) -> Commission:
    """Locked, for whoever acts for it. Raises `Refused`."""
    held = Commission.objects.select_for_update(of=("self",)).select_related("consultation")
    row = held.get(pk=commission.pk)
    if row.closed_at is not None:
        raise Refused(_("This commission is closed: nothing more is handed over to it, and it says no more."))
    if not can(actor, "work", row):
        raise Refused(
            _("Only the organisers, and its chair, rapporteur and secretary, act for a commission.")
        )
    return row


def _held(actor: Participant, row: HandOver) -> HandOver:
    commission = hold_commission(actor, row.commission)
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("contribution")
    held = rows.defer("contribution__search").get(pk=row.pk)
    held.commission = commission
    if held.settled_at is not None:
        raise Refused(_("What became of this contribution was already said."))
    return held


def _settle(row: HandOver, outcome: Outcome, words: str) -> None:
    row.outcome, row.words = outcome, words
    row.settled_at = Now()
    row.save(update_fields=["outcome", "words", "opinion", "settled_at"])


def _still_public(ids: Sequence[int], commission: Commission) -> list[Contribution]:
    rows = Contribution.objects.published().select_for_update(of=("self",)).defer("search")
    return list(rows.filter(pk__in=ids, consultation=commission.consultation_id).order_by("pk"))


def _words(reason: str) -> str:
    words = clean_line(reason)
    if not words:
        raise Refused(_("Say why, in a sentence that everybody will read."))
    return words


def _noted(actor: Participant, row: HandOver) -> None:
    note(
        actor=actor,
        consultation=row.commission.consultation,
        act=DeskAct.SETTLED,
        about=str(row.contribution_id),
    )
