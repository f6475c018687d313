"""What these tests quote is English; the team whose desk is opened reads it so."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from parvis.accounts.models import Participant

Desk = Callable[[Participant], Client]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def desk(settings) -> Desk:
    """A client signed in as this person; the demonstration asks for no second factor."""
    settings.PARVIS_DEMO = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

    def enter(person: Participant) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter
