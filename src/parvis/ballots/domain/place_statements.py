"""Placing statements on the map of opinions, so that those that tell opinions apart are shown more."""

import numpy as np
from django.db import transaction

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.votes import Votes
from parvis.ballots.gathered import folded, merged_in
from parvis.ballots.models import Extremity
from parvis.ballots.totals import ballots_under_way, counted
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction

CHUNK = 50_000


def place_statements() -> int:
    """Place the statements of each ballot of statements under way; returns how many were placed."""
    running = [ballot for ballot in ballots_under_way() if ballot.ballot_method == BallotMethod.STATEMENTS]
    return sum(_place(ballot) for ballot in running)


def _place(ballot: PhaseAction) -> int:
    """Nothing moves while there are too few votes for a map."""
    from parvis.analysis.opinion.pipeline import analyse  # its libraries: for the job, and no page

    rows = counted(ballot).values_list("voter_id", "contribution_id", "choice").order_by("pk")
    votes = np.array(list(rows.iterator(chunk_size=CHUNK)) or np.empty((0, 3)), np.int64)
    votes = folded(votes, merged_in(ballot))
    people, row = np.unique(votes[:, 0], return_inverse=True)
    items, column = np.unique(votes[:, 1], return_inverse=True)
    try:
        packed = Votes.of(row, column, votes[:, 2], (len(people), len(items)))
        found = analyse(packed, resamples=0).statements.extremity
    except AnalysisError:
        return 0
    placed = [
        Extremity(ballot=ballot, contribution_id=int(item), value=float(value))
        for item, value in zip(items, found, strict=True)
    ]
    with transaction.atomic():
        Extremity.objects.filter(ballot=ballot).delete()
        Extremity.objects.bulk_create(placed)
    return len(placed)
