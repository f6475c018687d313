"""Brings the database to what the code expects, before anything is served.

Run as `python -m parvis.config.prepare`, a process of its own: the supervisor stays small.
"""

import os
import sys

# Any number, the same in every process: the key of the lock that lets one of them migrate at a time.
LOCK = 0x50415256


def prepare(*, demonstration: bool) -> None:
    """Migrate, make the cache table and the first pages, load the demonstration; each only when missing."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from parvis.config.half_made import drop_half_made_indexes
    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.pages.domain.lay_footer import lay_footer
    from parvis.portal.domain.lay_portal import lay_portal

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        drop_half_made_indexes()
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    for folder in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    index = prepare_site()
    if demonstration:
        from django.utils import timezone

        from parvis.demonstration.load import load

        load(now=timezone.now())
    lay_footer(home=index.get_parent())
    lay_portal(home=index.get_parent())
    connection.close()


def check_log() -> None:
    """Say on the error stream why the public log signs nothing, if so; the site is served all the same."""
    from django.db import connection
    from django.utils import translation

    from parvis.config.speech import choose_language, spoken_language
    from parvis.ledger.domain.check_start import check_start

    choose_language([])
    with translation.override(spoken_language()):
        told = check_start()
    if told:
        sys.stderr.write(f"{told}\n")
    connection.close()


def main() -> None:
    """Set Django up and prepare; `--demonstration` loads the demonstration too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    prepare(demonstration="--demonstration" in sys.argv[1:])
    check_log()


if __name__ == "__main__":
    main()
