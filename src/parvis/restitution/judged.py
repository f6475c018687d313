"""What people said of the texts that a draft is made from: votes that are over, and arguments, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Now

from parvis.ballots.enums import Choice
from parvis.ballots.models import Tally
from parvis.consultations.enums import BallotMethod, Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.contributions.enums import State
from parvis.debate.enums import Side, TextKind
from parvis.debate.models import Argument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parvis.analysis.synthesis.sources import Argument as Heard

CHUNK = 5_000
COLUMNS = {Choice.FOR.value: 0, Choice.MIXED.value: 1, Choice.AGAINST.value: 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """In the order of the texts: votes for, mixed and against; None where no vote is over. `ballots`: whose
    votes they are."""

    votes: NDArray[np.int64] | None
    ballots: tuple[int, ...]
    arguments: tuple[Heard, ...]


def judged(consultation: ConsultationPage, ids: Sequence[int]) -> Judged:
    """Three queries. `ids`: the contributions that the texts are of."""
    row_of = {pk: row for row, pk in enumerate(ids)}
    ballots = _ballots(consultation)
    votes = _votes(ballots, row_of) if ballots else None
    return Judged(votes, ballots, _arguments(consultation, row_of))


def _ballots(consultation: ConsultationPage) -> tuple[int, ...]:
    """Of each kind the last that is over: who voted in two of them is not counted twice. Other methods do not
    say for, mixed or against."""
    rows = PhaseAction.objects.filter(
        phase__consultation=consultation,
        phase__ends_at__lte=Now(),
        verb=Verb.VOTE,
        ballot_method=BallotMethod.FOR_MIXED_AGAINST,
    )
    last = dict(rows.order_by("phase__ends_at", "pk").values_list("kind", "pk"))
    return tuple(sorted(last.values()))


def _votes(ballots: Sequence[int], row_of: Mapping[int, int]) -> NDArray[np.int64]:
    """Single votes and totals that were imported, as pages show them."""
    import numpy as np

    found = np.zeros((len(row_of), len(COLUMNS)), np.int64)
    rows = Tally.objects.filter(ballot__in=ballots, choice__in=COLUMNS)
    counted = rows.values_list("contribution_id", "choice", "count", "imported_count")
    for pk, choice, single, imported in counted.iterator(chunk_size=CHUNK):
        if pk in row_of:
            found[row_of[pk], COLUMNS[choice]] += single + imported
    return found


def _arguments(consultation: ConsultationPage, row_of: Mapping[int, int]) -> tuple[Heard, ...]:
    """Counted, not quoted: a finding rests on contributions, and an argument is none. Hence without words."""
    from parvis.analysis.synthesis.sources import Argument as Heard

    rows = Argument.objects.filter(
        contribution__consultation=consultation,
        kind=TextKind.ARGUMENT,
        parent=None,
        state=State.PUBLISHED,
        side__in=Side.values,
    )
    said = rows.order_by("pk").values_list(
        "pk", "contribution_id", "side", "support_count", "imported_support_count"
    )
    return tuple(
        Heard(str(pk), row_of[contribution], 1 if side == Side.FOR else -1, "", supports + imported)
        for pk, contribution, side, supports, imported in said.iterator(chunk_size=CHUNK)
        if contribution in row_of
    )
