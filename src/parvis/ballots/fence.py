"""What the database itself refuses of votes, whatever the code that writes them.

Two triggers on votes, one for what is added and one for what is changed, each once a statement:

- a live vote is one that its ballot offers: a choice of its method, within its scale, on two items or one;
- in a ballot with a limit, `BallotPaper.used` is what the live votes of the person take of it. The paper is
  locked first and then summed, so that acts at the same time wait for one another; its own constraint then
  refuses to be above the limit;
- nobody gives one rank to two items.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION = """
CREATE OR REPLACE FUNCTION ballots_hold_votes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written vote JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
        WHERE vote.is_live AND (
            (vote.other_id IS NOT NULL) = (ballot.ballot_method = 'pairs')
            AND vote.other_id IS DISTINCT FROM vote.contribution_id
            AND CASE ballot.ballot_method
                WHEN 'for_mixed_against' THEN vote.choice BETWEEN -1 AND 1
                WHEN 'statements' THEN vote.choice BETWEEN -1 AND 1
                WHEN 'points'
                    THEN vote.choice BETWEEN 1 AND coalesce(ballot.ballot_limit_each, ballot.ballot_limit)
                WHEN 'ranking' THEN vote.choice BETWEEN 1 AND ballot.ballot_limit
                WHEN 'grade' THEN vote.choice BETWEEN 0 AND ballot.ballot_scale
                WHEN 'majority_judgment' THEN vote.choice BETWEEN 0 AND 5
                WHEN 'pairs' THEN vote.choice BETWEEN 0 AND 1
                WHEN 'budget' THEN vote.choice = 1 AND EXISTS (
                    SELECT FROM ballots_itemcost cost
                    WHERE cost.ballot_id = vote.ballot_id AND cost.contribution_id = vote.contribution_id
                )
                ELSE vote.choice = 1
            END
        ) IS NOT TRUE
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'vote_is_offered',
            MESSAGE = 'a vote that its ballot does not offer';
    END IF;
    IF NOT EXISTS (
        SELECT FROM written vote JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
        WHERE ballot.ballot_limit IS NOT NULL
    ) THEN
        RETURN NULL;
    END IF;
    INSERT INTO ballots_ballotpaper (ballot_id, voter_id, used, most)
    SELECT DISTINCT vote.ballot_id, vote.voter_id, 0, ballot.ballot_limit
    FROM written vote JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
    WHERE ballot.ballot_limit IS NOT NULL ORDER BY 1, 2
    ON CONFLICT (ballot_id, voter_id) DO NOTHING;
    PERFORM FROM ballots_ballotpaper WHERE (ballot_id, voter_id) IN (SELECT ballot_id, voter_id FROM written)
    ORDER BY ballot_id, voter_id FOR UPDATE;
    UPDATE ballots_ballotpaper paper SET most = ballot.ballot_limit, used = coalesce((
        SELECT sum(CASE ballot.ballot_method
            WHEN 'points' THEN vote.choice WHEN 'budget' THEN cost.amount ELSE 1
        END)
        FROM ballots_vote vote LEFT JOIN ballots_itemcost cost ON ballot.ballot_method = 'budget'
            AND cost.ballot_id = vote.ballot_id AND cost.contribution_id = vote.contribution_id
        WHERE vote.ballot_id = paper.ballot_id AND vote.voter_id = paper.voter_id AND vote.is_live
    ), 0)
    FROM consultations_phaseaction ballot
    WHERE ballot.id = paper.ballot_id
        AND (paper.ballot_id, paper.voter_id) IN (SELECT ballot_id, voter_id FROM written);
    IF EXISTS (
        SELECT FROM ballots_vote vote JOIN consultations_phaseaction ballot ON ballot.id = vote.ballot_id
        WHERE ballot.ballot_method = 'ranking' AND vote.is_live
            AND (vote.ballot_id, vote.voter_id) IN (SELECT ballot_id, voter_id FROM written)
        GROUP BY vote.ballot_id, vote.voter_id, vote.choice HAVING count(*) > 1
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'unique_violation', CONSTRAINT = 'vote_one_rank',
            MESSAGE = 'one rank for two items';
    END IF;
    RETURN NULL;
END
$$;
"""
TRIGGERS = """
CREATE TRIGGER ballots_hold_added AFTER INSERT ON ballots_vote
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ballots_hold_votes();
CREATE TRIGGER ballots_hold_changed AFTER UPDATE ON ballots_vote
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ballots_hold_votes();
"""
REMOVE = """
DROP TRIGGER IF EXISTS ballots_hold_added ON ballots_vote;
DROP TRIGGER IF EXISTS ballots_hold_changed ON ballots_vote;
DROP FUNCTION IF EXISTS ballots_hold_votes();
"""


class Fence(models.BaseConstraint):
    """The two triggers, as a constraint of the table of votes: made, and removed, with it."""

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Once every table is there; nothing in the statement that makes this one."""
        if schema_editor is not None:
            schema_editor.deferred_sql.append(FUNCTION + TRIGGERS)
        return ""

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        return FUNCTION + TRIGGERS

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        return REMOVE

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database alone knows the other votes."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fence) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)
