"""What the database itself holds: an organisation that takes part is led by somebody.

Looked at when the transaction ends, so that the lead may pass from one to another in any order. The row of
the organisation is held meanwhile: two who leave at the same moment cannot each count on the other.
"""

from parvis.ledger.triggers import Triggers

CREATE = """
CREATE OR REPLACE FUNCTION organisations_need_a_lead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    concerned bigint;
BEGIN
    IF TG_TABLE_NAME = 'organisations_organisation' THEN
        concerned := NEW.id;
    ELSE
        concerned := OLD.organisation_id;
    END IF;
    PERFORM FROM organisations_organisation
        WHERE id = concerned AND standing IN ('declared', 'verified') FOR UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT FROM organisations_representative
        WHERE organisation_id = concerned AND role = 'lead' AND participant_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_has_a_lead',
            MESSAGE = 'organisation ' || concerned || ' takes part and nobody leads it';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER organisations_led AFTER INSERT OR UPDATE ON organisations_organisation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_need_a_lead();
CREATE CONSTRAINT TRIGGER organisations_still_led AFTER UPDATE OR DELETE ON organisations_representative
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_need_a_lead();
"""
REMOVE = """
DROP TRIGGER IF EXISTS organisations_led ON organisations_organisation;
DROP TRIGGER IF EXISTS organisations_still_led ON organisations_representative;
DROP FUNCTION IF EXISTS organisations_need_a_lead();
"""


class Led(Triggers):
    """The triggers, as a constraint of the table of representatives."""

    create = CREATE
    remove = REMOVE
