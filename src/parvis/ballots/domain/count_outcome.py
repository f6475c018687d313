"""Counting what the votes of a ballot say, away from whoever votes or reads."""

from datetime import timedelta

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Now

from parvis.ballots.models import Outcome
from parvis.ballots.outcomes import figures_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now

SETTLED = timedelta(minutes=1)
"""Votes that were under way when the phase closed are committed, or refused, by then."""

# Somebody whose level changed while they voted is counted once, at the highest.
WHO = """
WITH people AS (
    SELECT voter_id, max(identity_level) AS level, min(origin) AS origin FROM ballots_vote
    WHERE ballot_id = %s AND is_live AND set_aside_id IS NULL GROUP BY voter_id
)
SELECT level, origin, count(*) FROM people GROUP BY level, origin ORDER BY level, origin
"""


def count_outcome(*, ballot: PhaseAction) -> Outcome:
    """Count who took part and, once the ballot is over, its result; the former count is replaced."""
    is_final = ballot.phase.ends_at is not None and ballot.phase.ends_at + SETTLED <= database_now()
    levels: dict[str, int] = {}
    origins: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(WHO, [ballot.pk])
        for level, origin, people in cursor.fetchall():
            levels[str(level)] = levels.get(str(level), 0) + people
            origins[origin] = origins.get(origin, 0) + people
    values = {
        "people": sum(levels.values()),
        "by_level": levels,
        "by_origin": origins,
        "figures": figures_of(ballot) if is_final else {},
        "is_final": is_final,
        "counted_at": Now(),
    }
    return Outcome.objects.update_or_create(ballot=ballot, defaults=values)[0]


def count_endings() -> int:
    """Count every ballot that is over and is not counted to the end; returns how many."""
    over = Q(phase__ends_at__lte=Now() - SETTLED)
    return _count(over)


def count_under_way() -> int:
    """Count again who took part in each ballot under way; returns how many ballots."""
    return _count(Q(phase__ends_at=None) | Q(phase__ends_at__gt=Now()))


def _count(when: Q) -> int:
    begun = PhaseAction.objects.filter(when, verb=Verb.VOTE, phase__starts_at__lte=Now())
    due = begun.exclude(outcome__is_final=True).select_related("phase").order_by(F("pk"))
    return len([count_outcome(ballot=ballot) for ballot in due])
