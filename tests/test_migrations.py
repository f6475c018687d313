"""Migrations: from zero to the models, with nothing left to write."""

import os

import psycopg

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
