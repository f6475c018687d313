"""Plugin of pytest: a PostgreSQL for the tests, what migrations install beside tables, a quick emptying.

Loaded by `-p parvis.testing.database`, before Django reads its settings. With DATABASE_URL set, that server
is used. Otherwise an embedded one is started below `var/test`, without waiting for the disk at commits.
"""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import AppConfig
from django.db import connections

if TYPE_CHECKING:
    from django.test import TransactionTestCase


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django: workers of xdist inherit the environment, and with it the server."""
    # Playwright's synchronous API keeps an event loop in the thread of the test.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    find_server(early_config.rootpath)
    return (yield)


def find_server(root: Path) -> None:
    """Set DATABASE_URL where it is not, to an embedded server below `root`."""
    if not os.environ.get("DATABASE_URL"):
        from parvis.config import postgres

        os.environ["PARVIS_HOME"] = str(root / "var" / "test")
        os.environ["PARVIS_POSTGRES_DURABLE"] = "0"
        postgres.ensure()


def pytest_configure(config: pytest.Config) -> None:
    """With --nomigrations, tables are made from the models: what they stand on comes before."""
    from django.conf import settings
    from django.db.models.signals import pre_migrate
    from django.test import TransactionTestCase

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.WHITENOISE_AUTOREFRESH = True  # each client of a test would list every static file
    keys = tempfile.TemporaryDirectory(prefix="parvis-keys-")
    config.add_cleanup(keys.cleanup)
    settings.LEDGER_KEYS = Path(keys.name)
    pre_migrate.connect(_install_foundations, dispatch_uid="parvis.testing.database")
    TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined]


def _install_foundations(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Install extensions, the text search configuration and the job queue, once for each test database.

    Only where migrations are off: where they run, they install these themselves.
    """
    from django.conf import settings

    if sender.label != "procrastinate" or not _migrations_are_off(settings.MIGRATION_MODULES):
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs')")
        if cursor.fetchone()[0]:
            return
        for statement in _foundations():
            cursor.execute(statement)


def _migrations_are_off(modules: object) -> bool:
    return not isinstance(modules, dict)


def _foundations() -> list[str]:
    from procrastinate.schema import SchemaManager

    from parvis.contributions.search import CREATE_CONFIGURATION_SQL, CREATE_TRIGRAMS_SQL

    return [CREATE_CONFIGURATION_SQL, CREATE_TRIGRAMS_SQL, SchemaManager.get_schema()]


KEEP_SQL = """
DO $$
DECLARE
    name text;
    is_used boolean;
BEGIN
    DROP SCHEMA IF EXISTS kept CASCADE;
    CREATE SCHEMA kept;
    FOR name IN
        SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('django_content_type', 'auth_permission')
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM public.' || name || ')' INTO is_used;
        IF is_used THEN
            EXECUTE 'CREATE TABLE kept.' || name || ' AS TABLE public.' || name;
        END IF;
    END LOOP;
END
$$
"""
# Django truncates every table, then makes content types and permissions anew: seconds for a database that
# holds a dozen rows. Those two tables are never changed by a test; the few others that hold rows are emptied
# without asking triggers, since all go together, and what the tests began with is put back.
EMPTY_SQL = """
DO $$
DECLARE
    name text;
    is_used boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN
        SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('django_content_type', 'auth_permission')
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM public.' || name || ')' INTO is_used;
        IF is_used THEN
            EXECUTE 'DELETE FROM public.' || name;
        END IF;
    END LOOP;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE 'INSERT INTO public.' || name || ' SELECT * FROM kept.' || name;
    END LOOP;
END
$$
"""


def keep() -> None:
    """Let every test begin with the rows that the database now holds, those after an emptying too."""
    with connections["default"].cursor() as cursor:
        cursor.execute(KEEP_SQL)


def empty(case: "TransactionTestCase | None" = None) -> None:
    """Take away all that was committed since `keep`."""
    with connections["default"].cursor() as cursor:
        cursor.execute(EMPTY_SQL)
