"""The fence of the log, in the database: leaves and checkpoints are added, never changed, never removed.

First fence: the role of the site has not the right. Second fence, for a role that has every right: triggers.
An entry that has its place is not told a second time: the leaf would block all those that wait behind it.
"""

FENCED = ("ledger_leaf", "ledger_checkpoint")

FENCE_SQL = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is only ever added to: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER;
"""
    for table in FENCED
)
FENCE_SQL += """
CREATE FUNCTION ledger_refuse_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_leaf WHERE entry = NEW.entry) THEN
        RAISE EXCEPTION 'entry % is already in the log', NEW.entry USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_pending_is_new BEFORE INSERT ON ledger_pending
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_twice();
"""

UNFENCE_SQL = (
    "".join(
        f"""
DROP TRIGGER {table}_is_kept ON {table};
DROP TRIGGER {table}_is_not_emptied ON {table};
GRANT UPDATE, DELETE, TRUNCATE ON {table} TO CURRENT_USER;
"""
        for table in FENCED
    )
    + """
DROP FUNCTION ledger_refuse();
DROP TRIGGER ledger_pending_is_new ON ledger_pending;
DROP FUNCTION ledger_refuse_twice();
"""
)
