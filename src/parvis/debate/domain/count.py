"""Counts of arguments and marks: asked for by each act, made by a job, proved every hour."""

import logging

from django.db import connection, transaction
from procrastinate.contrib.django import app

from parvis.jobs.queue import defer_once

log = logging.getLogger(__name__)

JOB = "parvis.debate.tasks.count_contribution"

# Rows of marks that are ended leave with the count that no longer holds them.
COUNT_SUPPORTS = """
WITH counted AS (
    SELECT argument.id, count(*) FILTER (WHERE support.mark = 'support') AS votes,
        count(*) FILTER (WHERE support.mark = 'new') AS new,
        count(*) FILTER (WHERE support.mark = 'changed') AS changed
    FROM debate_argument argument
    LEFT JOIN debate_argumentsupport support ON support.argument_id = argument.id AND support.is_live
    WHERE argument.contribution_id = %(contribution)s GROUP BY argument.id
), written AS (
    UPDATE debate_argument argument
    SET support_count = counted.votes, new_count = counted.new, changed_count = counted.changed FROM counted
    WHERE counted.id = argument.id AND (argument.support_count, argument.new_count, argument.changed_count)
        <> (counted.votes, counted.new, counted.changed)
), flagged AS (
    UPDATE debate_argumentsupport support SET is_counted = true FROM counted
    WHERE counted.id = support.argument_id AND support.is_live AND NOT support.is_counted
)
DELETE FROM debate_argumentsupport support USING counted
WHERE counted.id = support.argument_id AND NOT support.is_live
"""
# A text that stands for others counts the arguments on all of them.
COUNT_ARGUMENTS = """
UPDATE contributions_contribution contribution SET argument_count = counted.arguments
FROM (
    SELECT target.id, (
        SELECT count(*) FROM debate_argument
        WHERE side <> '' AND state = 'published' AND contribution_id IN (
            SELECT id FROM contributions_contribution WHERE id = target.id
            UNION ALL SELECT id FROM contributions_contribution WHERE merged_into_id = target.id
        )
    ) AS arguments
    FROM contributions_contribution target WHERE target.id IN (
        %(contribution)s, (SELECT merged_into_id FROM contributions_contribution WHERE id = %(contribution)s)
    )
) counted
WHERE contribution.id = counted.id AND contribution.argument_count <> counted.arguments
"""
WRONG = """
WITH said AS (
    SELECT contribution_id AS item FROM debate_argument WHERE side <> '' AND state = 'published'
    UNION ALL
    SELECT merged.merged_into_id FROM debate_argument argument
    JOIN contributions_contribution merged ON merged.id = argument.contribution_id
    WHERE merged.merged_into_id IS NOT NULL AND argument.side <> '' AND argument.state = 'published'
)
SELECT argument.contribution_id FROM debate_argument argument
LEFT JOIN debate_argumentsupport support ON support.argument_id = argument.id AND support.is_live
GROUP BY argument.id
HAVING (argument.support_count, argument.new_count, argument.changed_count) <> (
    count(*) FILTER (WHERE support.mark = 'support'), count(*) FILTER (WHERE support.mark = 'new'),
    count(*) FILTER (WHERE support.mark = 'changed'))
UNION
SELECT contribution_id FROM debate_argument argument
JOIN debate_argumentsupport support ON support.argument_id = argument.id
WHERE support.is_live <> support.is_counted
UNION
SELECT contribution.id FROM contributions_contribution contribution
LEFT JOIN said ON said.item = contribution.id
GROUP BY contribution.id HAVING contribution.argument_count <> count(said.item)
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
