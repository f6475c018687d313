"""Casting a vote, changing it, withdrawing it."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import leaves
from parvis.ballots.methods import method_of
from parvis.ballots.models import TallyDelta, Vote, new_share
from parvis.ballots.permissions import Standing, ballot_for, closed, refusal
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable
from parvis.ledger.domain.append import Entry, append, space_of


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
    Refuses when the policy, the phase or the method forbids it, or when the item is not in this ballot.
    """
    with transaction.atomic():
        voter = _lock(actor)
        current, standing = _ballot(voter, ballot)
        if reason := refusal(current, standing):
            raise Refused(reason)
        answer = method_of(current.ballot_method).answer(choice)
        item = _item(current, contribution)
        live, aside = _mine(current, voter, item)
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
            shares=new_share() + share,
            set_aside_id=aside,
        )
        TallyDelta.objects.bulk_create(_deltas(vote, live))
        append(_told(vote, live, current))
        mark_reaction(item)
        return vote


def withdraw(*, actor: Participant, ballot: PhaseAction, contribution: Contribution) -> None:
    """End the live vote of `actor`; without one, nothing changes. Refuses once the phase is closed."""
    with transaction.atomic():
        voter = _lock(actor)
        current, standing = _ballot(voter, ballot)
        if reason := closed(current.phase, standing.now):
            raise Refused(reason)
        live, _aside = _mine(current, voter, contribution)
        if live is not None:
            append(leaves.withdrawn(live, space=space_of(current.phase.consultation_id)))
            _end(live)
            TallyDelta.objects.bulk_create(_deltas(None, live))


def _lock(actor: Participant) -> Participant:
    """One act of voting at a time for each person: this lock, not a unique error, orders parallel clicks."""
    people = Participant.objects.select_for_update(no_key=True)
    people = people.only("identity_level", "is_active", "is_superuser", "erased_at")
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


def _mine(
    ballot: PhaseAction, voter: Participant, contribution: Contribution
) -> tuple[Vote | None, int | None]:
    """The live vote, at most one (`vote_one_live` holds it), and what set a vote of this person on it aside.

    Voting again is no way back into the counts: the new vote is set aside as the former was.
    """
    mine = Vote.objects.filter(
        Q(is_live=True) | Q(set_aside__isnull=False),
        ballot=ballot.pk,
        voter=voter.pk,
        contribution=contribution.pk,
    )
    shown = ("ballot", "contribution", "choice", "identity_level", "entry", "is_live", "set_aside")
    rows = list(mine.only(*shown))
    live = next((vote for vote in rows if vote.is_live), None)
    return live, next((vote.set_aside_id for vote in rows if vote.set_aside_id), None)


def _end(vote: Vote) -> None:
    """What the log holds of it can no longer be opened."""
    Vote.objects.filter(pk=vote.pk).update(is_live=False, ended_at=Now(), salt=None, shares=None)


def _told(vote: Vote, former: Vote | None, ballot: PhaseAction) -> Entry:
    space = space_of(ballot.phase.consultation_id)
    if former is None:
        return leaves.cast(vote, space=space)
    return leaves.changed(vote, former=former.entry, space=space)


def _deltas(added: Vote | None, ended: Vote | None) -> list[TallyDelta]:
    """What the tallies gain and lose; a vote that is set aside is in none."""
    return [
        TallyDelta(
            ballot_id=vote.ballot_id, contribution_id=vote.contribution_id, choice=vote.choice, amount=amount
        )
        for vote, amount in ((added, 1), (ended, -1))
        if vote is not None and vote.set_aside_id is None
    ]
