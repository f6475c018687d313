"""What the database itself refuses of consents, whatever the code that writes them: a row is only ever added.

Whoever leaves keeps what they said under a number that names nobody any longer: erasure takes none of it.
"""

from parvis.ledger.triggers import Triggers

CREATE = """
CREATE OR REPLACE FUNCTION accounts_keep_consents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_kept',
        MESSAGE = 'consents are only ever added to: ' || TG_OP || ' is refused';
END
$$;
CREATE TRIGGER accounts_consent_is_kept BEFORE UPDATE OR DELETE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_keep_consents();
"""
REMOVE = """
DROP TRIGGER IF EXISTS accounts_consent_is_kept ON accounts_consent;
DROP FUNCTION IF EXISTS accounts_keep_consents();
"""


class Kept(Triggers):
    """The trigger, as a constraint of the table of consents."""

    create = CREATE
    remove = REMOVE
