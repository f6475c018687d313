"""What every test may use."""

import pytest
from django.utils import translation

pytest_plugins = ["parvis.testing.browser"]


@pytest.fixture(autouse=True)
def known_mark():
    """What the foot of pages says of the log was just read: a page costs its own queries, no more."""
    from parvis.ledger.domain import mark

    mark.remember(None)


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in the site's own language, whatever the one before it switched on."""
    translation.deactivate()
