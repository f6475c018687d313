"""Take contributions over from an earlier phase."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct, Source
from parvis.consultations.journal import note
from parvis.consultations.models import Phase
from parvis.contributions.models import CarriedContribution

# Everything that the earlier phase bore on: made in it or carried to it, still public, not here yet.
EVERYTHING_SQL = """
INSERT INTO contributions_carriedcontribution (phase_id, contribution_id)
SELECT %(phase)s, c.id FROM contributions_contribution c
WHERE c.state = 'published'
  AND (c.phase_id = %(source)s
       OR EXISTS (SELECT FROM contributions_carriedcontribution e
                  WHERE e.phase_id = %(source)s AND e.contribution_id = c.id))
  AND c.consultation_id = %(consultation)s
  AND NOT EXISTS (SELECT FROM contributions_carriedcontribution h
                  WHERE h.phase_id = %(phase)s AND h.contribution_id = c.id)
ON CONFLICT DO NOTHING
"""


def carry(
    *, phase: Phase, contribution_ids: Sequence[int] | None = None, actor: Participant | None = None
) -> int:
    """Materialise what `phase` carries over, and give the number of contributions added. Idempotent.

    `contribution_ids`: for the n best, in the order of their rank (the floor of ballots ranks them); for a
    list made by hand, the organiser's choice, or nothing when the rows are there already. Everything is
    found here. Repeated for the n best, the first harvest stands. `actor`: who chose, when somebody did.
    """
    with transaction.atomic():
        row = Phase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
        if row.source == Source.EVERYTHING:
            added = _carry_everything(row)
        elif row.source == Source.BEST and (row.carried_at is not None or contribution_ids is None):
            return 0
        else:
            added = _carry_list(row, contribution_ids or (), ranked=row.source == Source.BEST)
            chosen = ", ".join(f"C-{pk}" for pk in contribution_ids or ())
            note(
                actor=actor,
                consultation=row.consultation,
                act=DeskAct.CARRIED,
                about=f"{chosen} → {row.title}",
            )
        Phase.objects.filter(pk=row.pk).update(carried_at=Now())
        return added


def _carry_everything(phase: Phase) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            EVERYTHING_SQL,
            {"phase": phase.pk, "source": phase.source_phase_id, "consultation": phase.consultation_id},
        )
        added: int = cursor.rowcount
    return added


def _carry_list(phase: Phase, ids: Sequence[int], *, ranked: bool) -> int:
    here = set(phase.carried.values_list("contribution_id", flat=True))
    rows = [
        CarriedContribution(phase=phase, contribution_id=pk, rank=rank if ranked else None)
        for rank, pk in enumerate(ids, start=1)
        if pk not in here
    ]
    return len(CarriedContribution.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000))
