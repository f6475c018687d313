"""What every act of voting does: one at a time for each person, under the rules, with deltas and leaves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import leaves
from parvis.ballots.gathered import no_longer_twice
from parvis.ballots.methods import method_of
from parvis.ballots.methods.ranking import RANK_TWICE
from parvis.ballots.models import ItemCost, Overlap, TallyDelta, Vote
from parvis.ballots.permissions import Standing, ballot_for
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.contributions.queries import votable
from parvis.ledger.domain.append import Entry, space_of

NOT_IN_THIS_VOTE = _("This contribution is not, or no longer, in this vote.")
SHOWN = (
    "ballot", "contribution", "choice", "identity_level", "entry", "is_live", "set_aside", "other",
)  # fmt: skip
MERGED = ("contribution__gathering", "contribution__merged_into__gathering")


def locked(actor: Participant) -> Participant:
    """One act of voting at a time for each person: this lock, not a unique error, orders parallel clicks."""
    people = Participant.objects.select_for_update(no_key=True)
    people = people.only("identity_level", "is_active", "is_superuser", "erased_at")
    return people.get(pk=actor.pk)


def opened(voter: Participant, ballot: PhaseAction) -> tuple[PhaseAction, Standing]:
    """The ballot as it is now, and the standing of the voter in it."""
    try:
        return ballot_for(voter, ballot.pk)
    except PhaseAction.DoesNotExist:
        raise Refused(_("This vote is no longer open.")) from None


def items_of(ballot: PhaseAction, ids: Collection[int]) -> dict[int, Contribution]:
    """These items of the ballot; refuses one that is not in it."""
    found = votable(ballot).only("reacted_at").in_bulk(ids)
    if len(found) < len(set(ids)):
        raise Refused(NOT_IN_THIS_VOTE)
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody gave some items: the vote that counts for each, then all those that it stands for.

    A vote on a merged text is one on the item that stands for it. `aside`: what set a vote of theirs on an
    item aside. Voting again is no way back into the counts: the new vote is set aside as the former was.
    """

    live: dict[int, Vote]
    every: dict[int, list[Vote]]
    aside: dict[int, int]

    def replaced_by(self, items: Iterable[int]) -> list[Vote]:
        """All that a new answer on these items, or its withdrawal, ends."""
        return [vote for item in items for vote in self.every.get(item, ())]

    def overlaps(self, ballot: PhaseAction, items: Iterable[int]) -> list[Overlap]:
        """What it then takes from the votes that were counted once for two texts."""
        return [row for item in items for row in no_longer_twice(ballot, self.every.get(item, ()))]


def votes_of(ballot: PhaseAction, voter: Participant, ids: Collection[int]) -> Held:
    """The live votes by item, the latest of those on it and on the texts merged into it; one query."""
    mine = Vote.objects.filter(
        Q(is_live=True) | Q(set_aside__isnull=False),
        Q(contribution__in=ids) | Q(contribution__merged_into__in=ids),
        ballot=ballot.pk,
        voter=voter.pk,
        other=None,
    )
    found = mine.select_related("contribution__merged_into").only(*SHOWN, *MERGED)
    # A text asked for by itself may have been merged a moment ago: its votes are still those of this item.
    rows = [
        (vote.contribution_id if vote.contribution_id in ids else _group_of(vote), vote) for vote in found
    ]
    every: dict[int, list[Vote]] = {}
    for item, vote in sorted(rows, key=lambda row: row[1].pk):
        if vote.is_live:
            every.setdefault(item, []).append(vote)
    live = {item: votes[-1] for item, votes in every.items()}
    return Held(live, every, {item: vote.set_aside_id for item, vote in rows if vote.set_aside_id})


def _group_of(vote: Vote) -> int:
    return vote.contribution.merged_into_id or vote.contribution_id


def check_room(
    ballot: PhaseAction, voter: Participant, asked: Mapping[int, int | None], *, ended: Collection[int]
) -> None:
    """Refuse what goes beyond the limit of the ballot, or gives one rank twice; the database does too.

    `asked`: choices by item. `ended`: identifiers of the votes that these replace.
    """
    if ballot.ballot_limit is None:
        return
    kept = Vote.objects.filter(ballot=ballot.pk, voter=voter.pk, is_live=True).exclude(pk__in=ended)
    choices = [(item, choice) for item, choice in asked.items() if choice is not None]
    choices += kept.values_list("contribution_id", "choice")
    method = method_of(ballot.ballot_method)
    costs = costs_of(ballot, [item for item, _choice in choices])
    taken = sum(method.weight(choice, costs.get(item, 0)) for item, choice in choices)
    if taken > ballot.ballot_limit:
        raise Refused(method.too_much(ballot, taken))
    ranks = [choice for _item, choice in choices]
    if ballot.ballot_method == BallotMethod.RANKING and len(set(ranks)) < len(ranks):
        raise Refused(RANK_TWICE)


def costs_of(ballot: PhaseAction, ids: Collection[int]) -> dict[int, int]:
    """What items cost, in a budget; nothing elsewhere."""
    if ballot.ballot_method != BallotMethod.BUDGET:
        return {}
    rows = ItemCost.objects.filter(ballot=ballot.pk, contribution__in=ids)
    return dict(rows.values_list("contribution_id", "amount"))


def spent_by(ballot: PhaseAction, voter: Participant) -> int:
    """What the live votes of somebody take of the limit."""
    live = Vote.objects.filter(ballot=ballot.pk, voter=voter.pk, is_live=True)
    if ballot.ballot_method == BallotMethod.BUDGET:
        items = live.values("contribution")
        costs = ItemCost.objects.filter(ballot=ballot.pk, contribution__in=items)
        return int(costs.aggregate(n=Sum("amount", default=0))["n"])
    if ballot.ballot_method == BallotMethod.POINTS:
        return int(live.aggregate(n=Sum("choice", default=0))["n"])
    return live.count()


def end(votes: Iterable[Vote]) -> None:
    """What the log holds of them can no longer be opened."""
    Vote.objects.filter(pk__in=[vote.pk for vote in votes]).update(
        is_live=False, ended_at=Now(), salt=None, shares=None
    )


def told_all(vote: Vote, ended: Sequence[Vote], ballot: PhaseAction) -> list[Entry]:
    """A new vote takes the place of the last that it ends; older ones, on merged texts, are withdrawn."""
    space = space_of(ballot.phase.consultation_id)
    older = [leaves.withdrawn(former, space=space) for former in ended[:-1]]
    return [*older, told(vote, ended[-1] if ended else None, ballot)]


def told(vote: Vote, former: Vote | None, ballot: PhaseAction) -> Entry:
    space = space_of(ballot.phase.consultation_id)
    if former is None:
        return leaves.cast(vote, space=space)
    return leaves.changed(vote, former=former.entry, space=space)


def deltas(added: Sequence[Vote], ended: Sequence[Vote]) -> list[TallyDelta]:
    """What the tallies gain and lose; a vote that is set aside is in none."""
    return [
        TallyDelta(
            ballot_id=vote.ballot_id, contribution_id=vote.contribution_id, choice=vote.choice, amount=amount
        )
        for votes, amount in ((added, 1), (ended, -1))
        for vote in votes
        if vote.set_aside_id is None
    ]
