"""Tests of the portal start in the language of the site."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """The client leaves the language of its last request behind it."""
    with translation.override("fr"):
        yield
