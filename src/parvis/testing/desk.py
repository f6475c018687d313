"""Plugin of pytest: somebody at their desk, past the second factor (which has its own tests)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from parvis.accounts.models import Participant

    Desk = Callable[[Participant], Client]


@pytest.fixture
def desk(settings: Settings) -> Desk:
    """A client signed in as this person; the demonstration asks for no second factor."""
    settings.PARVIS_DEMO = True
    # Nothing below depends on a manifest of static files.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

    def enter(person: Participant) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter
