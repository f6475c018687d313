"""Counts of arguments and supports: asked for by each act, made by a job, proved every hour."""

import logging

from django.db import connection, transaction
from procrastinate.contrib.django import app

from parvis.jobs.queue import defer_once

log = logging.getLogger(__name__)

JOB = "parvis.debate.tasks.count_contribution"

# Rows of supports that are ended leave with the count that no longer holds them.
COUNT_SUPPORTS = """
WITH counted AS (
    SELECT argument.id, count(support.id) AS votes
    FROM debate_argument argument
    LEFT JOIN debate_argumentsupport support ON support.argument_id = argument.id AND support.is_live
    WHERE argument.contribution_id = %(contribution)s GROUP BY argument.id
), written AS (
    UPDATE debate_argument argument SET support_count = counted.votes FROM counted
    WHERE counted.id = argument.id AND argument.support_count <> counted.votes
), flagged AS (
    UPDATE debate_argumentsupport support SET is_counted = true FROM counted
    WHERE counted.id = support.argument_id AND support.is_live AND NOT support.is_counted
)
DELETE FROM debate_argumentsupport support USING counted
WHERE counted.id = support.argument_id AND NOT support.is_live
"""
COUNT_ARGUMENTS = """
UPDATE contributions_contribution contribution SET argument_count = counted.arguments
FROM (SELECT count(*) AS arguments FROM debate_argument
      WHERE contribution_id = %(contribution)s AND parent_id IS NULL AND state = 'published') counted
WHERE contribution.id = %(contribution)s AND contribution.argument_count <> counted.arguments
"""
WRONG = """
SELECT contribution_id FROM (
    SELECT argument.contribution_id, argument.support_count AS shown, count(support.id) AS rows
    FROM debate_argument argument
    LEFT JOIN debate_argumentsupport support ON support.argument_id = argument.id AND support.is_live
    GROUP BY argument.id
) supports WHERE shown <> rows
UNION
SELECT contribution_id FROM debate_argument argument
JOIN debate_argumentsupport support ON support.argument_id = argument.id
WHERE support.is_live <> support.is_counted
UNION
SELECT contribution.id FROM contributions_contribution contribution
LEFT JOIN debate_argument argument ON argument.contribution_id = contribution.id
    AND argument.parent_id IS NULL AND argument.state = 'published'
GROUP BY contribution.id HAVING contribution.argument_count <> count(argument.id)
ORDER BY 1
"""


def count_later(contribution_id: int) -> None:
    """Have the counts of a contribution made again, once, after the caller's transaction and with it.

    To be called before the caller's first write: it shares the lock that the job takes alone. A job that was
    already waiting, and so is not deferred again, then waits for the caller to commit instead of missing it.
    """
    _lock("pg_advisory_xact_lock_shared", contribution_id)
    defer_once(app.tasks[JOB], lock=f"debate.count:{contribution_id}", contribution_id=contribution_id)


def count(*, contribution_id: int) -> None:
    """Make the counts of one contribution and of its arguments from their rows, once no act is under way."""
    with transaction.atomic():
        _lock("pg_advisory_xact_lock", contribution_id)
        with connection.cursor() as cursor:
            cursor.execute(COUNT_SUPPORTS, {"contribution": contribution_id})
            cursor.execute(COUNT_ARGUMENTS, {"contribution": contribution_id})


def recount() -> int:
    """Make again the counts of every contribution whose counts are not those of its rows; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        wrong = [row[0] for row in cursor.fetchall()]
    for contribution_id in wrong:
        count(contribution_id=contribution_id)
        log.warning("counts of the debate made again: contribution %s", contribution_id)
    return len(wrong)


def _lock(function: str, contribution_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"debate.count:{contribution_id}"])
