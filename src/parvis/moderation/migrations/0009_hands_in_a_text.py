"""Nobody rules on an appeal about words in which they have a hand: the trigger has another function."""

from django.db import migrations

from parvis.moderation.other_eyes import FUNCTION

BEFORE = """
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
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'ruling_by_another',
            MESSAGE = 'a ruling by whoever decided, or that reverses without restoring';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0011_coauthors"),
        ("debate", "0005_quoted"),
        ("moderation", "0008_appeal_told"),
        ("organisations", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FUNCTION, BEFORE)]
