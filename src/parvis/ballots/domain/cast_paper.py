"""Casting the votes of one person on many items at once: a paper is recorded whole, or not at all."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots import leaves
from parvis.ballots.acts import Held, check_room, deltas, end, items_of, locked, opened, told_all, votes_of
from parvis.ballots.methods import method_of
from parvis.ballots.models import Overlap, TallyDelta, Vote, new_share
from parvis.ballots.permissions import closed, refusal
from parvis.consultations.models import PhaseAction
from parvis.contributions.domain.react import mark_reaction
from parvis.ledger.domain.append import Entry, append_all, space_of

Choices = Mapping[int, int | None]


def cast_paper(
    *,
    actor: Participant,
    ballot: PhaseAction,
    choices: Choices,
    origin: Origin = Origin.WEB,
    share: bytes = b"",
) -> int:
    """Make these choices, by item, the live votes of `actor` on these items; returns how many changed.

    None withdraws. Items left out stay as they were, and count in the limit of the ballot. `share`: as for
    `cast`. Refuses as `cast` does, and beyond the limit; then nothing is changed.
    """
    with transaction.atomic():
        voter = locked(actor)
        current, standing = opened(voter, ballot)
        wanted = {item: choice for item, choice in choices.items() if choice is not None}
        only_withdraws = bool(choices) and not wanted
        if reason := closed(current.phase, standing.now) if only_withdraws else refusal(current, standing):
            raise Refused(reason)
        method = method_of(current.ballot_method)
        wanted = {item: method.check(current, choice) for item, choice in wanted.items()}
        items = items_of(current, wanted)
        held = votes_of(current, voter, choices.keys())
        changed = {item: choice for item, choice in choices.items() if choice != _choice(held, item)}
        ended = held.replaced_by(changed)
        check_room(current, voter, changed, ended=[vote.pk for vote in ended])
        end(ended)
        made = _write(
            current, voter, changed, level=standing.level, aside=held.aside, origin=origin, share=share
        )
        TallyDelta.objects.bulk_create(deltas(made, ended))
        Overlap.objects.bulk_create(held.overlaps(current, changed))
        append_all(_entries(current, made, held, changed))
        for pk in sorted(items):
            mark_reaction(items[pk])
        return len(changed)


def _choice(held: Held, item: int) -> int | None:
    return held.live[item].choice if item in held.live else None


def _write(
    ballot: PhaseAction,
    voter: Participant,
    choices: Choices,
    *,
    level: int,
    aside: Mapping[int, int],
    origin: Origin,
    share: bytes,
) -> list[Vote]:
    votes = [
        Vote(
            ballot_id=ballot.pk,
            contribution_id=item,
            voter_id=voter.pk,
            choice=int(choice),
            identity_level=level,
            origin=origin,
            shares=new_share() + share,
            set_aside_id=aside.get(item),
        )
        for item, choice in choices.items()
        if choice is not None
    ]
    return Vote.objects.bulk_create(votes)


def _entries(ballot: PhaseAction, made: list[Vote], held: Held, changed: Choices) -> Iterator[Entry]:
    """A leaf for each vote, in the order of items: cast, changed or withdrawn."""
    written = {vote.contribution_id: vote for vote in made}
    for item, vote in written.items():
        yield from told_all(vote, held.every.get(item, []), ballot)
    for former in held.replaced_by(item for item in changed if item not in written):
        yield leaves.withdrawn(former, space=space_of(ballot.phase.consultation_id))
