"""What every test may use."""

import pytest
from django.utils import translation

pytest_plugins = ["parvis.testing.browser"]


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in the site's own language, whatever the one before it switched on."""
    translation.deactivate()
