"""What commands do before they touch the database."""

import os
from gettext import gettext as _

import click

from parvis.config import postgres
from parvis.config.address import read_address
from parvis.config.home import find_home
from parvis.config.speech import spoken_language


def find_database() -> None:
    """Choose PARVIS_HOME, and start the embedded server unless DATABASE_URL names another.

    Raises ImproperlyConfigured, before anything starts, when PARVIS_ADDRESS makes no sense.
    """
    if "PARVIS_ADDRESS" in os.environ:
        read_address(os.environ["PARVIS_ADDRESS"])
    find_home()
    postgres.ensure()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")


def set_up_django() -> None:
    """Find the database, load Django, bring the database up to date; errors are told in words."""
    find_database()
    import django
    from django.db import OperationalError
    from django.utils import translation

    django.setup()
    translation.activate(spoken_language())
    from parvis.config.prepare import prepare

    try:
        prepare(demonstration=False)
    except OperationalError as error:
        message = _("The database does not answer: {error}").format(error=error)
        raise click.ClickException(message) from error
