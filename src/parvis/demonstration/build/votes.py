"""Votes, tallies folded exactly from them, and supports of arguments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parvis.ballots.models import Tally, Vote
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument, ArgumentSupport
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.people import People
from parvis.demonstration.drawing import Discussion

BATCH = 2000


def make_votes(
    *, frame: Frame, people: People, made: dict[str, Contribution], discussion: Discussion
) -> None:
    """Live votes in the order in which they were cast, and the tallies that they make."""
    rows = []
    for drawn in sorted(discussion.votes, key=lambda vote: vote.at):
        voter = people.voters[drawn.voter]
        rows.append(
            Vote(
                ballot=frame.ballots[drawn.ballot],
                contribution=made[drawn.item],
                voter=voter,
                choice=drawn.choice,
                identity_level=voter.identity_level,
                origin=voter.origin,
                created_at=drawn.at,
            )
        )
    Vote.objects.bulk_create(rows, batch_size=BATCH)
    counts = Counter((row.ballot_id, row.contribution_id, row.choice) for row in rows)
    Tally.objects.bulk_create(
        Tally(ballot_id=ballot, contribution_id=item, choice=choice, count=count)
        for (ballot, item, choice), count in sorted(counts.items())
    )


def make_supports(*, people: People, arguments: Sequence[Argument], discussion: Discussion) -> None:
    """Supports, already in the counts of the arguments."""
    ArgumentSupport.objects.bulk_create(
        (
            ArgumentSupport(
                argument=arguments[drawn.reason],
                participant=people.voters[drawn.voter],
                is_counted=True,
                created_at=drawn.at,
            )
            for drawn in discussion.supports
        ),
        batch_size=BATCH,
    )
