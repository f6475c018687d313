"""What groups of opinion are made from: the votes of a ballot whose answers are for, neither, against."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.db.models.functions import Now

from parvis.ballots.gathered import folded, merged_in
from parvis.ballots.totals import counted
from parvis.consultations.enums import BallotMethod, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.models import Contribution

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parvis.analysis.opinion.votes import Votes

CHUNK = 50_000
METHODS = (BallotMethod.STATEMENTS, BallotMethod.FOR_MIXED_AGAINST)
FEWEST_VOTERS = 20
"""Under it, two groups of ten cannot be made."""


@dataclass(frozen=True, slots=True, eq=False)
class BallotVotes:
    """n people, m statements; the last vote of each person on each statement that stands for others."""

    people: NDArray[np.int64]
    """(n,) numbers of participants, ascending."""
    statements: NDArray[np.int64]
    """(m,) numbers of contributions, ascending."""
    refused: NDArray[np.bool_]
    """(m,) no longer published: they weigh on nothing."""
    votes: Votes
    sha256: str
    """Of a line for each vote: the rank of the voter among those who voted, the statement, the choice."""


def ballots_of(consultation: ConsultationPage) -> QuerySet[PhaseAction]:
    """The ballots that groups can be made of, once they have begun."""
    rows = PhaseAction.objects.filter(
        verb=Verb.VOTE, ballot_method__in=METHODS, phase__consultation=consultation
    )
    return rows.filter(phase__starts_at__lte=Now()).select_related("phase", "kind").order_by("pk")


def count_voters(ballot: PhaseAction) -> int:
    return counted(ballot).values("voter").distinct().count()


def read_votes(ballot: PhaseAction) -> BallotVotes:
    """Read them in one pass, streamed into arrays: 17 bytes a vote."""
    import numpy as np

    from parvis.analysis.opinion.votes import Votes

    rows = counted(ballot).filter(other=None).order_by("pk")
    fields = rows.values_list("voter_id", "contribution_id", "choice")
    told = np.fromiter(fields.iterator(chunk_size=CHUNK), np.dtype("i8,i8,i8"))
    cast = folded(told.view(np.int64).reshape(-1, 3), merged_in(ballot))
    people, row = np.unique(cast[:, 0], return_inverse=True)
    statements, column = np.unique(cast[:, 1], return_inverse=True)
    packed = Votes.of(row.ravel(), column.ravel(), cast[:, 2], (len(people), len(statements)))
    known = Contribution.objects.published().filter(pk__in=statements.tolist())
    refused = ~np.isin(statements, list(known.values_list("pk", flat=True)))
    return BallotVotes(people, statements, refused, packed, _digest(packed, statements))


def _digest(votes: Votes, statements: NDArray[np.int64]) -> str:
    digest = hashlib.sha256()
    for first, last in votes.blocks():
        part = slice(int(votes.starts[first]), int(votes.starts[last]))
        rows = votes.rows(first, last).tolist()
        items, values = statements[votes.statements[part]].tolist(), votes.values[part].tolist()
        lines = (f"{row}\t{item}\t{value}\n" for row, item, value in zip(rows, items, values, strict=True))
        digest.update("".join(lines).encode())
    return digest.hexdigest()
