"""Migrations: from zero to the models, with nothing left to write."""

import os

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation

from parvis.testing.installation import Installation


def test_migrations_lead_from_an_empty_database_to_the_models(installation: Installation) -> None:
    migrated = installation.run("manage", "migrate", "--verbosity", "0")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    plan = installation.run("manage", "migrate", "--plan")
    assert "No planned migration operations." in plan.stdout
    missing = installation.run("manage", "makemigrations", "--check", "--dry-run")
    assert (missing.returncode, missing.stdout.strip()) == (0, "No changes detected")


def test_what_migrations_install_beside_tables_is_there(installation: Installation) -> None:
    with psycopg.connect(installation.database) as connection:
        row = connection.execute(
            "SELECT to_tsvector('parvis_french', 'Mobilités')::text, to_regclass('procrastinate_jobs')::text"
        ).fetchone()
    assert row == ("'mobilit':1", "procrastinate_jobs")
    assert os.environ["DATABASE_URL"] != installation.database


def test_the_log_is_fenced(installation: Installation) -> None:
    rights = "SELECT privilege_type FROM pg_class, aclexplode(relacl) WHERE relname = 'ledger_leaf'"
    with psycopg.connect(installation.database) as connection:
        connection.execute("INSERT INTO ledger_leaf (seq, entry, data) VALUES (-1, gen_random_uuid(), 'x')")
        for act in ("UPDATE ledger_leaf SET seq = 1", "DELETE FROM ledger_leaf", "TRUNCATE ledger_leaf"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(act)
        kept = {row[0] for row in connection.execute(rights)}
        connection.rollback()
    assert kept & {"INSERT", "SELECT", "UPDATE", "DELETE", "TRUNCATE"} == {"INSERT", "SELECT"}


def test_the_log_has_a_head_from_the_start(installation: Installation) -> None:
    with psycopg.connect(installation.database) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_head WHERE id = 1").fetchone() == (1,)


def test_consents_are_kept_and_every_answer_is_in_the_fingerprint(installation: Installation) -> None:
    watched = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE 'contributions_fold_%'"
    with psycopg.connect(installation.database) as connection:
        with (
            pytest.raises(psycopg.errors.CheckViolation, match="only ever added to"),
            connection.transaction(),
        ):
            connection.execute("TRUNCATE accounts_consent")
        triggers = [str(row[0]) for row in connection.execute(watched)]
    updates = [trigger for trigger in triggers if "UPDATE OF" in trigger]
    assert (len(triggers), len(updates)) == (4, 2)
    assert all("form_answers" in trigger for trigger in updates)


LARGEST = ("contributions", "contribution")
SCANS = {"AddConstraint", "ValidateConstraint", "AddIndex", "AddIndexConcurrently"}
STOPS = {"AddConstraint", "AddIndex"}
"""What reads a whole table, and what keeps everybody from it, or from writing in it, meanwhile."""


def bears_on_largest(app: str, operation: Operation) -> bool:
    return (app, str(getattr(operation, "model_name", "")).lower()) == LARGEST


def test_the_largest_table_stays_open_while_it_is_read_whole() -> None:
    """From maps on: a column is locked for as long as its migration lasts, so nothing is read in the same."""
    loader = MigrationLoader(None)
    faults = []
    for (app, name), migration in loader.disk_migrations.items():
        if app != LARGEST[0] or name < "0007":
            continue
        here = [one for one in migration.operations if bears_on_largest(app, one)]
        kinds = {type(one).__name__ for one in here}
        is_locked = migration.atomic and any(isinstance(one, FieldOperation) for one in here)
        if kinds & STOPS or (is_locked and kinds & SCANS):
            faults.append(name)
    assert faults == []
