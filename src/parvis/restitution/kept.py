"""What the database itself refuses of news of commitments, whatever the code: they are only ever added."""

from parvis.ledger.triggers import Triggers

CREATE = """
CREATE OR REPLACE FUNCTION restitution_keep_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_update_kept',
        MESSAGE = 'news of commitments are only ever added: ' || TG_OP || ' is refused';
END
$$;
CREATE TRIGGER restitution_commitment_update_is_kept BEFORE UPDATE OR DELETE ON restitution_commitmentupdate
    FOR EACH ROW EXECUTE FUNCTION restitution_keep_news();
"""
REMOVE = """
DROP TRIGGER IF EXISTS restitution_commitment_update_is_kept ON restitution_commitmentupdate;
DROP FUNCTION IF EXISTS restitution_keep_news();
"""


class Kept(Triggers):
    """The trigger, as a constraint of the table of news."""

    create = CREATE
    remove = REMOVE
