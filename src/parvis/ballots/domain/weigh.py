"""Weigh the votes of merged texts: find those that count once for two texts or more."""

import logging

from django.db import connection, transaction

from parvis.consultations.enums import WHOLE_SHEET
from parvis.contributions.merges import Merge

log = logging.getLogger(__name__)

# One statement sees one moment; what it adds is a difference, so that an act committed meanwhile is not lost.
WEIGH = """
WITH standing AS (
    SELECT text.merge_id, vote.ballot_id, vote.contribution_id, vote.choice, row_number() OVER (
        PARTITION BY text.merge_id, vote.ballot_id, vote.voter_id ORDER BY vote.id DESC
    ) AS place
    FROM contributions_mergedtext text
    JOIN ballots_vote vote ON vote.contribution_id = text.contribution_id
    JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
    WHERE text.is_live AND text.merge_id = ANY(%(merges)s) AND vote.is_live AND vote.set_aside_id IS NULL
        AND ballot.ballot_method <> ALL(%(whole)s)
), facts AS (
    SELECT merge_id, ballot_id, contribution_id, choice, count(*) AS amount FROM standing WHERE place > 1
    GROUP BY merge_id, ballot_id, contribution_id, choice
    UNION ALL
    SELECT merge_id, ballot_id, contribution_id, choice, -amount FROM ballots_overlap
    WHERE merge_id = ANY(%(merges)s)
)
INSERT INTO ballots_overlap (merge_id, ballot_id, contribution_id, choice, amount)
SELECT merge_id, ballot_id, contribution_id, choice, sum(amount) FROM facts
GROUP BY merge_id, ballot_id, contribution_id, choice HAVING sum(amount) <> 0
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('parvis.ballots.weigh'))"


def weigh(*, merges: list[int]) -> int:
    """Weigh these merges afresh; returns how many of their counts were wrong, none as a rule. Idempotent."""
    if not merges:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute(WEIGH, {"merges": merges, "whole": [str(method) for method in WHOLE_SHEET]})
        wrong: int = cursor.rowcount
    return wrong


def weigh_stale() -> int:
    """Weigh again the merges in which a text came or went; returns how many."""
    found = Merge.objects.filter(is_stale=True, split_at=None)
    merges = list(found.values_list("pk", flat=True))
    Merge.objects.filter(pk__in=merges).update(is_stale=False)
    weigh(merges=merges)
    return len(merges)


def weigh_all() -> int:
    """Weigh every merge that lasts, and log what was wrong: the proof that counts follow the votes."""
    lasting = Merge.objects.filter(split_at=None, is_stale=False)
    wrong = weigh(merges=list(lasting.values_list("pk", flat=True)))
    if wrong:
        log.error("votes of merged texts weighed again: %s counts were wrong", wrong)
    return wrong
