"""Migrations: from zero to the models, with nothing left to write."""

import os

import psycopg
import pytest

from parvis.testing.installation import Installation


def test_migrations_lead_from_an_empty_database_to_the_models(installation: Installation) -> None:
    migrated = installation.run("manage", "migrate", "--verbosity", "0")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    plan = installation.run("manage", "migrate", "--plan")
    assert "No planned migration operations." in plan.stdout
    missing = installation.run("manage", "makemigrations", "--check", "--dry-run")
    assert (missing.returncode, missing.stdout.strip()) == (0, "No changes detected")


def test_what_migrations_install_beside_tables_is_there(installation: Installation) -> None:
    installation.run("manage", "migrate", "--verbosity", "0")
    with psycopg.connect(installation.database) as connection:
        row = connection.execute(
            "SELECT to_tsvector('parvis_french', 'Mobilités')::text, to_regclass('procrastinate_jobs')::text"
        ).fetchone()
    assert row == ("'mobilit':1", "procrastinate_jobs")
    assert os.environ["DATABASE_URL"] != installation.database


def test_the_log_is_fenced(installation: Installation) -> None:
    installation.run("manage", "migrate", "--verbosity", "0")
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
    installation.run("manage", "migrate", "--verbosity", "0")
    with psycopg.connect(installation.database) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_head WHERE id = 1").fetchone() == (1,)
