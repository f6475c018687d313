"""A run of groups of opinion: votes, the engine, rows. The engine is loaded here alone, inside the job."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from parvis.accounts.models import Participant
from parvis.understanding.ballot_votes import BallotVotes, read_votes
from parvis.understanding.cells import FEWEST_PEOPLE
from parvis.understanding.computing import LIKENESS, Tell
from parvis.understanding.models import Analysis, Grouping, OpinionGroup, OpinionPlace, OpinionStatement

if TYPE_CHECKING:
    from parvis.analysis.opinion.pipeline import Fit
    from parvis.analysis.opinion.results import Opinions, Representative

BATCH = 5_000
ROUND = 6
"""Decimals of places and of figures of statements."""
SMALL = "small_groups"
"""The note that says that groups of fewer than ten people were avoided."""


def group_votes(analysis: Analysis, tell: Tell) -> Callable[[], dict[str, Any]]:
    """Make groups; what comes back stores them, and gives the fields of the run.

    Raises `AnalysisError`; whatever `tell` raises stops the computation.
    """
    tell("votes", 0.0)
    cast = read_votes(analysis.ballot_read)
    found = compute(cast, groups=analysis.parameters.get("groups"), seed=analysis.seed, tell=tell)
    return lambda: store(analysis, cast, found)


def compute(cast: BallotVotes, *, groups: int | None, seed: int, tell: Tell) -> Opinions:
    """As `analysis.opinion.pipeline.analyse`, in fewer groups where one would hold fewer than ten people."""
    from threadpoolctl import threadpool_limits

    from parvis.analysis.opinion import pipeline
    from parvis.analysis.opinion.projection import THRESHOLD
    from parvis.analysis.opinion.stability import RESAMPLES

    method = pipeline.checked(
        cast.votes,
        groups=groups,
        seed=seed,
        refused=cast.refused,
        meta=None,
        sparse=None,
        threshold=THRESHOLD,
    )
    with threadpool_limits(1):
        tell("map", 0.0)
        fit = pipeline.fit(cast.votes, method)
        notes: tuple[str, ...] = ()
        while fit.grouping.k > 1 and _smallest(fit) < FEWEST_PEOPLE:
            tell("map", 0.5)
            fit, notes = pipeline.fit(cast.votes, replace(method, groups=fit.grouping.k - 1)), (SMALL,)
        tell("firm", 0.0)
        stable = pipeline.stability_of(fit, method, RESAMPLES)
        tell("groups", 0.0)
        found = pipeline.described(fit, method, stable)
    return replace(found, notes=(*found.notes, *notes))


def store(analysis: Analysis, cast: BallotVotes, found: Opinions) -> dict[str, Any]:
    """Store a whole result, in the caller's transaction; gives the fields of the run."""
    from parvis.understanding.opinion_map import draw

    Grouping.objects.create(
        analysis=analysis,
        votes=cast.votes.size,
        k=found.k,
        silhouette=round(found.silhouette, LIKENESS),
        silhouettes=[[k, round(value, LIKENESS)] for k, value in sorted(found.silhouettes.items())],
        variance=[round(value, LIKENESS) for value in found.variance],
        threshold=found.threshold,
        is_sparse=found.sparse,
        drawing=asdict(draw(found, fewest=FEWEST_PEOPLE)),
    )
    OpinionGroup.objects.bulk_create(_groups(analysis, cast, found))
    OpinionStatement.objects.bulk_create(_statements(analysis, cast, found), batch_size=BATCH)
    places = _places(analysis, cast, found)
    while batch := list(islice(places, BATCH)):
        OpinionPlace.objects.bulk_create(batch)
    return {
        "input_sha256": cast.sha256,
        "texts": int((~cast.refused).sum()),
        "people": len(cast.people),
        "apart": found.unplaced,
        "stability": None if math.isnan(found.stability) else round(found.stability, LIKENESS),
        "notes": list(found.notes),
    }


def _smallest(fit: Fit) -> int:
    return min(int((fit.label == group).sum()) for group in range(fit.grouping.k))


def _groups(analysis: Analysis, cast: BallotVotes, found: Opinions) -> list[OpinionGroup]:
    return [
        OpinionGroup(
            analysis=analysis,
            key=group,
            people=int((found.group == group).sum()),
            marks=[_mark(cast, one) for one in found.representative[group]] if found.k > 1 else [],
        )
        for group in range(found.k)
    ]


def _mark(cast: BallotVotes, mark: Representative) -> list[int | float | bool]:
    number = int(cast.statements[mark.statement])
    return [number, mark.agrees, mark.votes, mark.seen, round(mark.ratio, LIKENESS)]


def _statements(analysis: Analysis, cast: BallotVotes, found: Opinions) -> list[OpinionStatement]:
    """Those that everybody may read now."""
    shared = {column: place for place, column in enumerate(found.consensus_agree, 1)}
    shared |= {column: -place for place, column in enumerate(found.consensus_disagree, 1)}
    counts, totals, figures = found.counts, found.totals, found.statements
    return [
        OpinionStatement(
            analysis=analysis,
            contribution_id=int(number),
            agree=int(totals.agree[0, column]),
            disagree=int(totals.disagree[0, column]),
            seen=int(totals.seen[0, column]),
            agrees=counts.agree[:, column].tolist(),
            disagrees=counts.disagree[:, column].tolist(),
            seens=counts.seen[:, column].tolist(),
            consensus=float(figures.consensus[column]),
            bridging=round(float(figures.bridging[column]), ROUND),
            divisive=round(float(figures.divisive[column]), ROUND),
            shared=shared.get(column, 0),
        )
        for column, number in enumerate(cast.statements)
        if not cast.refused[column]
    ]


def _places(analysis: Analysis, cast: BallotVotes, found: Opinions) -> Iterator[OpinionPlace]:
    """Of those who are in a group, and whose account is not closed."""
    gone = set(Participant.objects.filter(erased_at__isnull=False).values_list("pk", flat=True))
    lists = (cast.people.tolist(), found.group.tolist(), found.position.tolist())
    for person, group, (x, y) in zip(*lists, strict=True):
        if group >= 0 and person not in gone:
            yield OpinionPlace(
                analysis=analysis, participant_id=person, group=group, x=round(x, ROUND), y=round(y, ROUND)
            )
