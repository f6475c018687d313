"""Plugin of pytest: a PostgreSQL for the tests, and what migrations install beside tables.

Loaded by `-p parvis.testing.database`, before Django reads its settings. With DATABASE_URL set, that server
is used. Otherwise an embedded one is started below `var/test`, without waiting for the disk at commits.
"""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from django.apps import AppConfig
from django.db import connections


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django: workers of xdist inherit the environment, and with it the server."""
    # Playwright's synchronous API keeps an event loop in the thread of the test.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    if not os.environ.get("DATABASE_URL"):
        from parvis.config import postgres

        os.environ["PARVIS_HOME"] = str(Path(early_config.rootpath) / "var" / "test")
        os.environ["PARVIS_POSTGRES_DURABLE"] = "0"
        postgres.ensure()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """With --nomigrations, tables are made from the models: what they stand on comes before."""
    from django.conf import settings
    from django.db.models.signals import pre_migrate

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    keys = tempfile.TemporaryDirectory(prefix="parvis-keys-")
    config.add_cleanup(keys.cleanup)
    settings.LEDGER_KEYS = Path(keys.name)
    pre_migrate.connect(_install_foundations, dispatch_uid="parvis.testing.database")


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

    from parvis.contributions.search import CREATE_CONFIGURATION_SQL

    return [CREATE_CONFIGURATION_SQL, SchemaManager.get_schema()]
