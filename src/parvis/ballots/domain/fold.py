"""Folding what votes left behind into the tallies."""

from django.db import connection

BATCH = 10_000

# Each pass takes rows that no other pass holds; tallies are written in one order, so that passes never
# block each other in a ring. The whole pass is one statement: a delta is either waiting or in its tally.
FOLD = """
WITH picked AS MATERIALIZED (
    SELECT id FROM ballots_tallydelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM ballots_tallydelta delta USING picked WHERE delta.id = picked.id
    RETURNING delta.ballot_id, delta.contribution_id, delta.choice, delta.amount
), folded AS (
    INSERT INTO ballots_tally (ballot_id, contribution_id, choice, count, imported_count)
    SELECT ballot_id, contribution_id, choice, sum(amount), 0 FROM taken
    GROUP BY contribution_id, ballot_id, choice ORDER BY contribution_id, ballot_id, choice
    ON CONFLICT (contribution_id, ballot_id, choice)
    DO UPDATE SET count = ballots_tally.count + EXCLUDED.count
)
SELECT count(*) FROM taken
"""


def fold(*, batch: int = BATCH) -> int:
    """Fold every waiting delta that no other folder holds, and return how many; folders may run together."""
    total = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(FOLD, [batch])
            taken = int(cursor.fetchone()[0])
            total += taken
            if taken < batch:
                return total
