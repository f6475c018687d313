"""A database for measures: `parvis_bench`, on the server of DATABASE_URL or on the embedded one."""

import os
import re
import sys
from pathlib import Path

import django

SOURCE = Path(__file__).resolve().parent.parent / "src"
NAME = "parvis_bench"


def prepare(*, keep: bool) -> None:
    """Set Django up on `parvis_bench`, made anew unless `keep`, and migrated."""
    _create(_address(), keep=keep)
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def attach() -> None:
    """Set Django up on a database that is prepared already, in a process of its own."""
    _address()
    _set_up()


def _address() -> str:
    sys.path.insert(0, str(SOURCE))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ["PARVIS_LOG_LEVEL"] = "ERROR"
    if not os.environ.get("DATABASE_URL"):
        from parvis.config import postgres

        postgres.ensure()
    return os.environ["DATABASE_URL"]


def _set_up() -> None:
    address = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = re.sub(r"/[^/?]*(\?|$)", rf"/{NAME}\1", address, count=1)
    django.setup()


def _create(address: str, *, keep: bool) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if exists and keep:
            return
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
