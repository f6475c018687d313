"""Votes, tallies folded exactly from them, and supports of arguments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection, models

from parvis.ballots.models import Tally, Vote
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument, ArgumentSupport
from parvis.demonstration.build import told
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.people import People
from parvis.demonstration.drawing import Discussion
from parvis.ledger.domain.append import space_of

VOTE_FIELDS = (
    "ballot", "contribution", "voter", "choice", "is_live", "identity_level", "origin", "created_at", "entry",
    "salt", "shares",
)  # fmt: skip
SUPPORT_FIELDS = ("argument", "participant", "is_live", "is_counted", "created_at")


def make_votes(
    *, frame: Frame, people: People, made: dict[str, Contribution], discussion: Discussion
) -> None:
    """Live votes in the order in which they were cast, and the tallies that they make."""
    rows: list[Vote] = []
    counts: Counter[tuple[int, int, int]] = Counter()
    for drawn in sorted(discussion.votes, key=lambda vote: vote.at):
        ballot, item, voter = frame.ballots[drawn.ballot].pk, made[drawn.item].pk, people.voters[drawn.voter]
        vote = Vote(
            ballot_id=ballot,
            contribution_id=item,
            voter_id=voter.pk,
            choice=drawn.choice,
            identity_level=int(voter.identity_level),
            origin=str(voter.origin),
            created_at=drawn.at,
        )
        rows.append(vote)
        counts[ballot, item, drawn.choice] += 1
    _copy(Vote, VOTE_FIELDS, (_values(vote) for vote in rows))
    told.tell_votes(rows, space=space_of(frame.page.pk))
    Tally.objects.bulk_create(
        Tally(ballot_id=ballot, contribution_id=item, choice=choice, count=count)
        for (ballot, item, choice), count in sorted(counts.items())
    )


def _values(vote: Vote) -> tuple[object, ...]:
    columns = {field.name: field.attname for field in Vote._meta.concrete_fields}
    return tuple(getattr(vote, columns[name]) for name in VOTE_FIELDS)


def make_supports(*, people: People, arguments: Sequence[Argument], discussion: Discussion) -> None:
    """Supports, already in the counts of the arguments."""
    rows = (
        (arguments[drawn.reason].pk, people.voters[drawn.voter].pk, True, True, drawn.at)
        for drawn in discussion.supports
    )
    _copy(ArgumentSupport, SUPPORT_FIELDS, rows)


def _copy(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Thousands of rows in one stream: several times faster than inserts."""
    fields = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(connection.ops.quote_name(fields[name]) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
