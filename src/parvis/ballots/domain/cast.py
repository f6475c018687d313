"""Casting a vote, changing it, withdrawing it."""

from django.db import transaction

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import leaves
from parvis.ballots.acts import check_room, deltas, end, items_of, locked, opened, told_all, votes_of
from parvis.ballots.methods import method_of
from parvis.ballots.models import Overlap, TallyDelta, Vote, new_share
from parvis.ballots.permissions import closed, refusal
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append_all, space_of


def cast(
    *,
    actor: Participant,
    ballot: PhaseAction,
    contribution: Contribution,
    choice: int,
    origin: Origin = Origin.WEB,
    share: bytes = b"",
) -> Vote:
    """Make `choice` the live vote of `actor` on `contribution`; the same choice again changes nothing.

    `share`: the 16 random bytes of the voter's browser, if it gave any, which make the tracker its own.
    On a text that stands for others, it takes the place of the votes of `actor` on all of them.
    Refuses when the policy, the phase or the method forbids it, or when the item is not in this ballot.
    """
    with transaction.atomic():
        voter = locked(actor)
        current, standing = opened(voter, ballot)
        if reason := refusal(current, standing):
            raise Refused(reason)
        wanted = method_of(current.ballot_method).check(current, choice)
        item = items_of(current, [contribution.pk])[contribution.pk]
        held = votes_of(current, voter, [item.pk])
        live = held.live.get(item.pk)
        if live is not None and live.choice == wanted:
            return live
        ended = held.replaced_by([item.pk])
        check_room(current, voter, {item.pk: wanted}, ended=[vote.pk for vote in ended])
        end(ended)
        vote = Vote.objects.create(
            ballot_id=current.pk,
            contribution_id=item.pk,
            voter_id=voter.pk,
            choice=int(wanted),
            identity_level=standing.level,
            origin=origin,
            shares=new_share() + share,
            set_aside_id=held.aside.get(item.pk),
        )
        TallyDelta.objects.bulk_create(deltas([vote], ended))
        Overlap.objects.bulk_create(held.overlaps(current, [item.pk]))
        append_all(told_all(vote, ended, current))
        mark_reaction(item)
        return vote


def withdraw(*, actor: Participant, ballot: PhaseAction, contribution: Contribution) -> None:
    """End the live vote of `actor`, with those on the texts merged into it; without one, nothing changes.

    Refuses once the phase is closed.
    """
    with transaction.atomic():
        voter = locked(actor)
        current, standing = opened(voter, ballot)
        if reason := closed(current.phase, standing.now):
            raise Refused(reason)
        item = contribution.merged_into_id or contribution.pk
        held = votes_of(current, voter, [item])
        ended = held.replaced_by([item])
        if ended:
            space = space_of(current.phase.consultation_id)
            append_all([leaves.withdrawn(vote, space=space) for vote in ended])
            end(ended)
            TallyDelta.objects.bulk_create(deltas([], ended))
            Overlap.objects.bulk_create(held.overlaps(current, [item]))
