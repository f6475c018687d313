"""What the database itself refuses of rulings, whatever the code that writes them.

Whoever took a decision, or has a hand in the words that it hides, does not rule on its appeal. One exception:
the first moderator took the decision back, and the words were restored by it. Who signs the words is looked
at when somebody rules, not when their words are erased later.
"""

from parvis.ledger.triggers import Triggers

FUNCTION = """
CREATE OR REPLACE FUNCTION moderation_other_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    former moderation_decision;
    wrote bigint;
BEGIN
    SELECT decision.* INTO former FROM moderation_decision decision
    JOIN moderation_appeal appeal ON appeal.decision_id = decision.id WHERE appeal.id = NEW.appeal_id;
    SELECT author_id INTO wrote FROM moderation_appeal WHERE id = NEW.appeal_id;
    IF NEW.reviewer_id IS NOT DISTINCT FROM wrote
        OR (NEW.reviewer_id = former.moderator_id) <> (NEW.outcome = 'taken_back')
        OR NEW.outcome <> 'upheld' AND NOT EXISTS (
            SELECT FROM moderation_decision later
            WHERE later.act = 'restore' AND later.id > former.id
                AND later.contribution_id IS NOT DISTINCT FROM former.contribution_id
                AND later.argument_id IS NOT DISTINCT FROM former.argument_id
        )
        OR (TG_OP = 'INSERT' OR NEW.reviewer_id <> OLD.reviewer_id) AND (
            EXISTS (SELECT FROM debate_argument WHERE id = former.argument_id AND author_id = NEW.reviewer_id)
            OR EXISTS (
                SELECT FROM contributions_contribution signed
                LEFT JOIN contributions_coauthor beside ON beside.contribution_id = signed.id
                LEFT JOIN organisations_representative hand ON hand.organisation_id = signed.organisation_id
                WHERE signed.id = former.contribution_id
                    AND NEW.reviewer_id IN (signed.author_id, beside.participant_id, hand.participant_id)
            )
        )
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'ruling_by_another',
            MESSAGE = 'a ruling by whoever decided, or that reverses without restoring';
    END IF;
    RETURN NEW;
END
$$;
"""
TRIGGER = """
CREATE TRIGGER moderation_ruling_by_another BEFORE INSERT OR UPDATE ON moderation_ruling
    FOR EACH ROW EXECUTE FUNCTION moderation_other_eyes();
"""
CREATE = FUNCTION + TRIGGER
REMOVE = """
DROP TRIGGER IF EXISTS moderation_ruling_by_another ON moderation_ruling;
DROP FUNCTION IF EXISTS moderation_other_eyes();
"""


class OtherEyes(Triggers):
    """The trigger, as a constraint of the table of rulings."""

    create = CREATE
    remove = REMOVE
