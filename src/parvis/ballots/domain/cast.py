"""Casting a vote, changing it, withdrawing it."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.methods import method_of
from parvis.ballots.models import TallyDelta, Vote
from parvis.ballots.permissions import Standing, ballot_for, closed, refusal
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable


def cast(
    *,
    actor: Participant,
    ballot: PhaseAction,
    contribution: Contribution,
    choice: int,
    origin: Origin = Origin.WEB,
) -> Vote:
    """Make `choice` the live vote of `actor` on `contribution`; the same choice again changes nothing.

    Refuses when the policy, the phase or the method forbids it, or when the item is not in this ballot.
    """
    with transaction.atomic():
        voter = _lock(actor)
        current, standing = _ballot(voter, ballot)
        if reason := refusal(current, standing):
            raise Refused(reason)
        answer = method_of(current.ballot_method).answer(choice)
        item = _item(current, contribution)
        live = _live(current, voter, item)
        if live is not None and live.choice == answer.choice:
            return live
        if live is not None:
            _end(live)
        vote = Vote.objects.create(
            ballot_id=current.pk,
            contribution_id=item.pk,
            voter_id=voter.pk,
            choice=int(answer.choice),
            identity_level=voter.identity_level,
            origin=origin,
        )
        TallyDelta.objects.bulk_create([_delta(vote, +1)] + ([_delta(live, -1)] if live is not None else []))
        mark_reaction(item)
        return vote


def withdraw(*, actor: Participant, ballot: PhaseAction, contribution: Contribution) -> None:
    """End the live vote of `actor`; without one, nothing changes. Refuses once the phase is closed."""
    with transaction.atomic():
        voter = _lock(actor)
        current, standing = _ballot(voter, ballot)
        if reason := closed(current.phase, standing.now):
            raise Refused(reason)
        live = _live(current, voter, contribution)
        if live is not None:
            _end(live)
            _delta(live, -1).save(force_insert=True)


def _lock(actor: Participant) -> Participant:
    """One act of voting at a time for each person: this lock, not a unique error, orders parallel clicks."""
    people = Participant.objects.select_for_update(no_key=True).only("identity_level", "is_active")
    return people.get(pk=actor.pk)


def _ballot(voter: Participant, ballot: PhaseAction) -> tuple[PhaseAction, Standing]:
    try:
        return ballot_for(voter, ballot.pk)
    except PhaseAction.DoesNotExist:
        raise Refused(_("This vote is no longer open.")) from None


def _item(ballot: PhaseAction, contribution: Contribution) -> Contribution:
    try:
        return votable(ballot).only("reacted_at").get(pk=contribution.pk)
    except Contribution.DoesNotExist:
        raise Refused(_("This contribution is not, or no longer, in this vote.")) from None


def _live(ballot: PhaseAction, voter: Participant, contribution: Contribution) -> Vote | None:
    """At most one: `vote_one_live` holds it."""
    mine = Vote.objects.filter(ballot=ballot.pk, voter=voter.pk, contribution=contribution.pk, is_live=True)
    return next(iter(mine.only("ballot", "contribution", "choice")), None)


def _end(vote: Vote) -> None:
    Vote.objects.filter(pk=vote.pk).update(is_live=False, ended_at=Now())


def _delta(vote: Vote, amount: int) -> TallyDelta:
    return TallyDelta(
        ballot_id=vote.ballot_id, contribution_id=vote.contribution_id, choice=vote.choice, amount=amount
    )
