"""Somebody at their desk, past the second factor (which has its own tests)."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.testing.browser import NewPage

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


@pytest.fixture
def page_of(new_page: NewPage, live_server: LiveServer, settings, organiser: TeamMember, client: Client):
    """Opens a page of the browser where the organiser is signed in: `page_of(size=PHONE)`."""
    settings.PARVIS_DEMO = True
    client.force_login(organiser.participant)

    def open_page(**options):
        page = new_page(locale="en", **options)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return open_page
