"""Saying which of two items one prefers, and taking it back."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import leaves
from parvis.ballots.acts import SHOWN, deltas, end, items_of, locked, opened, told
from parvis.ballots.enums import Choice
from parvis.ballots.models import TallyDelta, Vote, new_share
from parvis.ballots.permissions import closed, refusal
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.react import mark_reaction
from parvis.ledger.domain.append import append, space_of

ONE_ITEM = _("An item is not compared with itself.")
NO_PAIRS = _("This vote does not compare two items.")


def compare(
    *,
    actor: Participant,
    ballot: PhaseAction,
    better: int,
    worse: int,
    is_tie: bool = False,
    origin: Origin = Origin.WEB,
    share: bytes = b"",
) -> Vote:
    """Make it the live vote of `actor` on these two items that `better` is preferred to `worse`.

    `is_tie`: neither is preferred; the pair is then known to be seen, and wins for nobody. The same answer
    again changes nothing. Refuses as `cast` does.
    """
    with transaction.atomic():
        voter = locked(actor)
        current, standing = opened(voter, ballot)
        if reason := refusal(current, standing):
            raise Refused(reason)
        if current.ballot_method != BallotMethod.PAIRS:
            raise Refused(NO_PAIRS)
        if better == worse:
            raise Refused(ONE_ITEM)
        first, second = sorted((better, worse)) if is_tie else (better, worse)
        items = items_of(current, [first, second])
        live, aside = _mine(current, voter, first, second)
        choice = Choice.PASS if is_tie else Choice.FOR
        if live is not None and (live.contribution_id, live.choice) == (first, choice):
            return live
        if live is not None:
            end([live])
        vote = Vote.objects.create(
            ballot_id=current.pk,
            contribution_id=first,
            other_id=second,
            voter_id=voter.pk,
            choice=int(choice),
            identity_level=standing.level,
            origin=origin,
            shares=new_share() + share,
            set_aside_id=aside,
        )
        TallyDelta.objects.bulk_create(deltas([vote], [live] if live else []))
        append(told(vote, live, current))
        for pk in sorted(items):
            mark_reaction(items[pk])
        return vote


def take_back(*, actor: Participant, ballot: PhaseAction, one: int, other: int) -> None:
    """End the live vote of `actor` on these two items; without one, nothing changes."""
    with transaction.atomic():
        voter = locked(actor)
        current, standing = opened(voter, ballot)
        if reason := closed(current.phase, standing.now):
            raise Refused(reason)
        live, _aside = _mine(current, voter, one, other)
        if live is not None:
            append(leaves.withdrawn(live, space=space_of(current.phase.consultation_id)))
            end([live])
            TallyDelta.objects.bulk_create(deltas([], [live]))


def _mine(ballot: PhaseAction, voter: Participant, one: int, other: int) -> tuple[Vote | None, int | None]:
    """The live vote on this pair, and what set a vote of this person on it aside."""
    pair = Q(contribution=one, other=other) | Q(contribution=other, other=one)
    mine = Vote.objects.filter(
        pair, Q(is_live=True) | Q(set_aside__isnull=False), ballot=ballot.pk, voter=voter.pk
    )
    rows = list(mine.only(*SHOWN))
    live = next((vote for vote in rows if vote.is_live), None)
    return live, next((vote.set_aside_id for vote in rows if vote.set_aside_id), None)
