"""What every test may use."""

from collections.abc import Callable

import pytest
from django.utils import translation

pytest_plugins = [
    "parvis.testing.analyses",
    "parvis.testing.browser",
    "parvis.testing.desk",
    "parvis.testing.live",
    "parvis.testing.receiver",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The site is laid once, for all tests: home page, folder of consultations, foot."""
    from parvis.consultations.domain.prepare_site import prepare_site
    from parvis.testing.database import keep
    from parvis.testing.indexes import leave_unindexed

    leave_unindexed()
    with django_db_blocker.unblock():
        prepare_site()
        keep()


@pytest.fixture(scope="session")
def take_all_away() -> Callable[[], None]:
    """What ends a crowd that a whole file shares: at once, where deleting its rows one by one takes long.

    Its indexes shrink too: as large as the crowd, planners would read the next one without them.
    """
    from django.db import connection

    from parvis.testing.database import empty

    def take() -> None:
        empty()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL contributions_contribution")

    return take


@pytest.fixture(autouse=True)
def known_mark():
    """What the foot of pages says of the log was just read: a page costs its own queries, no more."""
    from parvis.ledger.domain import mark

    mark.remember(None)


@pytest.fixture(autouse=True)
def no_kept_answers():
    """Each test begins without answers of the API that the process would still remember."""
    from django.core.cache import caches

    caches["api"].clear()


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in the site's own language, whatever the one before it switched on."""
    translation.deactivate()
