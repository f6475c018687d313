"""Somebody at their desk, past the second factor (which has its own tests)."""

from collections.abc import Callable

import pytest
from django.test import Client

from parvis.accounts.models import Participant
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import TeamMemberFactory

Desk = Callable[[Participant], Client]


@pytest.fixture
def desk(settings) -> Desk:
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


@pytest.fixture
def organiser(db) -> TeamMember:
    """An organiser whose desk is in English, with their consultation."""
    return TeamMemberFactory(participant__language="en")
