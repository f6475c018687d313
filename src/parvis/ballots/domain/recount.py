"""Proving the tallies against the votes themselves."""

import logging
from dataclasses import dataclass

from django.db import connection, transaction

log = logging.getLogger(__name__)

# One statement sees one moment: live votes that are not set aside = tally + waiting deltas, whatever votes or
# folds run meanwhile.
# The correction is an addition, so that a fold committed in between is not lost.
RECOUNT = """
WITH facts AS (
    SELECT ballot_id, contribution_id, choice, count(*) AS votes
    FROM ballots_vote WHERE is_live AND set_aside_id IS NULL GROUP BY ballot_id, contribution_id, choice
    UNION ALL SELECT ballot_id, contribution_id, choice, -count FROM ballots_tally
    UNION ALL SELECT ballot_id, contribution_id, choice, -amount FROM ballots_tallydelta
), drift AS (
    SELECT ballot_id, contribution_id, choice, sum(votes) AS amount FROM facts
    GROUP BY ballot_id, contribution_id, choice HAVING sum(votes) <> 0
), corrected AS (
    INSERT INTO ballots_tally (ballot_id, contribution_id, choice, count, imported_count)
    SELECT ballot_id, contribution_id, choice, amount, 0 FROM drift
    ORDER BY contribution_id, ballot_id, choice
    ON CONFLICT (contribution_id, ballot_id, choice)
    DO UPDATE SET count = ballots_tally.count + EXCLUDED.count
)
SELECT ballot_id, contribution_id, choice, amount FROM drift ORDER BY ballot_id, contribution_id, choice
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('parvis.ballots.recount'))"


@dataclass(frozen=True, slots=True)
class Drift:
    """By how many votes one tally was wrong; `amount` is what was added to put it right."""

    ballot_id: int
    contribution_id: int
    choice: int
    amount: int


def recount() -> tuple[Drift, ...]:
    """Compare every tally with the live votes, correct it, log it and return it: nothing, as a rule."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute(RECOUNT)
        found = tuple(
            Drift(ballot, item, choice, int(amount)) for ballot, item, choice, amount in cursor.fetchall()
        )
    for drift in found:
        log.error("tally corrected: %s", drift)
    return found
